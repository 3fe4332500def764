import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "school-bus-arrivals",
  title: "When does the school bus come?",
  kind: "system_design",
  difficulty: "Easy",
  minutes: 45,
  brief: prose`
    In a hilly district, parents stand at the roadside in winter without knowing whether the school bus is late.
    Sixty buses each carry a small tracker that reports its position every ten seconds, when there is a network; in
    some valleys there is none for minutes. Nine thousand families want to see, for their own stop, in how many
    minutes the bus will come, and want a message when it is ten minutes away. The district office wants to know in
    the evening which buses were late, and by how much.

    Design the system from tracker to phone. Say how positions come in, how you work out an arrival time, how
    families get it in time without emptying their batteries, what you store and for how long. Where a child lives
    and which bus it takes must stay private.

    Building the tracker, planning the routes and counting children are out of scope.

    A good session: you begin with what a parent decides from the screen, size the flow of positions, give a simple
    estimate you can explain, treat missing and old positions honestly, and protect families by keeping little.
  `,
  rubric: [
    {
      name: "What a parent relies on",
      weight: 20,
      levels: {
        weak: "Designs a live map for everyone without asking what it is for.",
        solid: "Focuses on minutes to the family's stop, and on a message that is in time.",
        strong: prose`Weighs the harm of too early against too late, and derives how fresh and how careful the
          estimate must be.`,
      },
    },
    {
      name: "Sizing positions and readers",
      weight: 15,
      levels: {
        weak: "Mentions big data tools for sixty buses.",
        solid: "Works out a few reports per second and a few thousand readers in the same half hour.",
        strong: "Notes that readers outnumber writers by far at two moments of the day, and designs for that shape.",
      },
    },
    {
      name: "From position to minutes",
      weight: 20,
      levels: {
        weak: "Divides distance by speed and stops there.",
        solid: "Uses the route and usual travel times between stops, corrected by the present delay.",
        strong: prose`Says how the estimate is checked against real arrivals, and gives a range or a hint when it is
          unsure.`,
      },
    },
    {
      name: "Valleys without network",
      weight: 15,
      levels: {
        weak: "Shows the last position as if it were present.",
        solid: "Shows the age of the position, and accepts reports that come late and in bulk.",
        strong: prose`Goes on estimating for a while from usual times, says when to stop, and keeps late reports out
          of the live picture but in the evening report.`,
      },
    },
    {
      name: "Messages ten minutes ahead",
      weight: 15,
      levels: {
        weak: "Sends a message at each change, or checks all families for each position.",
        solid: "Sends once per stop and trip when the estimate crosses ten minutes.",
        strong: "Handles estimates that jump back and forth, and message services that are slow or down.",
      },
    },
    {
      name: "Privacy of children",
      weight: 15,
      levels: {
        weak: "Publishes all positions and stops, or forgets the subject.",
        solid: "Ties a family to a stop only, needs sign-in, and deletes old data.",
        strong: prose`Asks what a stranger could learn, keeps names out altogether, and gives the office only totals
          it needs.`,
      },
    },
  ],
  plan: [
    {
      ask: prose`Imagine a parent at seven in the morning. Which decisions do they make with this system, and what do
        they need to see for that?`,
      probes: [
        "Is a map needed at all?",
        "Which mistake hurts more, too early or too late?",
      ],
      hints: [
        "Think of the moment to leave the house.",
        "If the bus comes earlier than shown, the child misses it; a little waiting is the smaller harm.",
      ],
      minutes: 5,
    },
    {
      ask: "How many position reports and how many readers must your system handle at the busiest time?",
      probes: [
        "What changes if each phone asks every five seconds?",
        "How much do you store in a school year?",
      ],
      hints: [
        "Sixty buses, one report in ten seconds each.",
        prose`That is six reports a second; nine thousand readers asking twice a minute are three hundred requests a
          second.`,
      ],
      minutes: 4,
    },
    {
      ask: "Please walk me through your parts, from the tracker on the bus to the number of minutes on a phone.",
      probes: [
        "Which part may fail without parents noticing?",
        "How does a phone learn about a change?",
      ],
      hints: [
        "Something takes reports in, something estimates, something answers readers.",
        prose`Keep the newest estimate per bus and stop in memory, and let phones fetch a tiny answer or listen for
          changes.`,
      ],
      minutes: 6,
    },
    {
      ask: "How do you work out the minutes to a given stop, and how will you know whether the estimate is any good?",
      probes: [
        "Which information from earlier days helps?",
        "What happens at a level crossing that is closed?",
      ],
      hints: [
        "Straight lines do not work in the hills.",
        "Take usual times between stops for that hour, and add how late the bus is now.",
        "Compare each estimate with the true arrival afterwards, and look at errors per stop.",
      ],
      minutes: 8,
    },
    {
      ask: prose`A bus drives through a valley and nothing is heard for four minutes. What do families see, and what
        happens when reports arrive again?`,
      probes: [
        "What if they arrive all at once?",
        "When do you admit that you do not know?",
      ],
      hints: [
        "An old position has an age, and that age can be shown.",
        "Assume the usual pace for a few minutes, mark it as estimated, and then say that the signal is lost.",
      ],
      minutes: 6,
    },
    {
      ask: "How does the message that the bus is ten minutes away get to the right families, once, and in time?",
      probes: [
        "What if the estimate hops between nine and eleven?",
        "Do you compute anything for each family?",
      ],
      hints: [
        "Think per stop and not per family.",
        "Note for each trip and stop that the message has gone out; after that, only real changes cause a second one.",
      ],
      minutes: 6,
    },
    {
      ask: "What does your system know about children, and what could a curious stranger find out from it?",
      probes: [
        "What must a parent prove in order to follow a stop?",
        "When is what deleted?",
      ],
      hints: [
        "The less you keep, the less can leak.",
        "A family chooses a stop with a code from the school; names and home addresses are not needed.",
      ],
      minutes: 6,
    },
    {
      ask: prose`Next winter the district wants the same for two hundred buses and trains as well. Which of your
        decisions would you look at again?`,
      probes: [
        "What would break first?",
        "Which measurements would you like to have collected by then?",
      ],
      hints: [
        "Positions grow threefold, which is still little.",
        "Other sources of times, other delays and other owners of data are harder than the load.",
      ],
      minutes: 4,
    },
  ],
};

export default task;
