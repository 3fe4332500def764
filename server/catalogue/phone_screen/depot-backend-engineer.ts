import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "depot-backend-engineer",
  title: "First call: backend engineer for a parcel depot's control software",
  kind: "phone_screen",
  difficulty: "Medium",
  minutes: 30,
  brief: prose`
    A company writes the software that steers forty parcel depots, and a mistake in it can stop three kilometres of
    conveyor belt. It is looking for a backend engineer with a few years of experience. The team of seven looks
    after services that decide which way each parcel goes, at up to six hundred decisions a second, each within a
    fifth of a second. New versions go out on weekday mornings, one depot first. People on the team share the
    on-call duty, one week in seven.

    This is a thirty-minute call with a member of the team. It touches your reasons, your recent work, a technical
    question about a service that becomes slow, one about messages that come twice, how you bring out a risky
    change, on-call and place of work, and your questions. No code is written. Knowing our tools is not required;
    thinking about time and failure is.

    A good half hour: you choose one system of yours and can explain it in three minutes, you use figures, you find
    out before you propose, you know what happens when things run twice or not at all, and you say openly where your
    experience ends.
  `,
  rubric: [
    {
      name: "One system in three minutes",
      weight: 20,
      levels: {
        weak: "Stays with product names and team successes.",
        solid: "Explains what the system did, its load, and the part the candidate had in it.",
        strong: "Names a decision that was regretted or defended, with the figures it was based on.",
      },
    },
    {
      name: "A service that turns slow",
      weight: 25,
      levels: {
        weak: "Adds machines or caches at once.",
        solid: "Looks at what changed, at waiting and working times, and narrows down.",
        strong: "Distinguishes average from slowest cases, thinks of queues and locks, and protects the belts first.",
      },
    },
    {
      name: "Messages that come twice",
      weight: 20,
      levels: {
        weak: "Assumes each message comes exactly once.",
        solid: "Recognises repeats by a key and makes handling safe to repeat.",
        strong: prose`Places the key and the effect in one transaction, or explains the gap, and says how long keys
          are kept.`,
      },
    },
    {
      name: "Bringing out a risky change",
      weight: 20,
      levels: {
        weak: "Relies on tests and goes everywhere at once.",
        solid: "Uses one depot first, watches given figures, and can go back.",
        strong: prose`Plans data changes in steps that old and new versions both survive, and says who may stop the
          roll-out.`,
      },
    },
    {
      name: "On-call terms and questions",
      weight: 15,
      levels: {
        weak: "Avoids the subject of duty at night.",
        solid: "States experience, limits and wishes plainly.",
        strong: "Asks what was learned from the latest alarm, and says how the answer weighs in deciding.",
      },
    },
  ],
  plan: [
    {
      ask: "What interests you in software that moves real parcels on real belts, and why now?",
      probes: [
        "What would you miss from your present work?",
      ],
      hints: [
        "You may begin with what you would like to do more of.",
        "Something that moves when you deploy is different from a page; does that attract or worry you?",
      ],
      minutes: 3,
    },
    {
      ask: prose`Please explain one system that you worked on recently, so that I understand its load, its hardest
        part and your share in it.`,
      probes: [
        "How many requests, how much data, how many people?",
        "Which decision would you make differently?",
      ],
      hints: [
        "Choose one system and leave out the rest.",
        "Purpose, load, hard part, your part: four sentences first, details after that.",
      ],
      minutes: 6,
    },
    {
      ask: prose`The service that decides where parcels go usually answers in fifty milliseconds; since this morning,
        every hundredth answer takes two seconds. How do you proceed?`,
      probes: [
        "What do you do for the belts in the meantime?",
        "Why is the average of little use here?",
      ],
      hints: [
        "Ask what is common to the slow ones.",
        "Compare by depot, machine, kind of request and time; look at waiting for locks, connections and pauses.",
        "If a late decision means a wrong belt, a safe default route is a good first aid.",
      ],
      minutes: 6,
    },
    {
      ask: prose`A scanner sends the same message twice because the first acknowledgement was lost. How do you make
        sure that nothing bad happens?`,
      probes: [
        "Where do you remember what you have already seen?",
        "What if the program stops right between two steps?",
      ],
      hints: [
        "Try to make the second time harmless rather than impossible.",
        "Use an identifier given by the scanner, and store it together with the effect, all or nothing.",
      ],
      minutes: 5,
    },
    {
      ask: prose`You want to change the table that every routing decision reads. How do you bring that change to
        forty depots without a stop?`,
      probes: [
        "What do you watch after the first depot?",
        "How do you go back once new data has been written?",
      ],
      hints: [
        "For a time, old and new programs will run side by side.",
        "Add first, write both, read the new, and remove the old only at the end.",
      ],
      minutes: 5,
    },
    {
      ask: prose`Our on-call week comes every seventh week, with about one alarm. How does that fit into your life,
        and from where would you work?`,
      probes: [
        "What made an on-call week bad or good for you in the past?",
      ],
      hints: [
        "Speak about nights, notice and limits openly.",
        "Say how often you could come to the office, and your period of notice.",
      ],
      minutes: 2,
    },
    {
      ask: "Which questions about the depot software or the team would you like answered by someone who does this job?",
      probes: [
        "What would you ask if you could ask only one?",
      ],
      hints: [
        "The last alarm, the oldest code or the last argument are all fair topics.",
        "You might ask what I would change if I could.",
      ],
      minutes: 3,
    },
  ],
};

export default task;
