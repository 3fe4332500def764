import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "tram-fewest-changes",
  title: "Tram routes with the fewest changes",
  kind: "coding",
  difficulty: "Hard",
  minutes: 60,
  brief: prose`
    Passengers with prams and suitcases ask a tram company for the way with the fewest changes, not the fewest
    minutes. The network has lines; each line is a list of stops and runs in both directions. A passenger may change
    between any two lines at a stop both serve.

    Write a function that takes the lines, a starting stop and a destination, and returns the legs of a journey:
    which line, from which stop, to which stop. Fewer changes always win; among journeys with equally many changes,
    fewer stops travelled win. Say clearly when there is no way.

    An example. The red line runs Harbour, Market, Bridge, Hill. The blue line runs Harbour, Museum, Bridge. The
    green line runs Museum, Park, Hill. From Harbour to Hill the red line takes three stops without a change, so it
    wins, though blue to Museum and then green would also take three stops. From Museum to Market there must be one
    change: blue to Harbour and red to Market takes two stops, and blue to Bridge and red to Market takes two as
    well, so either is right.

    Circular lines exist. Timetables, walking and fares are out of scope.

    A good hour: you find the right state for the search, argue that its order is right, write it, rebuild the legs,
    test the traps, and handle a closed stretch of track without rebuilding everything.
  `,
  rubric: [
    {
      name: "The state of the search",
      weight: 20,
      levels: {
        weak: "Searches over stops alone and cannot say on which line the passenger sits.",
        solid: "Searches over pairs of stop and line after a nudge or a failed example.",
        strong: prose`Explains at once why a stop alone forgets too much, gives a small network where that fails, and
          counts the states.`,
      },
    },
    {
      name: "The order of exploring",
      weight: 20,
      levels: {
        weak: "Uses plain breadth first search over stops and calls the result fewest changes.",
        solid: "Orders by changes first and stops second, with a heap or with waves per change.",
        strong: prose`Argues why the first arrival is final, how pairs are compared, and why no step makes a journey
          better.`,
      },
    },
    {
      name: "Working search code",
      weight: 20,
      levels: {
        weak: "The code does not reach the destination in the example, or loops on a circular line.",
        solid: "The code finds the right number of changes, with small slips that testing reveals.",
        strong: prose`The code is right, split into neighbours, search and result, and avoids linking every line with
          every other at a busy stop.`,
      },
    },
    {
      name: "Turning steps into legs",
      weight: 15,
      levels: {
        weak: "Returns only a number, or single stops without lines.",
        solid: "Follows remembered predecessors back and joins steps on one line into legs.",
        strong: "Handles start equal to destination, no first change when boarding, and leaves no empty legs.",
      },
    },
    {
      name: "Tramway tests",
      weight: 10,
      levels: {
        weak: "Tests only the first example.",
        solid: "Tests a circular line, an unreachable stop and a tie.",
        strong: prose`Compares with a slow exhaustive search on random small networks, and explains what is compared
          when answers may differ.`,
      },
    },
    {
      name: "A closed stretch of track",
      weight: 15,
      levels: {
        weak: "Removes both stops, or the whole line.",
        solid: "Leaves out the two steps over that stretch while searching.",
        strong: prose`Separates the network from today's closures, keeps both directions in mind, and asks whether
          trams turn round at the gap.`,
      },
    },
  ],
  plan: [
    {
      ask: prose`Please explain which of two tram journeys is better under this rule, and make up two journeys where
        the shorter one loses.`,
      probes: [
        "What if both have the same number of changes?",
        "Does boarding the first tram count as a change?",
      ],
      hints: [
        "Two numbers decide, and one of them is always looked at first.",
        "Ten stops on one line beat three stops with one change.",
      ],
      minutes: 5,
    },
    {
      ask: "What does the search need to remember about a passenger, besides the stop where they stand?",
      probes: [
        "Can you show me a network in which remembering only the stop gives a wrong answer?",
        "How many different situations are there in total?",
      ],
      hints: [
        "Think of two people who wait at the same stop but came on different lines.",
        "A situation is a stop together with the line the passenger is riding.",
      ],
      minutes: 6,
    },
    {
      ask: prose`In which order should the tram search explore its situations, so that the first arrival at the
        destination is the best one?`,
      probes: [
        "Why can a later arrival never be better?",
        "Would waves, one per change, work as well?",
      ],
      hints: [
        "Riding on costs one stop; changing costs one change and no stop.",
        "Compare the pair of changes and stops, like words in a dictionary, and always take the smallest one next.",
      ],
      minutes: 7,
    },
    {
      ask: prose`Please write the search for the tram journey, beginning with the part that lists where a passenger
        can go next.`,
      probes: [
        "How does a circular line look in your neighbours?",
        "Where do you make sure that no situation is handled twice?",
      ],
      hints: [
        "From a situation you may ride to the next or previous stop, or stay and step to another line.",
        "Prepare, for each stop, the places where lines pass it.",
        "Use a heap with changes, stops and situation; skip a situation that is already final when it comes out.",
      ],
      minutes: 16,
    },
    {
      ask: prose`You have arrived at the destination. How do you turn what the search remembers into legs that can be
        read out to a passenger?`,
      probes: [
        "What does your result look like when start and destination are the same?",
        "How do you avoid a leg with no movement?",
      ],
      hints: [
        "Store, for each situation, where you came from.",
        "Walk back to the start, turn the list round, and begin a new leg whenever the line changes.",
      ],
      minutes: 7,
    },
    {
      ask: prose`Check your code on the trip from Museum to Market in the example. Which situations are taken out
        before Market is reached?`,
      probes: [
        "With how many changes and stops is Market found?",
        "Is the other answer equally good?",
      ],
      hints: [
        "The passenger may board blue or green at Museum at no cost.",
        "Bridge and Harbour come out with no change and one stop, and Market with one change and two stops.",
      ],
      minutes: 5,
    },
    {
      ask: "How does the work grow with lines and stops, and what happens at a main station served by forty lines?",
      probes: [
        "How many changes are possible there?",
        "Can you avoid linking each line with each other?",
      ],
      hints: [
        "Forty lines make well over a thousand ordered pairs.",
        "One extra situation for standing on the platform needs only one step off and one step on per line.",
      ],
      minutes: 5,
    },
    {
      ask: "Which networks would you put into the tests, and what would you compare when two answers are equally good?",
      probes: [
        "Which test covers a circular line?",
        "How would you find mistakes you have not thought of?",
      ],
      hints: [
        "Compare the costs, not the routes themselves.",
        prose`On tiny random networks, try all journeys up to a few legs, compare the two numbers, and check that
          each leg can really be ridden.`,
      ],
      minutes: 4,
    },
    {
      ask: prose`A burst pipe closes the track between two neighbouring stops until evening. How do you take that
        into account without building the network again?`,
      probes: [
        "Does it block one direction or both?",
        "Which journeys that were fine yesterday become impossible?",
      ],
      hints: [
        "The network stays; what changes is what the search is allowed to do.",
        "Pass in the set of closed stretches, and skip a ride step when it crosses one of them in either direction.",
      ],
      minutes: 5,
    },
  ],
};

export default task;
