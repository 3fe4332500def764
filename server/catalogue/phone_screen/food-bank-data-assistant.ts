import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "food-bank-data-assistant",
  title: "First call: data assistant at a food bank",
  kind: "phone_screen",
  difficulty: "Easy",
  minutes: 25,
  brief: prose`
    A food bank gives out thirty tonnes a week and wants to know each morning what will be left over and where it is
    missing. It is looking for a data assistant, four days a week, who keeps the lists of donations and deliveries
    clean, answers questions from drivers and shops with figures, and explains a chart to a board of volunteers.
    Tools are spreadsheets and a small database; training is given.

    You talk for twenty-five minutes with the head of logistics. The call covers your interest, your path, a small
    question about figures that do not agree, how you would explain a number to people who dislike numbers, care
    with personal data, practical things and your own questions. Programming is welcome but not expected. The call
    is not an exam in statistics.

    A good talk: you show that you have handled real and messy data somewhere, even a club's address list; you check
    before you conclude; you speak about people who collect food with respect; you can say a figure in a sentence
    that a driver can use; and you are clear about what you do not know yet.
  `,
  rubric: [
    {
      name: "Interest in food and fairness",
      weight: 15,
      levels: {
        weak: "Gives a general wish to do good.",
        solid: "Links the work of a food bank with a personal experience or reason.",
        strong: "Knows or guesses well what makes its logistics hard, and is drawn by exactly that.",
      },
    },
    {
      name: "Messy data handled before",
      weight: 20,
      levels: {
        weak: "Mentions programs and no data.",
        solid: "Describes one list or table, its faults and how they were put right.",
        strong: "Kept the original, wrote the rules down, and checked the result against something independent.",
      },
    },
    {
      name: "Two figures that disagree",
      weight: 25,
      levels: {
        weak: "Picks one figure, or blames someone.",
        solid: "Looks for differences in date, unit, place and definition, step by step.",
        strong: prose`Starts with the most likely difference, tests it on one day by hand, and says what to report
          meanwhile.`,
      },
    },
    {
      name: "A number that drivers can use",
      weight: 20,
      levels: {
        weak: "Repeats percentages and technical words.",
        solid: "Turns the figure into a plain sentence with its meaning for the day.",
        strong: "Includes how sure it is, and which decision should not be based on it.",
      },
    },
    {
      name: "Care for people in the list",
      weight: 20,
      levels: {
        weak: "Sees no difference between boxes and people.",
        solid: "Keeps names to those who need them, and asks before passing data on.",
        strong: "Proposes to count without names at all, and knows what to do after a mistake.",
      },
    },
  ],
  plan: [
    {
      ask: "What attracts you to keeping figures for a food bank?",
      probes: [
        "Which part of the work would you look forward to?",
      ],
      hints: [
        "It may be the cause, the puzzle, or the people.",
        "Think about what happens if the figures are wrong: bread goes to waste, or a family goes without.",
      ],
      minutes: 3,
    },
    {
      ask: prose`Could you sketch your path up to now for our food bank, and stop at the point where you dealt with
        lists, tables or records?`,
      probes: [
        "What was wrong with that data when you got it?",
        "Who relied on it?",
      ],
      hints: [
        "A club's list or a household book counts.",
        "Say how large it was, what was messy, and what you did about it.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Our list says that twelve tonnes of vegetables came in last week, the drivers say nine. How would
        you find out what is going on?`,
      probes: [
        "Which difference would you check first?",
        "What do you tell the board until you know?",
      ],
      hints: [
        "Two honest counts may be counting different things.",
        "Compare one single day: same date, same unit, same place, and with or without what was thrown away.",
        "Perhaps one counts crates before sorting, the other after it.",
      ],
      minutes: 5,
    },
    {
      ask: prose`On Fridays one shop out of three gets too little bread. How would you tell that to volunteers who do
        not like figures?`,
      probes: [
        "What would you show, if you may show one thing only?",
        "What might they wrongly conclude?",
      ],
      hints: [
        "Name the shops, not the share.",
        "Try it as one sentence that begins with the word tomorrow.",
      ],
      minutes: 4,
    },
    {
      ask: prose`A journalist asks for the list of people who collect food here, without surnames. What do you
        answer, and why?`,
      probes: [
        "Could somebody still be recognised?",
        "What could you offer instead?",
      ],
      hints: [
        "A first name, a street and an age can be enough to know someone.",
        "Totals by month harm nobody; and it is fine to say that you will ask the head first.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Which four days would suit you at the food bank, and is there anything that we should know about
        starting dates or the warehouse?`,
      probes: [
        "Can you be here at half past six when deliveries arrive?",
      ],
      hints: [
        "The office lies above a cold warehouse with a lift.",
        "Say what is fixed for you and what can be moved.",
      ],
      minutes: 2,
    },
    {
      ask: "What do you want to ask me before you decide whether to go on to the next talk?",
      probes: [
        "What would you like to see when you visit us?",
      ],
      hints: [
        "You could ask which figure I trust the least.",
        "Ask who decides, who helps, and what would be done by you in the first week.",
      ],
      minutes: 3,
    },
  ],
};

export default task;
