import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "seed-library-labels",
  title: "Tidying the labels of a seed library",
  kind: "coding",
  difficulty: "Easy",
  minutes: 35,
  brief: prose`
    A village seed library has nine hundred paper packets whose labels were typed by many hands. The same variety
    appears as Black Krim, as BLACK-KRIM and as black krim with two spaces in between, and the volunteers want one
    honest list of what they hold.

    Write a function that takes the packets, each with a label and the year of harvest, and returns one entry per
    variety: a name to show, how many packets there are, and the newest year. Two labels mean the same variety when
    they agree after letters are made small, hyphens are read as spaces, and several spaces are read as one, with
    none at the ends. The name to show is the label that occurs most often exactly as it was typed, leaving spaces
    at the ends aside; among equals, the one that was met first. Entries come in alphabetical order of the tidied
    label.

    An example. Four packets: Blue Pea from 2021, blue-pea from 2023, Blue Pea from 2020, and Leek from 2022. The
    answer has two entries: Blue Pea with three packets and newest year 2023, and Leek with one packet from 2022.

    Spelling mistakes, languages and printing are out of scope.

    A good half hour: you separate tidying from counting, handle strange labels without guessing, test both parts
    alone, and then meet a request that changes what the same means.
  `,
  rubric: [
    {
      name: "Tidying as a piece of its own",
      weight: 20,
      levels: {
        weak: "Mixes tidying with counting, so that neither can be tested alone.",
        solid: "Writes one small function that tidies a label, and uses it everywhere.",
        strong: prose`Fixes the order of the tidying steps, explains why that order matters, and shows that tidying
          twice changes nothing.`,
      },
    },
    {
      name: "Grouping the packets",
      weight: 25,
      levels: {
        weak: "Compares each packet with every other, or loses packets when labels differ by spaces.",
        solid: "Uses a map from tidied label to a small record and updates it in one pass.",
        strong: "The record holds just what the answer needs, and its first packet needs no special treatment later.",
      },
    },
    {
      name: "Choosing the name to show",
      weight: 20,
      levels: {
        weak: "Shows the tidied label, or simply the last one met.",
        solid: "Counts spellings within a variety and takes the most frequent one.",
        strong: "Handles equals by the first one met, states why that is stable, and tests it.",
      },
    },
    {
      name: "Strange labels",
      weight: 20,
      levels: {
        weak: "Assumes that every label is clean and is surprised by an empty one.",
        solid: "Says what happens to an empty label and to one made of hyphens.",
        strong: prose`Decides aloud between refusing, skipping and keeping such a packet, thinks of accents or other
          alphabets, and picks what loses nothing.`,
      },
    },
    {
      name: "Plural and word order request",
      weight: 15,
      levels: {
        weak: "Bends the tidying until the earlier example fails.",
        solid: "Adds the new rule in the tidying function alone, and names a label it will treat wrongly.",
        strong: prose`Asks how wrong matches would be undone, proposes a list of known synonyms, and keeps rule and
          data apart.`,
      },
    },
  ],
  plan: [
    {
      ask: prose`When do two of these seed labels mean the same variety? Please give me a pair that must match and a
        pair that must not.`,
      probes: [
        "What about a label with a space at the very end?",
        "Does black krim written as one word match?",
      ],
      hints: [
        "There are three tidying steps: case, hyphens and spaces.",
        "Blackkrim without a gap stays different, because no rule removes a single space.",
      ],
      minutes: 3,
    },
    {
      ask: "How would you split this work on the seed list into parts that can be tested one by one?",
      probes: [
        "What goes into the first part and what comes out?",
        "Which part knows about years?",
      ],
      hints: [
        "One part looks at a single label and knows nothing about packets.",
        "Tidy, group, choose the name, sort: four steps, each with its own small test.",
      ],
      minutes: 4,
    },
    {
      ask: "Please write the part that tidies one label, and tell me in which order you do the steps.",
      probes: [
        "What does it return for a label made only of hyphens?",
        "What happens if you tidy a label that is already tidy?",
      ],
      hints: [
        "Do the replacing before you squeeze the spaces.",
        "Small letters first, then hyphens to spaces, then runs of spaces to one, then trim both ends.",
      ],
      minutes: 6,
    },
    {
      ask: "Now write the function that builds one entry per variety, using the tidying part you just made.",
      probes: [
        "What do you remember for each variety while you read the packets?",
        "How do you find the spelling that was typed most often?",
      ],
      hints: [
        "A map whose key is the tidied label does most of the work.",
        prose`For each key keep a count, the newest year, and a second small map from trimmed original spelling to
          its count.`,
        "When you pick the most frequent spelling, take a later one only if its count is strictly greater.",
      ],
      minutes: 10,
    },
    {
      ask: prose`Let us check your function with the packets of blue pea and leek. What is in your map after the
        third packet?`,
      probes: [
        "Why is the year twenty twenty-three kept?",
        "Which spelling leads at that moment, and with what count?",
      ],
      hints: [
        "There is only one key so far.",
        "Its count is three, and the spelling with capitals leads two to one.",
      ],
      minutes: 3,
    },
    {
      ask: "What does your function cost for nine hundred packets, and what would change for nine million?",
      probes: [
        "How much of it is the sorting?",
        "What must stay in memory?",
      ],
      hints: [
        "Each packet is touched once; only the varieties are sorted.",
        "Memory grows with distinct spellings, not with packets, so millions of packets may still be fine.",
      ],
      minutes: 4,
    },
    {
      ask: prose`A gardener says that peas blue and blue pea should also count as one variety. How do you answer, and
        what would you change?`,
      probes: [
        "Which two varieties might then be merged by mistake?",
        "How would a volunteer undo a wrong match?",
      ],
      hints: [
        "A rule that sorts the words handles order, but plurals need something else.",
        "A short list of synonyms kept by the volunteers is safer than a clever rule.",
      ],
      minutes: 5,
    },
  ],
};

export default task;
