/** What somebody says in one turn: words, and milliseconds of silence between them. */
export type Line = readonly (string | number)[];

/** Answers with the pauses that people make in them. */
export const answers: readonly Line[] = [
  ["I would start with a hash map", 400, "that keeps how often each number came."],
  ["Well, the first thing I would do", 700, "is to ask who uses it", 500, "and how often they do."],
  ["In my last job we had an outage", 900, "and I was the one on call", 1_300, "so I looked at the logs first."],
  ["The cost is linear", 300, "because every element is visited once."],
  ["Um", 600, "let me think about that", 1_600, "I believe a queue would be better."],
  ["We disagreed about the deadline and", 1_200, "in the end we wrote down both plans."],
  ["I do not know", 2_200, "perhaps I would sort them by time", 800, "and then merge neighbours."],
  ["My part was the database", 500, "the others did the page", 450, "and we met every morning."],
  ["That is a good question so", 3_200, "I would measure it before I change anything."],
  ["First I would write a test", 350, "then the simplest thing that passes", 1_000, "and only then make it fast."],
  ["Uh", 900, "the tricky part is", 1_500, "two people changing it at the same time."],
  ["I learned it in two weeks", 600, "mostly at night", 5_000, "and it changed how I work."],
];

/** What means that somebody wants to speak. */
export const interruptions: readonly string[] = [
  "Sorry, can I ask something about that?",
  "Wait, I did not understand the question.",
  "Actually I would like to go back to the first point.",
  "Could you repeat that please?",
];

/** What only says that somebody listens, beside a hum. */
export const backChannels: readonly string[] = ["uh huh", "yes", "okay", "right"];
