import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "river-flood-warnings",
  title: "Flood warnings for a river basin",
  kind: "system_design",
  difficulty: "Hard",
  minutes: 60,
  brief: prose`
    In a river basin with three million people, a flood wave can reach the first houses forty minutes after the
    rain. There are twelve hundred gauges and eight hundred rain sensors that report each minute, over mobile
    networks that fail in exactly such weather. A model run by hydrologists turns them into forecasts for six
    hundred stretches of river every ten minutes. People have registered places and want to be warned by app, text
    message, phone call or siren, in eleven languages. A duty officer must approve the highest level, but may be
    asleep.

    Design the system from gauge to person. Show how bad data is kept from raising or hiding an alarm, how a warning
    is decided, how three million people can be told within five minutes, and how you know that it works on the one
    day in years when it matters.

    Forecasting itself, dams and rescue are out of scope.

    A good hour: you define what a missed and a false warning cost, put times on each step, design for broken
    sensors and networks, make sending parallel and repeatable, keep people in the decision without depending on
    one, and show how readiness is proven all year.
  `,
  rubric: [
    {
      name: "Cost of missed and false alarms",
      weight: 15,
      levels: {
        weak: "Treats accuracy as one number.",
        solid: "Names both errors, their harm, and lets levels of warning follow from that.",
        strong: "Uses them to choose behaviour under doubt, differently for a siren at night and an app notice.",
      },
    },
    {
      name: "A budget of minutes",
      weight: 15,
      levels: {
        weak: "Puts no time on any step.",
        solid: "Splits forty minutes into measuring, modelling, deciding and reaching people.",
        strong: prose`Finds the slowest step, shortens it, for instance by a rule on gauges beside the model, and
          defends the rest.`,
      },
    },
    {
      name: "Gauges that lie or fall silent",
      weight: 20,
      levels: {
        weak: "Trusts every reading, or drops whatever looks unusual.",
        solid: "Marks readings by range, rate of change and neighbours, and treats silence as information.",
        strong: prose`Explains why an extreme true value must not be thrown away, and how the forecast goes on with
          half of the sensors gone.`,
      },
    },
    {
      name: "Telling three million people",
      weight: 20,
      levels: {
        weak: "Loops over people and calls one provider.",
        solid: "Splits by area and channel, sends in parallel, and repeats without doubling.",
        strong: prose`Orders by danger, knows the limits of networks, combines broadcast with personal messages, and
          follows up where nothing was confirmed.`,
      },
    },
    {
      name: "People in the decision",
      weight: 15,
      levels: {
        weak: "Leaves it entirely to the machine or entirely to one officer.",
        solid: "Uses approval with a deadline, a second person, and a stated action when nobody answers.",
        strong: "Records what was known at each decision, supports taking a warning back, and practises with officers.",
      },
    },
    {
      name: "Proof before the day",
      weight: 15,
      levels: {
        weak: "Relies on unit tests and hope.",
        solid: "Plans drills, replays of old floods and constant test messages.",
        strong: "Breaks sites and networks on purpose, measures end to end times by region, and publishes the results.",
      },
    },
  ],
  plan: [
    {
      ask: prose`Before any technology: what does a missed flood warning cost, what does a false one cost, and how
        should that shape the system?`,
      probes: [
        "Is it the same for a siren as for a notice in an app?",
        "How many false alarms until people stop listening?",
      ],
      hints: [
        "Compare a cellar, a night without sleep, and a life.",
        "Different levels may accept different shares of false alarms.",
      ],
      minutes: 5,
    },
    {
      ask: "You have forty minutes between rain and the first house. How do you spend them, step by step?",
      probes: [
        "Which step would you shorten first?",
        "What can be decided without waiting for the model?",
      ],
      hints: [
        "Measuring, transmitting, modelling, deciding, sending, reading, acting.",
        "If people need twenty minutes to act, only twenty are left for all the rest.",
      ],
      minutes: 6,
    },
    {
      ask: prose`Please name the main parts between a gauge and a person, where they run, and what each does when its
        neighbour is gone.`,
      probes: [
        "Which parts exist twice?",
        "What do two sites do when they cannot see each other?",
      ],
      hints: [
        "Let each part have a plan for silence.",
        prose`Two sites that both work all the time, with one agreed way to avoid sending twice, are better than a
          sleeping spare.`,
      ],
      minutes: 6,
    },
    {
      ask: prose`A gauge jumps by two metres within a minute, and its neighbours show nothing. What does your system
        believe, and what does it do?`,
      probes: [
        "When would you lose a true flood by being too careful?",
        "What does it mean when twenty gauges fall silent together?",
      ],
      hints: [
        "A rule that removes odd values would also remove the flood.",
        "Keep the value, mark its doubt, look at neighbours and rain, and let doubt travel on to the decision.",
        "Silence of a whole valley in heavy rain is a warning sign of its own.",
      ],
      minutes: 8,
    },
    {
      ask: prose`Who or what decides that people are warned at the highest level, and what happens if the duty
        officer does not answer?`,
      probes: [
        "What does the officer see in order to decide in two minutes?",
        "How is a warning taken back?",
      ],
      hints: [
        "A deadline can turn silence into a decision.",
        "Ask two people at once, act by a rule agreed beforehand when neither answers, and record what was known.",
      ],
      minutes: 8,
    },
    {
      ask: prose`A flood warning has been decided. How do you reach three million people in five minutes, in their
        languages, through several channels?`,
      probes: [
        "Who comes first?",
        "What limits do the phone networks set?",
        "How do you avoid sending the same warning twice?",
      ],
      hints: [
        "Ten thousand messages a second is the average you would need.",
        prose`Prepare texts in advance, split by stretch of river and channel, and let each piece be sent again
          safely under the same key.`,
        "Cell broadcast and sirens need no list of people; personal messages add detail for those in the worst places.",
      ],
      minutes: 10,
    },
    {
      ask: prose`What do you store about people and their places, and how do you keep it both useful in an emergency
        and private?`,
      probes: [
        "How do you find all who are affected by one stretch of river?",
        "What about people who never registered?",
      ],
      hints: [
        "Work out the link between places and stretches long before it rains.",
        prose`Keep a place and a way to reach somebody, no name, and copies at each site that can be read without the
          other.`,
      ],
      minutes: 5,
    },
    {
      ask: "The flood warnings matter on one day in ten years. How do you know on all other days that it would work?",
      probes: [
        "What does a drill measure?",
        "Which failure would you cause on purpose first?",
      ],
      hints: [
        "Use the whole chain on a small scale every day.",
        prose`Replay old floods through the real system with test recipients, cut off one site monthly, and time it
          from gauge to phone.`,
      ],
      minutes: 7,
    },
    {
      ask: "The neighbouring country upstream offers its gauges and wants your warnings. What changes in your design?",
      probes: [
        "Whose levels of warning count?",
        "What if their data comes every fifteen minutes only?",
      ],
      hints: [
        "Agree on meanings before formats.",
        "Treat it as another source with its own delay and doubt, and give out warnings as signed public notices.",
      ],
      minutes: 5,
    },
  ],
};

export default task;
