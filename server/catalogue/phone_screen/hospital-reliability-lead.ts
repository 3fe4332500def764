import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "hospital-reliability-lead",
  title: "First call: reliability lead for a hospital network",
  kind: "phone_screen",
  difficulty: "Hard",
  minutes: 30,
  brief: prose`
    Nine hospitals share one computing centre, and when it stands still, surgeons go back to paper. They want a lead
    for reliability: six engineers, two sites forty kilometres apart, three hundred applications, most of them
    bought and few of them loved. In the past year there were four outages of more than an hour. The lead sets goals
    for availability with clinics, runs reviews after incidents, decides what is rebuilt first, and looks after the
    people who are woken at night.

    This is a demanding thirty-minute call with the director of technology. It covers your reasons, the path that
    led you to this responsibility, goals that clinics can agree upon, a technical case about two sites, learning
    after an outage with blame in the air, a tired team, practical matters and your questions. Medical knowledge is
    not expected. You may ask for facts; the director will make up what is missing.

    A good half hour: you speak of patients and staff before percentages, give figures from your own experience, see
    the limits of copying what large internet companies do, stay calm and exact in the two-site case, and show how
    you lead people whom you do not always outrank.
  `,
  rubric: [
    {
      name: "Responsibility carried so far",
      weight: 20,
      levels: {
        weak: "Lists systems and titles.",
        solid: "Names a service, its availability, the team, and decisions taken personally.",
        strong: prose`Tells of a failure while in charge, with its cost and what was changed in people and not just
          in machines.`,
      },
    },
    {
      name: "Goals agreed with clinics",
      weight: 20,
      levels: {
        weak: "Demands a number of nines for everything.",
        solid: "Sets goals by clinical use, together with those who use it, and with a way on paper.",
        strong: "Explains what a goal permits, what happens when it is missed, and how bought software limits it.",
      },
    },
    {
      name: "Two sites that lose each other",
      weight: 25,
      levels: {
        weak: "Lets both sites go on writing without a thought.",
        solid: "Explains the choice between stopping and diverging, and proposes a third vote.",
        strong: prose`Chooses per application with clinical reasons, names data that may diverge and how it is
          joined, and drills the return.`,
      },
    },
    {
      name: "Learning with blame in the air",
      weight: 20,
      levels: {
        weak: "Looks for the person at fault.",
        solid: "Separates events from judgement, and follows up on measures.",
        strong: prose`Protects the person and the truth at the same time, in front of an angry director, with words
          that could really be used.`,
      },
    },
    {
      name: "A tired team",
      weight: 15,
      levels: {
        weak: "Promises to hire, and leaves the nights as they are.",
        solid: "Measures calls at night, cuts the worst sources, and shares the load.",
        strong: "Makes a trade that hurts, such as stopping a project, and says how consent for it was won.",
      },
    },
  ],
  plan: [
    {
      ask: "Why do you want to lead reliability for hospitals, with mostly bought software and little money?",
      probes: [
        "What would make you leave again after a year?",
      ],
      hints: [
        "You may name what attracts and what puts you off.",
        "Think of the difference between a lost sale and a delayed operation.",
      ],
      minutes: 3,
    },
    {
      ask: "Please give me your path in two minutes, and then the worst outage that happened under your lead.",
      probes: [
        "What did it cost, and whom?",
        "What did you change in how people worked?",
      ],
      hints: [
        "Two minutes: three stations, one sentence each, with the size of what you were in charge of.",
        "For the outage: what failed, for how long, what you decided, what came after.",
      ],
      minutes: 5,
    },
    {
      ask: prose`A head of surgery tells you that everything must always run. How do you get to goals that both of
        you can live with?`,
      probes: [
        "What can be on paper for an hour, and what cannot?",
        "What happens when a goal is missed?",
      ],
      hints: [
        "Ask what surgeons do today when the screen is dark.",
        "Rank by harm over time: after one minute, one hour, one day; then attach cost to each step.",
      ],
      minutes: 5,
    },
    {
      ask: prose`The line between our two sites breaks and both are alive. What happens to the record of medicines
        given, and what do you want to happen?`,
      probes: [
        "Which site may go on writing, and who says so?",
        "How do you bring the records together afterwards?",
        "What do nurses see meanwhile?",
      ],
      hints: [
        "Each side cannot know whether the other is dead or merely silent.",
        "A vote from a third place can allow one side to write, and the other one to read.",
        prose`A list to which entries are only added can be joined later; a dose that must not be given twice needs a
          rule for people.`,
      ],
      minutes: 7,
    },
    {
      ask: prose`After an outage caused by a wrong command, a hospital director wants a name. What do you say, and
        how do you run the review?`,
      probes: [
        "How do you talk to the engineer who typed it?",
        "How do you make sure that measures are carried out?",
      ],
      hints: [
        "Why was it possible for one command to do this?",
        "Offer a date, facts and measures instead of a name, and stand in front of your team yourself.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Your six engineers were woken forty times last month. What do you do in your first sixty days as
        their lead?`,
      probes: [
        "What would you stop in order to have time?",
        "How do you find out how they really are?",
      ],
      hints: [
        "Begin by finding out which few causes make most of the calls.",
        "Silence alarms nobody acts on, repair the two worst sources, and give free time after bad nights.",
      ],
      minutes: 3,
    },
    {
      ask: prose`This position means being reachable in emergencies and being on site three days a week. Is that
        possible for you, and from when?`,
      probes: [
        "What would you have to arrange before you could say yes?",
      ],
      hints: [
        "A clear no to one part can be a start for talks.",
        "Say your notice, your limits, and what could be moved.",
      ],
      minutes: 1,
    },
    {
      ask: "Which questions do you have for me, as the director who would rely on you?",
      probes: [
        "What would you want in writing before you sign?",
      ],
      hints: [
        "Ask me what I have refused to pay for.",
        "You could ask who ended the last outage, and how.",
      ],
      minutes: 2,
    },
  ],
};

export default task;
