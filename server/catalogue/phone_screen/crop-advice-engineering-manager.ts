import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "crop-advice-engineering-manager",
  title: "First call: engineering manager at a crop advice cooperative",
  kind: "phone_screen",
  difficulty: "Hard",
  minutes: 30,
  brief: prose`
    A cooperative owned by fourteen thousand small farms sends advice from satellite pictures and soil probes to
    simple phones. Its eleven engineers live in five countries and four time zones. They are able people, and for
    half a year they have delivered late: two favourites of the board compete, one experienced engineer decides
    everything, and a newcomer has resigned. An engineering manager is wanted who makes this group reliable and
    humane, and who can follow technical talks without doing the work of others.

    You speak for thirty minutes with the director, herself a farmer. The call covers your reasons, how you lead, a
    diagnosis of the late deliveries, a hard talk with the experienced engineer, a technical judgement about advice
    by text message, working across zones, practical matters and your questions. Knowledge of farming is not needed.
    You will not be asked to estimate anybody's salary.

    A good half hour: you ask two or three questions before you judge, give examples with names of roles and
    results, put people and product in balance, show that you can be direct and kind in the same sentence, and say
    what you would not change in your first month.
  `,
  rubric: [
    {
      name: "Leading with evidence",
      weight: 20,
      levels: {
        weak: "Describes a style in adjectives.",
        solid: "Gives two cases from leading people, with the outcome for product and person.",
        strong: "Reports a case that failed through the candidate's own doing, and the habit that changed since.",
      },
    },
    {
      name: "Diagnosis of late deliveries",
      weight: 25,
      levels: {
        weak: "Prescribes a method at once, without a single question.",
        solid: "Asks for facts, offers several causes, and proposes how to tell them apart.",
        strong: prose`Connects competing priorities, one decider and the resignation into one picture, and picks the
          first small step.`,
      },
    },
    {
      name: "The engineer who decides everything",
      weight: 25,
      levels: {
        weak: "Avoids the talk or threatens.",
        solid: "Speaks with facts, listens, and agrees on a change of role.",
        strong: prose`Shows the sentences, honours what the person has carried, and spreads knowledge without
          punishing them.`,
      },
    },
    {
      name: "Judgement on text message advice",
      weight: 15,
      levels: {
        weak: "Leaves all technical questions to others.",
        solid: "Sees limits of length, delivery and language, and asks about harm from wrong advice.",
        strong: "Names the cheapest test with real farmers, and what would make advice stop by itself.",
      },
    },
    {
      name: "Fit and terms across zones",
      weight: 15,
      levels: {
        weak: "Agrees to everything without a condition.",
        solid: "Says what hours, travel and notice are possible.",
        strong: prose`Proposes how four zones meet fairly, states one firm condition, and asks the director something
          that only a farmer could answer.`,
      },
    },
  ],
  plan: [
    {
      ask: "What makes you want to manage engineers for a farmers' cooperative, and why leave what you do now?",
      probes: [
        "What would the farmers gain from you?",
      ],
      hints: [
        "Being owned by its users makes this place unusual; what does it mean to you?",
        "Start with what you would like to have done three years from now.",
      ],
      minutes: 3,
    },
    {
      ask: "How do you lead? Please do not describe a style; give me one case that went well and one that did not.",
      probes: [
        "What became of the people in those cases?",
        "What do you do differently since the second one?",
      ],
      hints: [
        "Choose cases in which somebody's work or life changed.",
        "For the one that failed, tell me what you did, not what happened to you.",
      ],
      minutes: 6,
    },
    {
      ask: prose`You know our situation: late for half a year, two favoured plans, one person who decides, and a
        resignation. What do you ask, and what do you suspect?`,
      probes: [
        "Which two facts would you like to see first?",
        "What would you leave alone in the first month?",
      ],
      hints: [
        "Ask where work waits, and for whom.",
        "Perhaps everything waits for one person, because the two plans can be settled by nobody else.",
        "A first step might be that the board chooses an order, in public.",
      ],
      minutes: 6,
    },
    {
      ask: prose`Imagine that I am the engineer who decides everything here. Your decisions are slow, I say, so I
        make them myself. Please answer me.`,
      probes: [
        "And if I say that I will leave then?",
        "What would you offer me?",
      ],
      hints: [
        "Begin with something true that the person has achieved.",
        prose`Name one observation and its effect, ask for their view, and then agree on one decision that they will
          hand on.`,
      ],
      minutes: 6,
    },
    {
      ask: prose`Our advice must fit into a text message on a simple phone, and a wrong one can cost a harvest. What
        would you want to hear from your engineers?`,
      probes: [
        "How would you notice that a piece of advice does harm?",
        "Who may stop a message?",
      ],
      hints: [
        "Think of length, language, delay, and messages that never arrive.",
        "Ask which advice is safe to ignore, and begin with that; test with a few farms that agree to call back.",
      ],
      minutes: 4,
    },
    {
      ask: "Four time zones and five countries: how do you keep a group together without wearing somebody out?",
      probes: [
        "Who gets up early, and how often?",
      ],
      hints: [
        "Written decisions help those who were asleep.",
        "Let the inconvenient hour rotate, and keep meetings for what needs voices.",
      ],
      minutes: 2,
    },
    {
      ask: "Could you travel to the farms for two weeks twice a year, and what are your notice and conditions?",
      probes: [
        "Is there a season when you cannot travel?",
      ],
      hints: [
        "Say what is firm and what could be talked over.",
        "Visits can be planned around other duties; just tell me which weeks to avoid.",
      ],
      minutes: 1,
    },
    {
      ask: "What would you like to ask me, as a farmer and as the director?",
      probes: [
        "What would you want to know from the person who resigned?",
      ],
      hints: [
        "Ask about something I would rather not be asked.",
        "You could ask how the board decides, and what it decided badly.",
      ],
      minutes: 2,
    },
  ],
};

export default task;
