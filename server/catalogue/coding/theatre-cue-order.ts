import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "theatre-cue-order",
  title: "Putting theatre cues into a workable order",
  kind: "coding",
  difficulty: "Medium",
  minutes: 45,
  brief: prose`
    A touring theatre has two hundred cues, and some of them can only start once others are done. The fog must be
    running before the blue light, the trapdoor must be shut before the dancers enter. The stage manager gives you
    the cues in the order she likes and a list of pairs, where the first must come before the second.

    Write a function that returns all cues in an order that respects every pair. Whenever several cues could come
    next, the one that stands earlier in the stage manager's list comes first. If no such order exists, return
    instead one chain of cues that waits for itself, so that she can see what to fix.

    An example. Her list is curtain, fog, light, song. The pairs say fog before curtain and light before song. The
    answer is fog, curtain, light, song: the curtain has to wait for the fog, and follows as soon as it may. If a
    third pair said song before light, the answer would be the chain light, song and back to light.

    Times, people and equipment are out of scope, and pairs that name unknown cues are refused with a clear message.

    A good session: you model the waiting, produce the order with her preference, explain failure usefully, test it,
    and then plan the same cues for a crew that works side by side.
  `,
  rubric: [
    {
      name: "Modelling who waits for whom",
      weight: 20,
      levels: {
        weak: "Keeps only the flat list of pairs and searches it again for each cue.",
        solid: "Builds followers and a count of open conditions for each cue.",
        strong: prose`Explains both directions of the model, and treats repeated pairs and a cue that waits for
          itself on purpose.`,
      },
    },
    {
      name: "An order with her preference",
      weight: 25,
      levels: {
        weak: "Produces some valid order and overlooks the preference.",
        solid: "Picks the earliest ready cue each time, perhaps by scanning the list.",
        strong: "Uses a heap keyed by place in her list, and shows why a plain queue would give another order.",
      },
    },
    {
      name: "A failure that helps",
      weight: 20,
      levels: {
        weak: "Returns an empty list or a plain no when cues wait in a circle.",
        solid: "Notices a circle by the number of cues that were placed and says which cues are left.",
        strong: prose`Returns one true chain by following an unmet condition from a leftover cue until one repeats,
          without bystanders.`,
      },
    },
    {
      name: "Rehearsing the code",
      weight: 15,
      levels: {
        weak: "Checks nothing until asked, then only the happy case.",
        solid: "Follows the example and one circle by hand, and repairs what is found.",
        strong: prose`Names the properties each answer must have, each pair in order, each cue once, and turns them
          into a test on random input.`,
      },
    },
    {
      name: "Working side by side",
      weight: 20,
      levels: {
        weak: "Cuts the order into equal parts without regard for the pairs.",
        solid: "Places each cue in the first round after all it waits for.",
        strong: "Links the number of rounds to the longest chain, and says what a limited crew makes harder.",
      },
    },
  ],
  plan: [
    {
      ask: prose`Please describe in your own words what the stage manager gives you and what she gets back in both
        cases, success and failure.`,
      probes: [
        "What if there are no pairs at all?",
        "Why not simply say that it is impossible?",
      ],
      hints: [
        "There are two kinds of answer, an order and a chain.",
        "Without pairs, her own list is the answer.",
      ],
      minutes: 4,
    },
    {
      ask: "How would you represent the cues and the pairs so that finding out what is ready is cheap?",
      probes: [
        "What changes when one cue is done?",
        "What does a repeated pair do to your counts?",
      ],
      hints: [
        "For each cue, you want to know who waits for it and how many conditions it still has.",
        "A cue is ready when its count of open conditions is nought.",
      ],
      minutes: 5,
    },
    {
      ask: prose`Several cues may be ready at the same time. How do you honour the stage manager's preference, and
        what does that cost?`,
      probes: [
        "Would a first in, first out queue do?",
        "Is the order that you produce the only one allowed by her rule?",
      ],
      hints: [
        "You need the ready cue with the earliest place in her list.",
        "A heap of places gives it in the time of a logarithm; a scan of the list would also be right, only slower.",
      ],
      minutes: 5,
    },
    {
      ask: "Please write the function for the case that an order exists, and leave a clear spot for the failure.",
      probes: [
        "Where do you reduce the counts, and why there?",
        "How do you notice at the end that something went wrong?",
      ],
      hints: [
        "First build the counts and followers, then fill the heap with all cues that have no conditions.",
        "Take the smallest, append it, lower the count of its followers, and push those that become ready.",
        "Fewer placed cues than given cues means that some wait in a circle.",
      ],
      minutes: 12,
    },
    {
      ask: prose`Now the case of failure: how do you find one chain of cues that waits for itself, without naming
        innocent cues?`,
      probes: [
        "Can a cue be left over without being part of a circle?",
        "When do you stop following?",
      ],
      hints: [
        "Every leftover cue waits for at least one other leftover cue.",
        prose`Step from a leftover cue to one it waits for, again and again; the first one you meet twice closes the
          circle.`,
        "Cut off the beginning that leads into the circle, and turn the chain round.",
      ],
      minutes: 7,
    },
    {
      ask: "Which tests tell you that your cue order is right, even for shows you have never seen?",
      probes: [
        "Which two facts must hold for each valid answer?",
        "How do you check the preference?",
      ],
      hints: [
        "Test properties, not only examples.",
        "All pairs in order, each cue exactly once, and no ready cue with an earlier place passed over.",
      ],
      minutes: 4,
    },
    {
      ask: "What do ordering the cues and finding a chain cost for a show with two hundred cues and a thousand pairs?",
      probes: [
        "Which of them touches each pair?",
      ],
      hints: [
        "Each pair is looked at a fixed number of times.",
        "Cues times a logarithm plus pairs for the order; the chain adds only one walk.",
      ],
      minutes: 3,
    },
    {
      ask: prose`The crew can run any number of cues side by side, in rounds. In how many rounds can the show be
        prepared, and which cues go together?`,
      probes: [
        "What decides how many rounds there are at least?",
        "What if only three people can work at once?",
      ],
      hints: [
        "Take all ready cues at once and call that a round.",
        "A cue's round is one more than the latest round among those it waits for; the longest chain sets the total.",
      ],
      minutes: 5,
    },
  ],
};

export default task;
