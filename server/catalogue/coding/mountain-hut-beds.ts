import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "mountain-hut-beds",
  title: "Overbooked nights in a mountain hut",
  kind: "coding",
  difficulty: "Medium",
  minutes: 45,
  brief: prose`
    A mountain hut takes bookings by post, phone and web, and on some nights it has promised more beds than it owns.
    Each booking has a day of arrival, a day of departure and a number of guests. Guests sleep there on every night
    from arrival up to, but not including, departure. Days are whole numbers counted from the opening of the season.

    Write a function that takes the bookings and the number of beds, and returns the overbooked periods: unbroken
    runs of nights in which the same number of beds is missing, each with its first night, its last night and how
    many beds are missing.

    An example. The hut has ten beds. Six guests stay from day one to day four, five guests from day two to day
    three, and five more from day three to day five. On night one six are there, on nights two and three eleven, on
    night four five. So one bed is missing on nights two and three, one single period.

    Rooms, prices, names and cancellations by weather are out of scope.

    A good session: you pin down nights against days, choose between counting each night and counting only changes,
    write it cleanly, test touching stays, and then use it to decide on new bookings one at a time.
  `,
  rubric: [
    {
      name: "Nights against days",
      weight: 15,
      levels: {
        weak: "Counts guests on the day they leave, and does not see it in the example.",
        solid: "States that the departure day is free again, and checks that with touching stays.",
        strong: "Also settles a stay of zero nights and a departure before arrival, with a clear refusal or answer.",
      },
    },
    {
      name: "Counting by changes",
      weight: 25,
      levels: {
        weak: "Loops over every guest on each night with no idea of a limit on the season.",
        solid: "Adds at arrival, subtracts at departure and sums up in order of day.",
        strong: prose`Weighs an array of nights against sorted changes by what is known about the range, and chooses
          with a reason.`,
      },
    },
    {
      name: "Joining nights into periods",
      weight: 25,
      levels: {
        weak: "Returns single nights, or never closes the last period.",
        solid: "Joins neighbouring nights with the same number missing, including the last run.",
        strong: prose`Joins across days on which one party leaves and an equal one arrives, and explains which
          condition makes that happen.`,
      },
    },
    {
      name: "Tests at the hut door",
      weight: 15,
      levels: {
        weak: "Offers only the example.",
        solid: "Tests touching stays, exactly full and nothing booked.",
        strong: "Adds a slow but obvious second version and compares both on random bookings.",
      },
    },
    {
      name: "Accepting bookings one by one",
      weight: 20,
      levels: {
        weak: "Runs the whole function again for every request, without a word about its cost.",
        solid: "Keeps a count per night and checks only the nights that are asked for.",
        strong: prose`Compares this with a tree that answers the largest count in a range, and says from what size it
          pays off.`,
      },
    },
  ],
  plan: [
    {
      ask: prose`Let us agree on words first: which nights does a party from day two to day five use in this hut, and
        who else could have their beds on day five?`,
      probes: [
        "What would a stay from day three to day three mean?",
        "Is a night named after its evening or its morning?",
      ],
      hints: [
        "Departure is not a night.",
        "That party uses nights two, three and four, and the bed is free again for night five.",
      ],
      minutes: 4,
    },
    {
      ask: "Please explain why the example has one overbooked period and not two, and what would split it.",
      probes: [
        "What if another guest joined on night three alone?",
        "Does it matter that different parties cause the shortage?",
      ],
      hints: [
        "A period has one single number of missing beds.",
        "One more guest on night three makes two beds missing there, so there are two periods of one night.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Which ways do you see to count the guests for each night, and which would you choose for a season of
        a hundred and fifty days?`,
      probes: [
        "And if days could reach into the millions?",
        "What does each way cost?",
      ],
      hints: [
        "One way keeps a number for every night; another looks only at days on which something changes.",
        "Add guests at arrival, subtract them at departure, then walk through the days in order with a running sum.",
      ],
      minutes: 6,
    },
    {
      ask: prose`Please write the function that returns the overbooked periods, thinking aloud about when a period
        opens and closes.`,
      probes: [
        "What closes the period that is still open at the end?",
        "How many times do you look at one day with several changes?",
      ],
      hints: [
        "Gather all changes of a day before you judge that night.",
        prose`Keep the open period as a first night and a shortage; when the shortage changes, close it and perhaps
          open another.`,
        "If the sum of changes on a day is zero, nothing happened, and an open period simply goes on.",
      ],
      minutes: 13,
    },
    {
      ask: "Walk through the three bookings of the example, naming the running sum on each day where it changes.",
      probes: [
        "What happens on day three, when five leave and five arrive?",
        "On which day does the period close?",
      ],
      hints: [
        "The sums are six, eleven, eleven, five and zero.",
        "The period opens on day two and closes on day four, so its last night is three.",
      ],
      minutes: 5,
    },
    {
      ask: "How would you convince a sceptical hut keeper that this function is right, beyond a handful of examples?",
      probes: [
        "What would your slow but obvious version look like?",
        "Which random bookings would you generate?",
      ],
      hints: [
        "Two different ways to the same answer make a good test.",
        "Count night by night in a plain table, join equal neighbours, and compare with many small random seasons.",
      ],
      minutes: 5,
    },
    {
      ask: "What does your solution cost, in time and memory, for ten thousand bookings?",
      probes: [
        "Which step is the slowest?",
        "Does the length of a stay matter?",
      ],
      hints: [
        "Each booking makes just two changes.",
        "Sorting the changes dominates, and long stays cost no more than short ones.",
      ],
      minutes: 4,
    },
    {
      ask: prose`From now on each request must be accepted or refused at once. How would you decide quickly whether a
        party still fits?`,
      probes: [
        "How many nights do you have to look at for one request?",
        "What if ten thousand requests come in a minute?",
      ],
      hints: [
        "Keep the number of guests per night ready.",
        prose`The question is about the fullest night of the stay; for short stays look at each, for long ones use a
          tree of maxima.`,
      ],
      minutes: 4,
    },
  ],
};

export default task;
