import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "a-promise-not-kept",
  title: "A promise you could not keep",
  kind: "behavioural",
  difficulty: "Easy",
  minutes: 30,
  brief: prose`
    A small printing house lives from handing over posters on the day it said, and hires people who speak up early
    when that day is in danger. In this interview you talk about one promise that you could not keep: a deadline, a
    delivery, an appearance, a piece of work of a certain quality. It must be your own promise and not one that
    somebody made over your head.

    The interviewer will ask what you promised and to whom, when you first felt that it would not work, what you did
    between that feeling and the moment you said so, how the other side took it, and what became of the matter and
    of the trust. The size of the damage is not what counts. Stories in which everything turned out perfect after
    all are less helpful than honest ones.

    A good half hour: you tell us the exact promise in a sentence, do not hide behind circumstances, do not make
    yourself smaller than needed either, put dates on the important moments, show how you thought about the person
    who was waiting, and name the thing you have changed about how you make promises.
  `,
  rubric: [
    {
      name: "The promise in one sentence",
      weight: 20,
      levels: {
        weak: "It remains open what was promised, or it was another person's promise.",
        solid: "Says what, to whom and by when, and why it mattered to them.",
        strong: "Also explains how the promise came about, and what it rested on.",
      },
    },
    {
      name: "From first doubt to saying so",
      weight: 25,
      levels: {
        weak: "Told nobody until the day itself, and calls that unavoidable.",
        solid: "Gives the dates of the first doubt and of telling, and admits the gap.",
        strong: prose`Explores honestly what filled that gap, what was tried, hoped or avoided, and what it cost the
          other side.`,
      },
    },
    {
      name: "Owning it in front of the other",
      weight: 25,
      levels: {
        weak: "Puts the blame on others or on events.",
        solid: "Says what was told to whom, with an apology or an offer.",
        strong: prose`Brought choices along instead of an excuse, listened to anger, and kept the new agreement to
          the letter.`,
      },
    },
    {
      name: "What became of trust",
      weight: 15,
      levels: {
        weak: "Has no idea how the other side saw it afterwards.",
        solid: "Describes what happened next between the two.",
        strong: "Gives evidence of trust regained or lost, and accepts the part that could not be repaired.",
      },
    },
    {
      name: "Promising differently now",
      weight: 15,
      levels: {
        weak: "Promises to be more careful, with no change that could be seen.",
        solid: "Names a change, such as a margin, an early check or a smaller promise.",
        strong: "Shows this change at work in a later promise that was kept or was renegotiated in time.",
      },
    },
  ],
  plan: [
    {
      ask: "Which promise will we talk about, and who was counting on it?",
      probes: [
        "Can you say in one sentence what exactly you had promised?",
        "Was it written down anywhere?",
      ],
      hints: [
        "It may be small: a report, a visit, a repair.",
        "Choose one where you were the person who said yes.",
      ],
      minutes: 3,
    },
    {
      ask: "How did you come to make that promise, and what made you believe at the time that you could keep it?",
      probes: [
        "Did anybody warn you?",
        "What did you not ask before you said yes?",
      ],
      hints: [
        "Go back to the conversation in which you agreed.",
        "Perhaps you wanted to please someone, or you counted on help that never came.",
      ],
      minutes: 4,
    },
    {
      ask: "When did you first feel that your promise was in danger, and what did you do on that very day?",
      probes: [
        "What did you tell yourself?",
        "How many days passed until you told somebody?",
      ],
      hints: [
        "There is often a small sign before the big one.",
        "Put two dates side by side: the first doubt, and the first word about it.",
      ],
      minutes: 5,
    },
    {
      ask: prose`Please tell me about the conversation in which you admitted it. How did you begin, and what did the
        other person answer?`,
      probes: [
        "Which choices did you offer?",
        "What did you feel like leaving out?",
      ],
      hints: [
        "Try to remember your first sentence.",
        "It is fine if the conversation went badly; tell me how.",
      ],
      minutes: 6,
    },
    {
      ask: "What did the broken promise cost, in time, money or nerves, and who bore that cost?",
      probes: [
        "What could you still rescue?",
        "What did you do that you were not obliged to do?",
      ],
      hints: [
        "Count hours or days, if money is hard to tell.",
        "Think of the person who had to explain it further down the line.",
      ],
      minutes: 5,
    },
    {
      ask: "How have things been between you and that person since then, and how can you tell?",
      probes: [
        "Would they rely on you again?",
      ],
      hints: [
        "Did they ask you for something later?",
        "Silence is an answer as well; say what you make of it.",
      ],
      minutes: 3,
    },
    {
      ask: "What do you do differently now before you say yes to a date? Please give me a recent example.",
      probes: [
        "What does a safe promise sound like from you?",
        "When did you last say no, or not by then?",
      ],
      hints: [
        "Think of the last date that you gave to anyone.",
        "You may have a question, a margin or a check half-way that you did not use before.",
      ],
      minutes: 4,
    },
  ],
};

export default task;
