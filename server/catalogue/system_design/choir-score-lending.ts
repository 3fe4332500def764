import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "choir-score-lending",
  title: "Lending sheet music to two thousand choirs",
  kind: "system_design",
  difficulty: "Medium",
  minutes: 60,
  brief: prose`
    A federation of two thousand choirs owns licences for forty thousand works, and singers want them on their
    tablets. A licence says how many singers may hold a work at the same time. A choir borrows a number of copies
    for a season; its librarian gives them out; singers read them during rehearsals in cellars and churches without
    network, and write their own marks on the pages. Publishers want a true count each quarter. Near the winter
    holidays half of all choirs want the same hundred works.

    Design the lending system: the catalogue and its search, borrowing by choirs, giving copies to singers, reading
    offline, return and counting. Show how the number of copies is never exceeded, what a tablet may do offline and
    for how long, and what happens to a singer's marks when a loan ends.

    Engraving music, playing it back and paying publishers are out of scope.

    A good hour: you find the two levels of lending, estimate files and peaks, treat a copy as a lease with an end,
    think through tablets that never come back, keep marks apart from pages, and produce a count that an auditor can
    repeat.
  `,
  rubric: [
    {
      name: "Two levels of lending",
      weight: 15,
      levels: {
        weak: "Mixes choir and singer into one kind of loan.",
        solid: "Separates the choir's loan from the singer's copy, with roles and rights.",
        strong: "Derives which level limits what, and what a librarian can do without asking the federation.",
      },
    },
    {
      name: "Holiday peak and file sizes",
      weight: 15,
      levels: {
        weak: "Offers neither storage nor traffic figures.",
        solid: "Estimates pages, sizes and downloads in the busy weeks.",
        strong: "Sees that demand meets few works, and uses this for caching, and for fairness in borrowing.",
      },
    },
    {
      name: "Copies as leases",
      weight: 25,
      levels: {
        weak: "Counts downloads and never gets a copy back.",
        solid: "Gives each copy an end date that both server and tablet know, renewed when online.",
        strong: prose`Explains clocks set back, lost tablets, early returns that need contact, and what these cost in
          idle copies.`,
      },
    },
    {
      name: "Rehearsal in a cellar",
      weight: 15,
      levels: {
        weak: "Needs the network to open a page.",
        solid: "Stores encrypted pages on the tablet with a key bound to the lease.",
        strong: "Balances protection against a spoiled rehearsal, and says which small abuse is accepted on purpose.",
      },
    },
    {
      name: "Marks that outlive the loan",
      weight: 15,
      levels: {
        weak: "Paints marks into the page file and loses both.",
        solid: "Stores marks apart, by singer and edition, and syncs them when online.",
        strong: "Handles two devices of one singer, new editions with moved pages, and sharing a conductor's marks.",
      },
    },
    {
      name: "Counts an auditor trusts",
      weight: 15,
      levels: {
        weak: "Reads the present table at the end of the quarter.",
        solid: "Keeps a record of each lease event and adds up from that.",
        strong: prose`Shows how the highest simultaneous use is computed again from events, and how a correction
          stays visible.`,
      },
    },
  ],
  plan: [
    {
      ask: "Please explain who lends what to whom in this federation, and where the number of copies is limited.",
      probes: [
        "What may a choir's librarian decide alone?",
        "What does a publisher want to be sure of?",
      ],
      hints: [
        "There are two steps between the federation and a singer.",
        "A choir holds a number of copies for a season; a singer holds one of them for a time.",
      ],
      minutes: 5,
    },
    {
      ask: prose`Which figures do you need for scores, choirs and the busy weeks before the holidays, and what do you
        guess for each?`,
      probes: [
        "How large is one score as pictures or as a document?",
        "How many singers open the same work in one evening?",
      ],
      hints: [
        "Begin with two thousand choirs of about forty singers.",
        prose`Eighty thousand singers with a dozen works each make roughly a million leases; in November half of the
          demand falls on a hundred works.`,
      ],
      minutes: 6,
    },
    {
      ask: "Name the main parts and their requests, from searching the catalogue to a page on the tablet's screen.",
      probes: [
        "Which requests change the number of free copies?",
        "What does search need to know about a work besides its title?",
      ],
      hints: [
        "Catalogue, lending, files and marks are four different concerns.",
        "Borrow for choir, assign to singer, fetch package, renew, give back: those are the important requests.",
      ],
      minutes: 7,
    },
    {
      ask: prose`How do you make sure that no more copies of a work are out than the licence allows, though tablets
        may be offline for weeks?`,
      probes: [
        "When can a copy be given to somebody else if its tablet is silent?",
        "What if the clock on a tablet is set back?",
      ],
      hints: [
        "Do not wait for a return that may never come.",
        "A copy is a lease with an end, and the server waits for that end before it gives the copy away again.",
        "The tablet notes the latest time it has ever seen, and refuses to go back behind it.",
      ],
      minutes: 10,
    },
    {
      ask: "A rehearsal starts in a cellar and a singer's lease ended this morning. What does the tablet do, and why?",
      probes: [
        "How are pages protected on the device?",
        "Which kinds of misuse do you simply accept?",
      ],
      hints: [
        "There is a person with a conductor waiting in front of that screen.",
        "A short grace period that is counted in the lease is kinder than a locked page and remains honest.",
      ],
      minutes: 8,
    },
    {
      ask: prose`Singers write breathing marks and dynamics on their pages. How do you keep them, and what happens
        when the loan ends or a new edition comes?`,
      probes: [
        "What if a singer writes on two devices while both are offline?",
        "Can a conductor hand marks out to everybody?",
      ],
      hints: [
        "Marks belong to the singer, pages to the publisher.",
        "Store each stroke with its page and place, merge by adding, and keep deletions as records of their own.",
      ],
      minutes: 8,
    },
    {
      ask: "How do you produce the quarterly count, and how could an auditor check it without believing your program?",
      probes: [
        "What is counted: downloads, leases, or the most copies out at one moment?",
        "How do you repair a mistake found months later?",
      ],
      hints: [
        "A list of events can be added up again by anyone.",
        prose`Record begin, renewal and end of each lease, never change them, and add a correcting event when
          something was wrong.`,
      ],
      minutes: 6,
    },
    {
      ask: prose`Half of all choirs want the same hundred works in November. How do you share them out, and how do
        you serve them?`,
      probes: [
        "Would you allow reservations months ahead?",
        "What should a choir see when it gets nothing?",
      ],
      hints: [
        "Fairness is a rule, not a matter of speed.",
        "Collect wishes until a date, share out by a published rule, and keep the popular files in caches.",
      ],
      minutes: 5,
    },
    {
      ask: prose`In which order would you build this, and how would you move choirs over from paper in the middle of
        a season?`,
      probes: [
        "What do you leave out of the first version?",
        "What would tell you after a month that it works?",
      ],
      hints: [
        "Think of one friendly choir first.",
        "Start with lending to choirs and reading, then marks, then the count, with paper beside it for a while.",
      ],
      minutes: 5,
    },
  ],
};

export default task;
