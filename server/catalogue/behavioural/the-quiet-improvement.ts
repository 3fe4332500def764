import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "the-quiet-improvement",
  title: "An improvement nobody had asked for",
  kind: "behavioural",
  difficulty: "Medium",
  minutes: 40,
  brief: prose`
    A hospital laundry washes eleven tonnes a day, and its best ideas have come from people who noticed a daily
    nuisance and removed it. In this interview you talk about one improvement that you brought about without being
    asked: something that wasted time, caused errors, annoyed people or was unsafe, and that became better because
    of you.

    It may come from any kind of work, paid or not. The interviewer wants to know how you noticed it, how you found
    out what it really cost, whom you had to win over, what you tried first, what you measured before and after, and
    what became of it when you were no longer looking. Grand projects with a budget are not needed. Ideas that were
    never carried out are out of scope, but an attempt that failed in practice is welcome.

    A good session: the nuisance is described so that we can see it, your own part is kept apart from that of
    others, there are numbers even if rough ones, somebody's resistance is treated with respect, side effects are
    mentioned, and you are honest about what would have happened anyway.
  `,
  rubric: [
    {
      name: "Seeing the nuisance clearly",
      weight: 20,
      levels: {
        weak: "Speaks of inefficiency without an example.",
        solid: "Describes the nuisance with a scene, and says how often it occurred.",
        strong: "Looked for the cause behind it, and found out who benefits from things as they were.",
      },
    },
    {
      name: "Measuring before and after",
      weight: 25,
      levels: {
        weak: "Says that it got much better, with no figure even when asked.",
        solid: "Gives a figure before and one after, and where they come from.",
        strong: prose`Explains the weak points of the figures, what else changed meanwhile, and what was counted to
          notice harm.`,
      },
    },
    {
      name: "Winning people over",
      weight: 20,
      levels: {
        weak: "Went ahead and presented others with a fact.",
        solid: "Asked those affected and changed the idea once because of them.",
        strong: "Understood a doubter's true concern, met it, and let others own part of the credit.",
      },
    },
    {
      name: "First small trial",
      weight: 20,
      levels: {
        weak: "Introduced everything at once and had no way back.",
        solid: "Tried it on a small scale first and adjusted it.",
        strong: "Chose the trial so that it could fail safely, set a moment to decide, and stopped or went on by it.",
      },
    },
    {
      name: "Life without its inventor",
      weight: 15,
      levels: {
        weak: "Does not know whether it still exists.",
        solid: "Tells what became of it in the months afterwards.",
        strong: "Built something that keeps it alive, a check, an owner or a default, and admits where it faded.",
      },
    },
  ],
  plan: [
    {
      ask: "What was the nuisance, and can you describe one ordinary day on which it got in the way?",
      probes: [
        "Who suffered from it most?",
        "Why had nobody changed it before?",
      ],
      hints: [
        "Take me to the place and let me watch.",
        "It may be a form, a path, a search, a queue or a noise.",
      ],
      minutes: 4,
    },
    {
      ask: "How did you find out how large the problem really was, before you did anything about it?",
      probes: [
        "What did you count, and for how long?",
        "What surprised you in the figures?",
      ],
      hints: [
        "Even a tally on a sheet of paper is a measurement.",
        "How often per day, how many minutes each time, how many people?",
      ],
      minutes: 5,
    },
    {
      ask: "What did you first take for the cause of that nuisance, and was it truly the cause?",
      probes: [
        "Who helped you to see it?",
        "Whose habit or rule was behind it?",
      ],
      hints: [
        "Ask why it happened, and then ask why once more.",
        "Sometimes what annoys one person makes life easier for another.",
      ],
      minutes: 4,
    },
    {
      ask: "Tell me about the first thing you tried. How small was it, and what happened?",
      probes: [
        "What would have told you to stop?",
        "Did you ask for permission?",
      ],
      hints: [
        "Think of the first day on which something was different.",
        "If the first attempt failed, that is the part I want to hear.",
      ],
      minutes: 6,
    },
    {
      ask: "Who was against your improvement or simply not interested, and what did you do about that?",
      probes: [
        "What were they right about?",
        "What did you change because of them?",
      ],
      hints: [
        "Recall one person and one sentence they said.",
        "Maybe they feared extra work, blame, or losing something they liked.",
      ],
      minutes: 6,
    },
    {
      ask: "What was better in the end, in numbers if you can, and what became worse?",
      probes: [
        "How sure are you that your change was the reason?",
        "What was the largest side effect?",
      ],
      hints: [
        "Put the two figures next to each other, before and after.",
        "A rough share is enough: a half, a third, one in ten.",
      ],
      minutes: 6,
    },
    {
      ask: prose`Which part of that improvement was your own doing, and which part belongs to others or would have
        come about anyway?`,
      probes: [
        "What did you do that nobody else could have done there?",
        "How was credit given?",
      ],
      hints: [
        "Count decisions and not hours.",
        "Try a sentence with I, and then a sentence with we.",
      ],
      minutes: 5,
    },
    {
      ask: "Is your improvement still in place today, and what keeps it alive or killed it?",
      probes: [
        "What would you build in from the start next time?",
      ],
      hints: [
        "Who looks after it now?",
        "Things last when forgetting them is harder than doing them.",
      ],
      minutes: 4,
    },
  ],
};

export default task;
