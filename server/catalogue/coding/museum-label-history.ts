import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "museum-label-history",
  title: "A museum's label texts, with snapshots and rollback",
  kind: "coding",
  difficulty: "Hard",
  minutes: 60,
  brief: prose`
    A museum edits the texts of its display cases daily, and must be able to say what any label read on any past
    day. You write the store that remembers this. It has four operations. Write sets the text of a case. Snapshot
    freezes the present state and returns its number, counting from one. Read takes a case and a snapshot number and
    returns the text at that time, or nothing if the case had none. Restore makes the present state equal to an
    earlier snapshot; snapshots taken before stay readable.

    An example. Write vase as Greek. Take snapshot one. Write vase as Roman, and write coin as Silver. Take snapshot
    two. Restore snapshot one, then take snapshot three. Reading the vase gives Greek in one, Roman in two and Greek
    in three. The coin gives nothing in one, Silver in two and nothing in three.

    There are a hundred thousand cases, few change between snapshots, and there may be a million snapshots. Copying
    everything for each snapshot is therefore too costly. Saving to disk and several editors at once are out of
    scope.

    A good hour: you weigh two or three designs with their costs, write one with clear invariants, deal honestly
    with what makes restoring hard, test it against a simple model, and finish with a request to forget old
    snapshots.
  `,
  rubric: [
    {
      name: "Weighing designs",
      weight: 20,
      levels: {
        weak: "Proposes full copies and stays there, or names a structure without costs.",
        solid: "Compares full copies with a list of changes per case, with the cost of each of the four operations.",
        strong: prose`Also sees the tree of versions or a persistent map, and chooses by the given numbers rather
          than by taste.`,
      },
    },
    {
      name: "Writing and reading by history",
      weight: 25,
      levels: {
        weak: "Reading scans all changes, or returns a later text than it should.",
        solid: "Keeps dated changes per case and finds the right one by halving the search range.",
        strong: prose`Handles several writes within one snapshot by replacing the last entry, and states why the list
          stays sorted.`,
      },
    },
    {
      name: "Restoring without wrecking the past",
      weight: 25,
      levels: {
        weak: "Deletes later history, so that snapshots in between change.",
        solid: "Writes the old texts again for cases that differ, and keeps all snapshots intact.",
        strong: prose`Finds a way whose cost follows what changed, or records ancestry so that restoring is instant,
          and says what reading pays for it.`,
      },
    },
    {
      name: "A model to test against",
      weight: 15,
      levels: {
        weak: "Tests the example by hand and stops.",
        solid: "Adds tests for a missing case, a snapshot with no changes and restoring twice.",
        strong: prose`Runs random operations against plain full copies and compares every read, then explains how a
          failure is made small.`,
      },
    },
    {
      name: "Forgetting old snapshots",
      weight: 15,
      levels: {
        weak: "Removes list entries by date and thereby loses texts that are still in force.",
        solid: "Keeps the newest entry at or before the border for each case.",
        strong: prose`Says which numbers stay valid, when the clean-up runs and at what cost, and what happens to a
          restore across the border.`,
      },
    },
  ],
  plan: [
    {
      ask: prose`Please explain the four operations of this label store by telling the story of one case over three
        snapshots.`,
      probes: [
        "What does reading give for a case that was never written?",
        "What may change about snapshot two after snapshot one has been restored?",
      ],
      hints: [
        "Freezing and restoring both leave the past alone.",
        "Whatever happens later, a read with the same case and the same number gives the same text.",
      ],
      minutes: 5,
    },
    {
      ask: prose`Which designs do you see for this store, and what does each operation cost with a hundred thousand
        cases and a million snapshots?`,
      probes: [
        "Why is copying everything too expensive here?",
        "Which operation becomes dear in the design you like?",
      ],
      hints: [
        "One design remembers states, another remembers changes.",
        "With changes per case, write and snapshot are cheap, and read is a search in a short sorted list.",
        "A third design shares unchanged parts between versions of one tree.",
      ],
      minutes: 8,
    },
    {
      ask: prose`Two writes to the same case may happen between two snapshots. What should the store remember of the
        first one?`,
      probes: [
        "Could anyone ever read it?",
        "How do you recognise the situation?",
      ],
      hints: [
        "Ask which snapshot number would show it.",
        "The newest entry already belongs to the snapshot in the making, so it can be replaced.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Please write down write, snapshot and read, and tell me which statement about your data stays true
        after each call.`,
      probes: [
        "Which number do you store with a text, that of the last snapshot or of the next?",
        "How do you show that a text was taken away?",
      ],
      hints: [
        "Keep a list of number and text for each case, in growing order of number.",
        prose`Store the number of the coming snapshot; reading takes the last entry whose number is not greater than
          the one asked for.`,
        "A search that halves the range finds it; an empty marker stands for no text.",
      ],
      minutes: 13,
    },
    {
      ask: prose`Now the restore operation. How do you bring an old state back without touching the snapshots in
        between, and what does it cost?`,
      probes: [
        "Which cases have to be looked at?",
        "Can it be done without looking at all hundred thousand?",
      ],
      hints: [
        "It can be seen as a number of ordinary writes.",
        "Only cases written since that snapshot can differ, so keep the list of cases touched per snapshot.",
        "Or let each snapshot point to its parent, and make reading follow the line of ancestors.",
      ],
      minutes: 10,
    },
    {
      ask: prose`Take the vase and the coin through the example with your code. Which entries does each list hold at
        the end?`,
      probes: [
        "What does the coin's list look like after restoring?",
        "Which comparison picks Roman for snapshot two?",
      ],
      hints: [
        "The vase has three entries in most designs with changes.",
        "The coin has Silver for two and an empty marker for three.",
      ],
      minutes: 5,
    },
    {
      ask: "How would you test this store so thoroughly that you would let the museum rely on it?",
      probes: [
        "What is the simplest correct version you can imagine?",
        "How do you find the short sequence that breaks it?",
      ],
      hints: [
        "A slow version with full copies can serve as judge.",
        prose`Create random sequences of the four operations on three cases, compare all reads after each step, and
          shrink what fails.`,
      ],
      minutes: 6,
    },
    {
      ask: prose`After ten years the museum wants to forget all snapshots older than one year. What do you remove,
        and what must you keep?`,
      probes: [
        "Why is it not enough to drop entries with old numbers?",
        "What do you answer to a read from before the border?",
      ],
      hints: [
        "A text written long ago may still be on the wall today.",
        "For each case keep the newest entry at or before the border, and drop only what lies before it.",
        "Do it a few cases at a time, so that nobody waits.",
      ],
      minutes: 9,
    },
  ],
};

export default task;
