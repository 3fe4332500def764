import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "ferry-two-lanes",
  title: "Loading a ferry with two lanes",
  kind: "coding",
  difficulty: "Easy",
  minutes: 30,
  brief: prose`
    A small island ferry has two car lanes, and the crew wants to know who will fit before the gate opens. Vehicles
    wait in one queue. The loading officer takes them strictly in that order and sends each one to the lane that has
    more room left; when both have the same room, to the port lane. If a vehicle does not fit there, it does not fit
    anywhere, loading stops and everybody behind it waits for the next crossing.

    Write a function that takes the length of a lane and the lengths of the waiting vehicles, all in whole
    decimetres, and returns for each lane the lengths it carries, in order.

    An example. The lanes are one hundred long. The queue is sixty, fifty, thirty, forty, twenty. The sixty goes to
    port, the fifty to starboard, the thirty to starboard, which has more room. Now port has forty left and
    starboard twenty, so the forty fills port. The last twenty exactly fills starboard.

    Bumper distance is already part of each length. Weight, balance and ticket checks are out of scope.

    A good half hour: you explain the rule back, write a clear simulation, test its borders, judge whether the
    officer's rule wastes space, and adapt it when the company lets the officer pass over a few vehicles.
  `,
  rubric: [
    {
      name: "Reading the officer's rule",
      weight: 20,
      levels: {
        weak: "Searches for the best packing although the rule is fixed, and does not notice the difference.",
        solid: "Explains the rule correctly, including where equal room leads.",
        strong: prose`Explains why a vehicle that misses the roomier lane cannot fit in the other, and why loading
          must then stop.`,
      },
    },
    {
      name: "The loading simulation",
      weight: 30,
      levels: {
        weak: "The code mixes up used and remaining room, or goes on loading after a vehicle did not fit.",
        solid: "The code follows the rule and returns both lanes, perhaps with one slip at an exact fit.",
        strong: "The code is short, has no repeated branch per lane, and is correct at the first reading.",
      },
    },
    {
      name: "Borders of the deck",
      weight: 20,
      levels: {
        weak: "Tests only the given example again.",
        solid: "Checks an exact fit, an empty queue and a vehicle longer than a lane.",
        strong: prose`Adds equal room, a lane length of zero and a test that the order within a lane is kept, and
          says which line each one guards.`,
      },
    },
    {
      name: "Judging wasted space",
      weight: 15,
      levels: {
        weak: "Says the rule is optimal without an argument.",
        solid: "Finds a queue in which the rule leaves a vehicle ashore that another choice would have carried.",
        strong: "Builds such a queue quickly, and explains why a fair, simple rule may still be preferred at a quay.",
      },
    },
    {
      name: "Passing over a few vehicles",
      weight: 15,
      levels: {
        weak: "Tries every subset of vehicles without being able to say what that costs.",
        solid: "Adds a counter of vehicles left behind and goes on with the next one.",
        strong: prose`Clarifies whether those passed over keep their place, returns them separately, and keeps the
          old behaviour when none may be passed over.`,
      },
    },
  ],
  plan: [
    {
      ask: prose`Please explain the ferry officer's loading rule back to me, as if I were a new crew member standing
        at the ramp.`,
      probes: [
        "Where does the very first vehicle go?",
        "What happens to a motorcycle behind a lorry that does not fit?",
      ],
      hints: [
        "The rule has three parts: which lane, what on equal room, and when to stop.",
        "Stopping is strict: nobody overtakes, even if there would be room.",
      ],
      minutes: 3,
    },
    {
      ask: prose`Why is it enough to look at the lane with more room, and never try the other one when a vehicle does
        not fit?`,
      probes: [
        "Could the narrower gap ever take what the wider one cannot?",
      ],
      hints: [
        "Compare the two remaining lengths.",
        "Anything longer than the larger remainder is certainly longer than the smaller one.",
      ],
      minutes: 2,
    },
    {
      ask: "Please write the loading function and tell me what you keep track of as the queue moves.",
      probes: [
        "Why did you store what is left rather than what is used, or the other way round?",
        "Could you write it so that both lanes share the same lines of code?",
      ],
      hints: [
        "Two lists and two remaining lengths are all the state you need.",
        "In each step choose a lane first, then test whether the vehicle fits, then either append or stop.",
        "Choose port when its remainder is greater or equal.",
      ],
      minutes: 9,
    },
    {
      ask: prose`Take the queue of sixty, fifty, thirty, forty and twenty with lanes of one hundred, and show me by
        hand what your code does.`,
      probes: [
        "How much room is left in each lane after the third vehicle?",
        "Which comparison decides about the fourth vehicle?",
      ],
      hints: [
        "Write down two remainders after every step.",
        "After three vehicles port has forty left and starboard has twenty left.",
      ],
      minutes: 4,
    },
    {
      ask: "Which inputs might embarrass this function on a busy summer morning, and what should it answer for each?",
      probes: [
        "What if a coach is longer than a whole lane?",
        "What if nobody is waiting?",
      ],
      hints: [
        "Look at the edges: nothing, exactly full, and too long.",
        "A too long first vehicle gives two empty lanes, and that is a correct answer.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Can you find a short queue for which this rule leaves a vehicle on the quay although a cleverer
        choice would have taken everyone?`,
      probes: [
        "Try three vehicles and lanes of ten.",
        "Would passengers accept the cleverer choice?",
      ],
      hints: [
        "Look for a moment when the rule splits the free room into two gaps that are each too small.",
        "Let two equal vehicles be split over both lanes just before a very long one arrives.",
      ],
      minutes: 3,
    },
    {
      ask: prose`The company now lets the officer pass over at most two vehicles that do not fit and try the next
        ones. How does your function change?`,
      probes: [
        "What should it return about those who were passed over?",
        "How do you prove that with no passing allowed you still get the old answer?",
      ],
      hints: [
        "Where the loop stops today, it could count instead.",
        "Keep a third list for those left behind, and stop only when it would grow beyond the allowance.",
      ],
      minutes: 5,
    },
  ],
};

export default task;
