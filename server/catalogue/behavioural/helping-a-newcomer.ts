import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "helping-a-newcomer",
  title: "Helping somebody find their feet",
  kind: "behavioural",
  difficulty: "Easy",
  minutes: 30,
  brief: prose`
    A botanical garden takes on new people every month, and looks for colleagues who help others to find their feet
    unasked. It has two hundred staff and as many volunteers. In this interview you talk about one time when you
    helped a person who was new: to a job, a team, a town, a class or a hobby.

    Choose one person and one period. The interviewer wants to hear what that person needed and how you found out,
    what you did that nobody had told you to do, where you had to hold back so that the other could do it alone, and
    what became of it. Please protect the other person: no names, and no details by which they could be recognised.
    A story in which your help did not work is just as useful as a success, if you tell it fairly.

    A good half hour: the person in your story is a person with strengths and not a problem, your own part is clear,
    you notice what it cost in time and how you squared that with your other duties, there is some sign of change
    from outside, and you can say what you would do earlier, later or not at all.
  `,
  rubric: [
    {
      name: "Seeing what the newcomer needed",
      weight: 25,
      levels: {
        weak: "Assumes what was needed and never checks.",
        solid: "Describes asking or watching before helping.",
        strong: "Tells a first guess from what was learned later, and shows how the help changed because of it.",
      },
    },
    {
      name: "Help beyond the duty",
      weight: 25,
      levels: {
        weak: "Repeats the official programme for new people.",
        solid: "Names two or three things done unasked, each with its occasion.",
        strong: "Explains why these and not others, and removed a hurdle for all who came after.",
      },
    },
    {
      name: "Letting go in time",
      weight: 20,
      levels: {
        weak: "Did the work for the newcomer, and is proud of it.",
        solid: "Stepped back at some point and says when.",
        strong: "Describes a moment of holding back although it was hard, and what the other then managed.",
      },
    },
    {
      name: "A sign from outside",
      weight: 15,
      levels: {
        weak: "Believes it went well because nobody complained.",
        solid: "Gives one observation of what the newcomer did alone, and when.",
        strong: "Has words or figures from the newcomer or others, and weighs other causes for the change.",
      },
    },
    {
      name: "Time spent beside other duties",
      weight: 15,
      levels: {
        weak: "Does not mention the cost in time, even when asked.",
        solid: "Says how much time it took, and how that was agreed.",
        strong: prose`Describes a conflict with another duty, the choice made, and what would be agreed on beforehand
          next time.`,
      },
    },
  ],
  plan: [
    {
      ask: prose`Please think of one person you helped while they were new somewhere. What was the place, and how did
        the two of you meet?`,
      probes: [
        "Was it your task to help, or did you choose to?",
        "How long had you been there yourself?",
      ],
      hints: [
        "It can be a workplace, a sports club, a school or a street.",
        "Perhaps somebody thanked you later, to your surprise.",
      ],
      minutes: 3,
    },
    {
      ask: prose`How did you notice what this newcomer was missing, and what did you think at first that later proved
        wrong?`,
      probes: [
        "What did they say, and what did they leave unsaid?",
        "What were they already better at than you?",
      ],
      hints: [
        "Think of a question they asked, or of one they did not dare to ask.",
        "There may have been a difference between what was on the list and what really made things hard.",
      ],
      minutes: 5,
    },
    {
      ask: prose`What did you do for this person that nobody had asked you to do? Please give me two moments, as
        exactly as you can.`,
      probes: [
        "What did you say, word for word, if you remember?",
        "Why did you choose that moment?",
      ],
      hints: [
        "Start with a place: a corridor, a call, a shared meal.",
        "Introducing somebody, explaining an unwritten rule, or standing beside them in a difficult meeting all count.",
      ],
      minutes: 6,
    },
    {
      ask: "When did you hold back and let the newcomer try alone, though helping would have been quicker?",
      probes: [
        "What was the risk?",
        "How did they feel about it, as far as you know?",
      ],
      hints: [
        "Think of the first time they did something without you.",
        "If you held back too late, tell me about that.",
      ],
      minutes: 5,
    },
    {
      ask: "How could someone from outside have seen that your help made a difference?",
      probes: [
        "After how many weeks did you see it?",
        "What else might explain it?",
      ],
      hints: [
        "Look for something they did that they could not do before.",
        "It may be a date, a number of questions fewer, or simply that they stayed.",
      ],
      minutes: 4,
    },
    {
      ask: "What did all that helping cost you, and how did you make it fit with the rest of your work?",
      probes: [
        "Did anyone disagree with the time you spent?",
        "What stayed undone?",
      ],
      hints: [
        "Hours a week are good enough as an answer.",
        "Tell me about one thing that had to wait.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Suppose a new person starts beside you next Monday. Which two things from this story will you do
        again, and which not?`,
      probes: [
        "What would you set up before they arrive?",
      ],
      hints: [
        "One thing to repeat, one to drop.",
        "Imagine what that earlier newcomer would advise you.",
      ],
      minutes: 3,
    },
  ],
};

export default task;
