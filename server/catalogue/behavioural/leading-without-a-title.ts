import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "leading-without-a-title",
  title: "Leading people who did not have to follow",
  kind: "behavioural",
  difficulty: "Hard",
  minutes: 45,
  brief: prose`
    Public libraries in nine towns share one catalogue but no boss, so that anything new needs somebody who leads
    without a title. In this interview you talk about one undertaking that needed several people or groups who did
    not report to you, who had other priorities, and who could have said no.

    You will be asked what you wanted to achieve and why you, who was needed and what each of them wanted, how you
    built an agreement, how you kept it going when attention faded, how you dealt with someone who blocked or
    dropped out, and what came out in the end. We listen for influence which respects people. Stories in which a
    superior solved it by order are out of scope, except if you explain why that was needed and what it cost.

    A good session: you can draw the map of interests from memory, your means vary with the person, you tell us
    about one deal you are proud of and one you are not, results are counted and shared fairly, and you have a view
    on where your influence ended. Difficult follow-ups are part of this level; take time over them.
  `,
  rubric: [
    {
      name: "A map of interests",
      weight: 20,
      levels: {
        weak: "Lumps everybody together as the stakeholders.",
        solid: "Tells for each important group what it wanted and feared.",
        strong: "Found a concealed interest or an absent voice, and let it change the goal.",
      },
    },
    {
      name: "Agreement without orders",
      weight: 25,
      levels: {
        weak: "Convinced people by repeating the same arguments.",
        solid: "Adjusted offer, form and pace to each group, with examples.",
        strong: prose`Gave up something of value, put the agreement in words that all could use, and can say why each
          party kept to it.`,
      },
    },
    {
      name: "Keeping it going",
      weight: 20,
      levels: {
        weak: "Tells of the start and the end, with nothing in between.",
        solid: "Describes routines, small results and reminders when attention faded.",
        strong: "Noticed fading early by a sign, changed the way of working, and reduced the dependence on one person.",
      },
    },
    {
      name: "Someone who blocked",
      weight: 20,
      levels: {
        weak: "Went around the person or made them look bad.",
        solid: "Spoke directly, understood the reason, and found a way on.",
        strong: "Shows a hard choice between waiting, bending and going on without, and what it did to that person.",
      },
    },
    {
      name: "Honest balance of influence",
      weight: 15,
      levels: {
        weak: "Takes the whole result as personal success.",
        solid: "Gives results in numbers and names the others' share.",
        strong: "Names where influence turned to pressure or failed, and what that says about the next time.",
      },
    },
  ],
  plan: [
    {
      ask: "What did you want to bring about, and whom did you need for it who did not have to follow you?",
      probes: [
        "Why was it you who took it up?",
        "What would have happened without you?",
      ],
      hints: [
        "Look for something where you could only ask and not tell.",
        "A shared rule, a move, an event or a tool across groups would fit.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Please go through the main people or groups, one after another. What did each want, and what was
        each afraid of?`,
      probes: [
        "Whose voice was missing at first?",
        "Which of these interests did you misjudge?",
      ],
      hints: [
        "Three groups are enough if you know them well.",
        "For each, finish the sentence: for them, a bad outcome would have been this.",
      ],
      minutes: 6,
    },
    {
      ask: prose`How did you win the first one over, and how the hardest one? Please show me the difference in what
        you did.`,
      probes: [
        "What did you give up for it?",
        "What did you say to one that you did not say to the other?",
      ],
      hints: [
        "Think of the channel, the timing and what you offered.",
        "Tell me one sentence that worked, and one that fell flat.",
      ],
      minutes: 7,
    },
    {
      ask: "Once people had come on board, what exactly had been agreed, and in whose words was it written or said?",
      probes: [
        "Could two people have understood it differently?",
        "How did you find out that someone had?",
      ],
      hints: [
        "Perhaps there was a short note, a handshake or a date.",
        "Agreements hold when people can explain them to their own group.",
      ],
      minutes: 5,
    },
    {
      ask: "After some weeks, enthusiasm usually fades. What did you do then, and how did you notice that it was time?",
      probes: [
        "Which result did you show first?",
        "What did you stop doing yourself?",
      ],
      hints: [
        "Look for the middle of the story, the dull part.",
        "Meetings, reminders, small wins: which of them really worked?",
      ],
      minutes: 6,
    },
    {
      ask: prose`Please tell me about somebody who blocked your plan, openly or quietly. What did you do, and how do
        you judge that now?`,
      probes: [
        "What was reasonable about their position?",
        "How did they fare afterwards?",
        "Did you ever think of going to their boss?",
      ],
      hints: [
        "Blocking can be as quiet as not answering.",
        "Describe one talk between just the two of you.",
      ],
      minutes: 7,
    },
    {
      ask: prose`What came of that joint effort, in figures that somebody outside would accept, and which share of
        that was yours?`,
      probes: [
        "What did the others say their part was?",
        "What was the price?",
      ],
      hints: [
        "Name one result, one date and one number.",
        "Try to tell it as one of the other groups would.",
      ],
      minutes: 5,
    },
    {
      ask: "Where did your influence turn into pressure, or come close to it, and where did it simply end?",
      probes: [
        "Is there anyone to whom you would apologise?",
        "What would you have needed to get further?",
      ],
      hints: [
        "Influence has an uncomfortable edge; look for the moment when you felt it.",
        "Maybe someone agreed only because they were tired, or because you were in a hurry.",
      ],
      minutes: 5,
    },
  ],
};

export default task;
