import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "tool-library-lending",
  title: "Lending for a neighbourhood tool library",
  kind: "system_design",
  difficulty: "Easy",
  minutes: 45,
  brief: prose`
    A neighbourhood lends out drills, ladders and sewing machines, and its paper notebook can no longer keep up.
    There are two thousand tools, four thousand members and three counters run by volunteers. Members want to see
    from home what is free on which days, reserve a tool for up to a week, collect it and bring it back, perhaps to
    another counter. Volunteers want to find out quickly who has a thing, and which things are overdue or broken.

    Design the system. Say what you build first, what the parts are and how they talk to each other, which data you
    keep, and how you make sure that one ladder is never promised to two people for the same day. Two volunteers own
    a laptop each; the counters have a phone and a network that fails now and then. There is money for one small
    server.

    Payments, deposits and a mobile app in a store are out of scope.

    A good session: you ask what matters to members and volunteers, put small honest numbers on it, keep the design
    as plain as those numbers allow, draw out the reservation in detail, and say what happens when a counter is
    offline or a tool comes back late.
  `,
  rubric: [
    {
      name: "Needs of members and volunteers",
      weight: 20,
      levels: {
        weak: "Draws boxes before knowing who does what at the counter.",
        solid: "Lists reserving, collecting, returning and finding overdue tools, and leaves payments out.",
        strong: "Finds the tension, such as a reserved tool that is still out, and asks the library to decide it.",
      },
    },
    {
      name: "Small numbers, small system",
      weight: 15,
      levels: {
        weak: "Gives no figures, or prepares for millions of members.",
        solid: "Estimates a few hundred loans a day and concludes that one database is plenty.",
        strong: "Also names the figure at which the plan would change, and what costs volunteers more than servers do.",
      },
    },
    {
      name: "One ladder, one promise",
      weight: 25,
      levels: {
        weak: "Checks for free days and then saves, without seeing the gap between the two.",
        solid: "Lets the database refuse overlapping days for the same tool, in one transaction.",
        strong: prose`Compares reserving one given ladder with reserving any of five equal ones, and keeps promises
          safe in both.`,
      },
    },
    {
      name: "Records of tools and loans",
      weight: 20,
      levels: {
        weak: "Stores only a status per tool, so that history and future reservations have no place.",
        solid: "Keeps tools, kinds, members, reservations and loans apart, with their links.",
        strong: "Shows how late, broken and moved tools are represented, and which queries each counter screen makes.",
      },
    },
    {
      name: "A counter without network",
      weight: 20,
      levels: {
        weak: "Assumes that the network always works.",
        solid: "Lets volunteers note loans on the phone or on paper, and enters them later.",
        strong: prose`Says which actions are safe offline and which are not, and how a clash is shown to a volunteer
          in kind words.`,
      },
    },
  ],
  plan: [
    {
      ask: "Who uses this tool library's system during a normal Saturday, and what does each of them need from it?",
      probes: [
        "What does a volunteer do when somebody returns a broken drill?",
        "Which of these needs would you leave for later?",
      ],
      hints: [
        "Go through one loan from the sofa to the return.",
        "There are members at home, members at a counter, and volunteers who look after overdue and broken tools.",
      ],
      minutes: 5,
    },
    {
      ask: "Which rough numbers matter for the tool library, and what do they tell you about the size of the system?",
      probes: [
        "How many reservations might be made in the busiest minute?",
        "How much data is that after five years?",
      ],
      hints: [
        "Start with four thousand members, and guess how often each borrows something.",
        "Even ten loans a member each year are only about a hundred a day.",
      ],
      minutes: 5,
    },
    {
      ask: "Please lay out the main parts of your system and what passes between them when a member reserves a ladder.",
      probes: [
        "Why did you not need more parts than these?",
        "Where does a reminder come from?",
      ],
      hints: [
        "A web page, a program on the server, and one database may already be enough.",
        "Name the requests: search free tools, reserve, cancel, hand out, take back.",
      ],
      minutes: 6,
    },
    {
      ask: prose`What do you store about tools, members and reservations, and how do you find out which drills are
        free next weekend?`,
      probes: [
        "What is the difference between a reservation and a loan in your data?",
        "How do five equal drills appear?",
      ],
      hints: [
        "A kind of tool and a single thing on the shelf are not the same.",
        "A thing is free when no reservation and no loan overlaps those days.",
      ],
      minutes: 7,
    },
    {
      ask: prose`Two members press reserve for the last ladder in the same second. Tell me exactly what happens in
        your design.`,
      probes: [
        "Where is the decision made?",
        "What does the loser see?",
      ],
      hints: [
        "Looking first and writing afterwards leaves a gap.",
        "Let the write itself fail, through a rule in the database that forbids overlapping days for the same thing.",
        "For equal tools, try one thing after another within the same transaction.",
      ],
      minutes: 8,
    },
    {
      ask: prose`The network at one counter is down for an hour and there is a queue. What can the volunteers still
        do, and what happens afterwards?`,
      probes: [
        "Is handing out a reserved tool safe without network?",
        "Who settles a clash?",
      ],
      hints: [
        "Some acts only record what has happened anyway.",
        prose`Print or store today's reservations at the counter, note loans there, and send them later with a marker
          against duplicates.`,
      ],
      minutes: 6,
    },
    {
      ask: prose`A reserved sewing machine is still with somebody else on the morning of the reservation. What does
        the system do?`,
      probes: [
        "Who is told, and when?",
        "Could this have been seen the day before?",
      ],
      hints: [
        "Late returns are ordinary, so plan for them.",
        "A nightly check can find reservations at risk, offer an equal tool, or warn both members.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Next year six more neighbourhoods want to join. What stays, what changes, and what would you measure
        first?`,
      probes: [
        "Would they share one stock of tools or keep their own?",
        "Who may see whose members?",
      ],
      hints: [
        "Look at your numbers again, times seven.",
        "Load is not the problem; permissions, moving tools around and differing rules are.",
      ],
      minutes: 4,
    },
  ],
};

export default task;
