import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "feedback-that-stung",
  title: "Feedback that stung, and what you made of it",
  kind: "behavioural",
  difficulty: "Medium",
  minutes: 40,
  brief: prose`
    A school for sign language interpreters gives blunt feedback after each assignment, and hires people who can use
    it. In this interview you talk about one piece of feedback about your work or behaviour that hurt, and that you
    did something with, even if what you did was to decide that it was wrong.

    The interviewer will ask what was said and in which situation, what your first reaction was in and out of the
    room, how you found out whether it was true, what you changed in the following weeks, how others noticed, and
    how you give feedback today. You choose how private the story gets; you may decline any question without giving
    a reason. Feedback that was an insult or discrimination is not what we want you to justify. Please choose
    something else.

    A good session: we hear the actual words instead of a summary, your first reaction is believable, you can tell
    the share that was right from the share that was not, the change is visible in conduct with dates, and there is
    somebody besides you who could confirm it.
  `,
  rubric: [
    {
      name: "The actual words",
      weight: 15,
      levels: {
        weak: "Replaces the feedback by a compliment in disguise, such as working too hard.",
        solid: "Quotes or closely retells what was said, by whom and when.",
        strong: "Adds what in these words hurt, and which belief about oneself they touched.",
      },
    },
    {
      name: "First reaction, honestly told",
      weight: 20,
      levels: {
        weak: "Claims to have been grateful at once.",
        solid: "Describes a defensive moment and what was done with it.",
        strong: "Distinguishes feeling, words and action, and repaired what the first reaction had damaged.",
      },
    },
    {
      name: "Testing whether it was true",
      weight: 20,
      levels: {
        weak: "Accepted or rejected it wholesale, without checking it against any occasion.",
        solid: "Asked a second person or looked for examples, and says what came of it.",
        strong: prose`Looked for evidence against what would have been comfortable, and came to a split verdict with
          reasons.`,
      },
    },
    {
      name: "Change that others could see",
      weight: 30,
      levels: {
        weak: "Reports good intentions, and no occasion on which anything was different.",
        solid: "Names one behaviour, how it was practised, and since when it is different.",
        strong: "Shows setbacks, a way of noticing them, and a sign from someone who did not know about the effort.",
      },
    },
    {
      name: "Giving feedback today",
      weight: 15,
      levels: {
        weak: "Draws no link to how others are treated.",
        solid: "Describes one feedback given since, in a better way.",
        strong: "Explains what was taken over and what was avoided, and how it was checked that it had helped.",
      },
    },
  ],
  plan: [
    {
      ask: "Which piece of feedback would you like to talk about, and in what situation did you receive it?",
      probes: [
        "Who gave it to you, in terms of their role?",
        "Had you asked for it?",
      ],
      hints: [
        "Choose one that you still remember without effort.",
        "It may be about how you work, speak, write or lead.",
      ],
      minutes: 4,
    },
    {
      ask: "As exactly as you can, what were the words of that feedback, and which of them hurt the most?",
      probes: [
        "What made that word hurt?",
        "What was the tone like?",
      ],
      hints: [
        "Give me the sentence first, the story behind it later.",
        "If you do not remember the words, say what you heard between them.",
      ],
      minutes: 4,
    },
    {
      ask: "What did you do in the first five minutes after hearing the feedback, and what in the first two days?",
      probes: [
        "What did you say that you would rather not have said?",
        "Whom did you tell?",
      ],
      hints: [
        "There may be a difference between your face and your thoughts.",
        "It is all right to have been angry, or silent.",
      ],
      minutes: 5,
    },
    {
      ask: "How did you find out how much of that criticism was true?",
      probes: [
        "Who saw it differently?",
        "What share of it do you accept today?",
      ],
      hints: [
        "Did you ask anybody who would not simply console you?",
        "Look for two occasions which prove it and one which does not.",
      ],
      minutes: 6,
    },
    {
      ask: prose`After that feedback, what did you change in what you actually do? Please describe the old way and
        the new way.`,
      probes: [
        "On which day did you first do it differently?",
        "When did you fall back?",
      ],
      hints: [
        "Pick a single behaviour that could be filmed.",
        "Tell me what helped you to remember in the moment itself.",
        "If you changed nothing, tell me why that was the right decision.",
      ],
      minutes: 7,
    },
    {
      ask: "Who else could confirm that you have changed, and what would they say?",
      probes: [
        "Did anyone notice without knowing the story?",
        "How long did it take?",
      ],
      hints: [
        "Imagine that I call a colleague of those days.",
        "A remark, a review, or fewer complaints could be a sign.",
      ],
      minutes: 5,
    },
    {
      ask: "How do you yourself tell people something unpleasant now? Please take one case from the past year.",
      probes: [
        "What did you do differently from the person who told you?",
        "How did you check that it had helped?",
      ],
      hints: [
        "Think of when, where and how it began.",
        "What did you leave out on purpose?",
      ],
      minutes: 5,
    },
    {
      ask: prose`If the person who gave you that feedback were listening, what would you like to tell them about how
        they did it?`,
      probes: [
        "What should they have done better?",
      ],
      hints: [
        "Begin with something that was useful.",
        "A wish about the time, the place or an example is a fair point.",
      ],
      minutes: 4,
    },
  ],
};

export default task;
