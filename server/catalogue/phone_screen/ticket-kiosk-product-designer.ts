import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "ticket-kiosk-product-designer",
  title: "First call: product designer for ticket machines at mountain railways",
  kind: "phone_screen",
  difficulty: "Medium",
  minutes: 30,
  brief: prose`
    Eleven mountain railways share one ticket machine, and one traveller in five leaves it without a ticket and with
    a train to catch. They are looking for a product designer who will take charge of that machine, its screens, its
    voice and its paper. Gloves, bright sun, children's height, nine languages, cash and cards, and people who
    cannot see: all of these belong to the task. The team has one researcher and four engineers.

    This is a thirty-minute call with the researcher. It covers your reasons, one piece of work of yours told
    without pictures, how you would find out why travellers give up, one small question of design, an engineer who
    says it cannot be done, practical matters and your own questions. You do not need to have designed machines
    before. A portfolio will be looked at in a later talk; please do not send links during the call.

    A good half hour: you describe problems before solutions, say how you knew, can lay out a screen in spoken
    words, keep travellers in view who are easily forgotten, use figures without worshipping them, and know what you
    would test first and how cheaply.
  `,
  rubric: [
    {
      name: "A design told without pictures",
      weight: 20,
      levels: {
        weak: "Describes looks, or a process from a textbook.",
        solid: "Tells of the problem, the people, the choice and the outcome.",
        strong: "Makes a discarded design understandable, with the evidence that ended it.",
      },
    },
    {
      name: "Why travellers give up",
      weight: 25,
      levels: {
        weak: "Redesigns the screens straight away, before finding anything out.",
        solid: "Combines watching at the station, talks and figures from the machine.",
        strong: prose`Separates reasons on the screen from those off it, chooses where to look first, and names what
          would prove the guess wrong.`,
      },
    },
    {
      name: "The first screen in words",
      weight: 20,
      levels: {
        weak: "Offers a list of all features.",
        solid: "Orders by what most people need, with a clear way for others.",
        strong: prose`Gives exact words and number of choices, justifies the loss for the few, and states how to test
          it by tomorrow with paper.`,
      },
    },
    {
      name: "Travellers easily forgotten",
      weight: 20,
      levels: {
        weak: "Mentions accessibility as a later step.",
        solid: "Designs for low height, touch and voice, languages and hurry from the start.",
        strong: "Finds a need that conflicts with another one, and resolves it with a reason.",
      },
    },
    {
      name: "An engineer's no",
      weight: 15,
      levels: {
        weak: "Insists on the drawing, or gives it up at once.",
        solid: "Asks for the reason and looks for another way to the same aim.",
        strong: "Brings the engineer to the station, or finds the cheaper half which gives most of the effect.",
      },
    },
  ],
  plan: [
    {
      ask: "Why would you like to design a ticket machine on a mountain rather than an app in somebody's pocket?",
      probes: [
        "When did a machine last make you angry?",
      ],
      hints: [
        "Tell me about a machine that you like or hate.",
        "It may be the place, the constraints, or the people in front of it.",
      ],
      minutes: 3,
    },
    {
      ask: prose`Please describe one piece of your design work without showing anything. What was the problem, and
        how did you know?`,
      probes: [
        "Which version did you throw away, and why?",
        "What changed for people, and how was it measured?",
      ],
      hints: [
        "Imagine that I am listening on the radio.",
        "People, problem, two options, choice, outcome: one sentence for each to begin with.",
      ],
      minutes: 6,
    },
    {
      ask: prose`One traveller in five walks away from our ticket machine without buying. How would you find out why,
        within two weeks?`,
      probes: [
        "What would you count, and what would you watch?",
        "Which reason might have nothing to do with the screen?",
      ],
      hints: [
        "Numbers tell you where people stop, not why.",
        prose`Stand beside the machine on a Saturday morning, talk to those who leave, and compare with where the
          machine saw them stop.`,
      ],
      minutes: 6,
    },
    {
      ask: "What would be on the first screen of your ticket machine? Describe it to me so that I could draw it.",
      probes: [
        "What did you leave out, and who suffers from it?",
        "Which words stand on the largest button?",
      ],
      hints: [
        "Suppose that most people want the same two tickets.",
        "Begin with the two or three most usual journeys, then a way to all others, then the choice of language.",
        "Say the exact words; designers often find there what is not yet clear.",
      ],
      minutes: 5,
    },
    {
      ask: "How does a traveller who cannot see, or who sits in a wheelchair, buy a ticket from your machine?",
      probes: [
        "Where do these needs pull in different directions?",
        "Whom would you ask?",
      ],
      hints: [
        "Think of height, reach, voice, and time.",
        "A raised button that starts the voice, all choices in the lower half, and no step that runs out of time.",
      ],
      minutes: 4,
    },
    {
      ask: "An engineer says that what you have designed for the machine cannot be built by winter. What happens next?",
      probes: [
        "When have you been glad about a no?",
      ],
      hints: [
        "What is the aim behind your design?",
        "Ask what makes it costly; often one detail costs most and matters least.",
      ],
      minutes: 3,
    },
    {
      ask: prose`You would be at a station about one day in five. How does this fit, and when could you start with
        the railways?`,
      probes: [
        "Is travelling by train into the mountains possible for you all year?",
      ],
      hints: [
        "Name dates, days, and limits.",
        "If some stations are out of reach for you, say so; we can choose others.",
      ],
      minutes: 1,
    },
    {
      ask: "What do you want to ask me about travellers, the machine or how decisions are made here?",
      probes: [
        "What should I have told you by now?",
      ],
      hints: [
        "You might ask what my own research has failed to explain.",
        "Ask who could overrule the designer, and when that last happened.",
      ],
      minutes: 2,
    },
  ],
};

export default task;
