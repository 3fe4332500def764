import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "ferry-app-support",
  title: "First call: support engineer for a ferry company's booking app",
  kind: "phone_screen",
  difficulty: "Easy",
  minutes: 20,
  brief: prose`
    A ferry company is looking for a support engineer who answers travellers and tells developers what is really
    wrong. The team has five people in two harbour towns and handles about three hundred requests a day by mail,
    chat and phone, more in a storm. The work is half writing, half finding out: reading logs, repeating an error on
    a test phone, describing it so that somebody can repair it.

    This is the first call, twenty minutes, with the person who leads the team. It covers why you want this work,
    the way that led you here, one small problem from daily life, how you treat an upset traveller, hours and
    places, and your own questions. Shifts run from six to twenty-two, one weekend in four. No degree is required.
    Salary is settled in a later talk, though you may ask for the range.

    A good twenty minutes: you link what you have done to this job with one or two concrete cases, you ask before
    you guess when given the small problem, you are plain about when you can work, and you put questions that show
    that you have pictured the work.
  `,
  rubric: [
    {
      name: "Why ferry support",
      weight: 20,
      levels: {
        weak: "Wants any job, or describes another one.",
        solid: "Gives a reason that fits helping travellers and finding faults.",
        strong: "Connects a personal experience, as traveller or helper, with what this team does all day.",
      },
    },
    {
      name: "The way to this desk",
      weight: 20,
      levels: {
        weak: "Retells the whole course of life without choosing.",
        solid: "Picks two stations and says what from them is useful here.",
        strong: "Gives a solved case with its outcome, within a minute, in words that a traveller would understand.",
      },
    },
    {
      name: "Finding the fault in a booking",
      weight: 25,
      levels: {
        weak: "Guesses a cause or sends the traveller away at once.",
        solid: "Asks useful questions, narrows down, and looks for a quick way to travel today.",
        strong: prose`Separates what happens on the phone, in the account and in payment, and words a report a
          developer could act on.`,
      },
    },
    {
      name: "An upset traveller",
      weight: 20,
      levels: {
        weak: "Defends the company or hides behind rules.",
        solid: "Listens, says what will be done by when, and keeps to it.",
        strong: "Holds a limit kindly, promises nothing that is not in reach, and finds the need behind the anger.",
      },
    },
    {
      name: "Shifts and questions back",
      weight: 15,
      levels: {
        weak: "Leaves working hours vague and has nothing to ask.",
        solid: "States availability and notice clearly and asks about the work.",
        strong: "Raises a difficulty in time, with a proposal, and asks what the first month would be measured by.",
      },
    },
  ],
  plan: [
    {
      ask: "What made you answer our notice for a support engineer at a ferry company?",
      probes: [
        "What do you imagine this work to be like on a stormy day?",
      ],
      hints: [
        "Start with what caught your eye in the notice.",
        "You can speak about the travellers, the finding out, or the place.",
      ],
      minutes: 2,
    },
    {
      ask: prose`Please walk me through what you have done so far, choosing only the parts that would help you at our
        support desk.`,
      probes: [
        "What was the trickiest problem you solved for somebody?",
        "How did you know that it was solved?",
      ],
      hints: [
        "Two stations are enough, paid or not.",
        "For each, say what you did and what came of it.",
      ],
      minutes: 4,
    },
    {
      ask: prose`A traveller writes: I paid for the eight o'clock ferry, but the app shows no ticket, and I am at the
        quay. What do you do, step by step?`,
      probes: [
        "What do you ask the traveller first?",
        "Where could the fault be?",
      ],
      hints: [
        "There are two tasks: let the person travel, and find the cause.",
        prose`Ask for the payment's time, the account's address and what the screen says, and check whether an order
          exists.`,
        "Perhaps the booking sits in a second account, or the payment is still waiting.",
      ],
      minutes: 5,
    },
    {
      ask: prose`Someone shouts at you on the phone because a storm has ruined their family's day. How do you go on
        from there?`,
      probes: [
        "What do you avoid saying?",
        "When would you end the call?",
      ],
      hints: [
        "Think about the first ten seconds.",
        "Let them finish, name the trouble, and offer the one thing that you can do now.",
      ],
      minutes: 3,
    },
    {
      ask: "How would you describe a fault of this app to a developer so that nobody has to ask you back?",
      probes: [
        "What if you cannot repeat it?",
      ],
      hints: [
        "What you did, what you expected, what happened.",
        "Add time, device, version and how often it occurred.",
      ],
      minutes: 2,
    },
    {
      ask: "Let us look at practical things: which shifts and weekends could you work at the harbour, and from when?",
      probes: [
        "Is there anything that we should arrange for you?",
      ],
      hints: [
        "An honest limit now is better than a surprise later.",
        "Say the earliest date, and any days that are fixed for you.",
      ],
      minutes: 2,
    },
    {
      ask: "What would you like to know from me about the team, the travellers or the work?",
      probes: [
        "What would help you decide?",
      ],
      hints: [
        "Ask about something that you will meet every day.",
        "The first week, the worst shift or how developers answer would be good topics.",
      ],
      minutes: 2,
    },
  ],
};

export default task;
