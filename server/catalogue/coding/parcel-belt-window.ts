import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "parcel-belt-window",
  title: "The shortest stretch of belt that fills a van",
  kind: "coding",
  difficulty: "Medium",
  minutes: 45,
  brief: prose`
    In a parcel depot, boxes pass a camera on a long belt, and a van must leave with certain numbers for certain
    villages. Cutting out one unbroken stretch of belt is cheap; picking single boxes is not. You have the sequence
    of villages as the boxes pass, and an order that says how many boxes each village needs.

    Write a function that returns the start and the length of the shortest unbroken stretch that holds at least the
    ordered number for every village in the order, or says that there is none. If several are equally short, the
    first wins. Boxes for other villages may be inside the stretch; they simply ride along.

    An example. The belt shows Oak, Elm, Ash, Elm, Oak, Elm. The order asks for two Elm and one Oak. The first four
    boxes hold what is needed, but the last three, Elm, Oak, Elm, hold it as well, so the answer starts at the
    fourth box and is three long.

    The camera does not make mistakes, and the belt does not run in a circle. Driving the machine is out of scope.

    A good session: you start from a simple method and its cost, find the saving, keep a clear statement of what is
    true at each step, test it by hand, and then cope with a belt that never ends.
  `,
  rubric: [
    {
      name: "A simple method first",
      weight: 15,
      levels: {
        weak: "Jumps to a remembered trick without being able to say what it improves upon.",
        solid: "Describes trying each start and extending it, with its cost in the length of the belt.",
        strong: "Shows which counting that method repeats and uses this to lead to the faster one.",
      },
    },
    {
      name: "Two moving ends",
      weight: 25,
      levels: {
        weak: "Moves only one end, or resets the counts at each new start.",
        solid: "Extends at the front and shrinks at the back with counts that stay correct.",
        strong: prose`States what is always true of the window at the top of the loop, and argues that neither end
          ever moves back.`,
      },
    },
    {
      name: "Knowing cheaply that the order is met",
      weight: 20,
      levels: {
        weak: "Compares whole tables after each box and does not see the cost.",
        solid: "Keeps one number of villages still missing, and updates it in the right place.",
        strong: prose`Updates that number only when a count crosses its ordered amount, in both directions, and
          explains why surplus boxes do not disturb it.`,
      },
    },
    {
      name: "Proof by small belts",
      weight: 15,
      levels: {
        weak: "Reads the code aloud instead of following values.",
        solid: "Follows the example by hand, finds any slip alone and tests a belt with no answer.",
        strong: prose`Picks belts that separate right from nearly right: an exact tie, the whole belt, an order of
          one box, an empty order.`,
      },
    },
    {
      name: "Belt cost",
      weight: 10,
      levels: {
        weak: "Calls the nested loops quadratic only because there are two of them.",
        solid: "Says linear in boxes, as each end passes each box once.",
        strong: "Adds the memory for the villages in the order alone, and what a very large order changes.",
      },
    },
    {
      name: "The endless belt",
      weight: 15,
      levels: {
        weak: "Keeps all boxes forever.",
        solid: "Keeps only the current window and the best stretch so far.",
        strong: prose`Notes what must be forgotten, when an answer may be announced, and how the window could still
          grow without bound.`,
      },
    },
  ],
  plan: [
    {
      ask: prose`Please tell me in your own words what we look for on this belt, and give me a tiny belt and order
        for which there is no answer.`,
      probes: [
        "May other villages' boxes be inside the stretch?",
        "What do you return when nothing is ordered?",
      ],
      hints: [
        "Unbroken is the word to hold on to.",
        "A belt with a single Elm cannot fill an order for two.",
      ],
      minutes: 4,
    },
    {
      ask: prose`What is the most straightforward way to find that stretch, and what would it cost on a belt of a
        million boxes?`,
      probes: [
        "Which counting do you do again and again?",
        "Where could you stop early?",
      ],
      hints: [
        "Try each starting box and walk until the order is filled.",
        "Two neighbouring starts share almost all of their walk.",
      ],
      minutes: 5,
    },
    {
      ask: "How can you avoid counting the same boxes again when the start of the stretch moves one box along?",
      probes: [
        "When is it safe to move the back end?",
        "Can the front end ever have to go back?",
      ],
      hints: [
        "Picture a window with two ends, both moving only forwards.",
        "Extend the front until the order is met, then pull the back in while it is still met, and note the length.",
      ],
      minutes: 6,
    },
    {
      ask: prose`Please write the function that finds the shortest stretch, and say what your counters mean as you
        introduce them.`,
      probes: [
        "What exactly is true when your inner loop ends?",
        "How do you know that the order is met without looking at every village?",
      ],
      hints: [
        "Keep the number of villages that are still short.",
        "That number goes down when a count reaches its ordered amount, and up when it falls below.",
        "Record the stretch inside the inner loop, before the back box is released.",
      ],
      minutes: 12,
    },
    {
      ask: prose`Follow your code on the belt Oak, Elm, Ash, Elm, Oak, Elm with an order of two Elm and one Oak.
        Where do the ends stand after each box?`,
      probes: [
        "At which box is the order met for the first time?",
        "What happens to the Ash?",
      ],
      hints: [
        "The first time is at the fourth box.",
        "After recording four, the first Oak is released and the order is short of Oak until the fifth box.",
      ],
      minutes: 5,
    },
    {
      ask: prose`The quick method for the belt has a loop inside a loop. Why is its running time still proportional
        to the number of boxes?`,
      probes: [
        "How often can the back end move in total?",
        "What does the memory depend on?",
      ],
      hints: [
        "Do not count per round; count over the whole run.",
        "Each box enters the window once and leaves it at most once.",
      ],
      minutes: 3,
    },
    {
      ask: "Which four tests would you keep for the belt function, and what does each of them protect?",
      probes: [
        "Which test would catch a wrong comparison between equal lengths?",
        "Which would catch a village that was never ordered?",
      ],
      hints: [
        "Think of a tie, the whole belt, no answer, and surplus boxes.",
        "Two equally short stretches, with the later one found last, guard the rule that the first wins.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Suppose that the belt runs all day and you cannot keep it all. How would you report the best stretch
        so far, using little memory?`,
      probes: [
        "Could the window itself become very long?",
        "What if only the last hour should count?",
      ],
      hints: [
        "You need the boxes between the two ends, and no others.",
        "A queue for the window and one record for the best is enough; a limit on age needs times in that queue.",
      ],
      minutes: 6,
    },
  ],
};

export default task;
