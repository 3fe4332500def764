import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "hearing-aid-test-engineer",
  title: "First call: test engineer for hearing aids",
  kind: "phone_screen",
  difficulty: "Medium",
  minutes: 30,
  brief: prose`
    A maker of hearing aids tests by software, in a quiet chamber and with wearers, and wants a test engineer for
    all three. The devices talk to each other and to a phone by radio, run for a day on a tiny cell and must never
    hurt an ear. The test team has nine members; it writes automatic tests, runs series in the chamber, and speaks
    with people who wear the devices.

    You have a thirty-minute call with the head of testing. The topics are your reasons, your path, how you would
    find what to test in a new feature, a failure that shows up only sometimes, a conflict about a date of release,
    working with people who hear little, practical matters and your questions. Knowledge of acoustics can be learned
    here. The product must satisfy medical rules; you do not need to know them by heart.

    A good half hour: you think of harm before features, make vague wishes testable, treat a rare failure as
    something to be caught rather than wished away, can say no with evidence and still be liked, and speak about
    users as partners.
  `,
  rubric: [
    {
      name: "Path into testing",
      weight: 20,
      levels: {
        weak: "Describes testing as clicking or as a step towards another job.",
        solid: "Shows growth in testing, with one fault found that mattered.",
        strong: "Explains how that fault was found on purpose, and how its whole family was prevented.",
      },
    },
    {
      name: "What to test in quiet mode",
      weight: 25,
      levels: {
        weak: "Lists test cases in no order, and forgets the radio and the empty cell.",
        solid: "Starts from use and harm, covers limits, changes of state and failing radio.",
        strong: "Ranks by risk, says what will not be tested and why, and makes one vague wish measurable aloud.",
      },
    },
    {
      name: "A failure that comes and goes",
      weight: 25,
      levels: {
        weak: "Repeats until it vanishes, or closes it as not reproducible.",
        solid: "Records conditions, looks for a pattern, and raises the rate of failure.",
        strong: prose`Calculates how many clean runs make a repair believable, and builds a trap in the device for
          the field.`,
      },
    },
    {
      name: "A date against a doubt",
      weight: 20,
      levels: {
        weak: "Gives in, or blocks with rank.",
        solid: "Presents risk, evidence and options to those who decide.",
        strong: "Offers a smaller safe release, writes down the decision, and knows where no pressure counts.",
      },
    },
    {
      name: "Working with wearers",
      weight: 10,
      levels: {
        weak: "Speaks about wearers as cases, or plans nothing for how they will follow the talk.",
        solid: "Thinks of clear speech, written summaries and time.",
        strong: "Names something learned from people with a disability that changed a test or a product.",
      },
    },
  ],
  plan: [
    {
      ask: "What draws you to testing hearing aids, and have you ever known somebody who wears them?",
      probes: [
        "What do you think annoys wearers most?",
      ],
      hints: [
        "No experience with hearing loss is needed to answer.",
        "Think of the product, the rules, the people or the chamber.",
      ],
      minutes: 3,
    },
    {
      ask: "Tell me how you came to testing, and about one fault that you are proud to have found.",
      probes: [
        "What would it have caused?",
        "Was it luck or method?",
      ],
      hints: [
        "Choose a single fault and tell it like a short story.",
        "Where did you look, why there, and what happened with it afterwards?",
      ],
      minutes: 5,
    },
    {
      ask: prose`A new quiet mode makes a hearing aid softer when its wearer is alone. How would you find out what
        has to be tested?`,
      probes: [
        "What could hurt or endanger someone?",
        "How do you test a word like softer?",
      ],
      hints: [
        "Ask when it switches on, when it switches off, and what must still be heard.",
        "A fire alarm, a whispering child, one device in quiet mode and the other not, an empty cell.",
        "Turn softer into a number, a time and a tolerance.",
      ],
      minutes: 6,
    },
    {
      ask: "About once in three hundred starts, one of the two devices stays silent. How do you go after that?",
      probes: [
        "How do you make it happen more often?",
        "After a repair, how many good starts would convince you?",
      ],
      hints: [
        "Do not try to repair it before you can provoke it.",
        prose`Vary one thing at a time: temperature, charge, distance, order of switching on; and let a machine do
          the starts.`,
        prose`If one in three hundred fails, then three hundred clean starts still happen by chance about one time in
          three.`,
      ],
      minutes: 6,
    },
    {
      ask: prose`Marketing wants to release on Monday, and you have a doubt about the loudest setting. What do you do
        on Friday?`,
      probes: [
        "Which doubt can never be weighed against a date?",
        "Who should decide?",
      ],
      hints: [
        "Say what you know, what you do not know, and what could happen.",
        "Options help: release without that setting, release to few, or wait for one more series.",
      ],
      minutes: 4,
    },
    {
      ask: prose`You invite people who hear very little to try a prototype. How do you prepare, and how do you talk
        with them?`,
      probes: [
        "What would you never do without asking?",
        "How do you pay attention to an opinion that you cannot measure?",
      ],
      hints: [
        "Think of the room, the light, and written words.",
        "Face the person, speak plainly, check what was understood, and give a summary on paper.",
      ],
      minutes: 3,
    },
    {
      ask: "Would it suit you to be in the test chamber three days a week, and when could you begin?",
      probes: [
        "Is there anything about small quiet rooms that we should consider?",
      ],
      hints: [
        "A plain answer will do.",
        "Tell me days, dates and anything that would make the room easier for you.",
      ],
      minutes: 1,
    },
    {
      ask: "What questions do you have about hearing aids, our chamber or this team?",
      probes: [
        "What would you like to hear from a wearer?",
      ],
      hints: [
        "You could ask about a fault that we missed.",
        "Ask who has the last word before a release.",
      ],
      minutes: 2,
    },
  ],
};

export default task;
