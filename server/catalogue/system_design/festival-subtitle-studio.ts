import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "festival-subtitle-studio",
  title: "A subtitle studio for a travelling film festival",
  kind: "system_design",
  difficulty: "Hard",
  minutes: 60,
  brief: prose`
    A film festival subtitles three hundred films into forty languages within five weeks, with nine hundred
    volunteers around the world. Several people work on one film at once: one sets the times, others translate, a
    fourth corrects. Trains and villages take them offline for hours. Each subtitle has a begin, an end and a text;
    times must not overlap within a language. When the original is changed, translators must see which of their
    lines are now in doubt. Films not yet shown must not leak.

    Design the studio: live editing together, offline work, versions, doubts, playing the film, and export for the
    cinema. Show what an edit is, how edits meet, how overlaps are prevented or repaired, and how a film reaches
    only those who work on it.

    Machine translation, payment and projection are out of scope.

    A good hour: you choose a model of editing from real conflicts and not from fashion, say what is decided at once
    and what later by people, estimate traffic, protect films sensibly, recover from a lost server without losing a
    line, and consider how it grows in the next year.
  `,
  rubric: [
    {
      name: "Work of four roles",
      weight: 15,
      levels: {
        weak: "Thinks of one text document and one writer.",
        solid: "Describes timing, translating, correcting and approving as different edits with different rights.",
        strong: "Uses this to see which conflicts are common, rare or impossible, and designs for the common ones.",
      },
    },
    {
      name: "When edits meet",
      weight: 25,
      levels: {
        weak: "Locks whole films, or lets the last save win silently.",
        solid: "Chooses operations on single subtitles with a clear merge rule, and handles reconnecting.",
        strong: prose`Compares a central order with merging without a centre, walks one nasty case through, and says
          which conflicts are shown to people.`,
      },
    },
    {
      name: "Times that must not overlap",
      weight: 20,
      levels: {
        weak: "Checks on the screen of each editor only.",
        solid: "Lets the server refuse or mark overlaps after merging.",
        strong: prose`Explains why merged edits can each be right and together wrong, and finds repairs that nobody
          is surprised by.`,
      },
    },
    {
      name: "Doubts after a changed original",
      weight: 15,
      levels: {
        weak: "Notifies everybody about every change.",
        solid: "Links each translated line to the version of the original it was made from.",
        strong: prose`Survives splitting and joining of lines, ranks doubts by size of the change, and lets a
          translator settle many quickly.`,
      },
    },
    {
      name: "Films that do not leak",
      weight: 15,
      levels: {
        weak: "Hands out the full film to each volunteer.",
        solid: "Gives a small marked copy for a limited time to assigned people only.",
        strong: "Is honest about what remains possible, traces a leak to a person, and keeps offline work usable.",
      },
    },
    {
      name: "No line lost",
      weight: 10,
      levels: {
        weak: "Relies on a nightly backup.",
        solid: "Keeps an append only record of edits and rebuilds from it.",
        strong: "States how much can be lost at each place, tests restoring, and exports regularly in plain form.",
      },
    },
  ],
  plan: [
    {
      ask: prose`Please describe an ordinary hour on one film in this studio: who does what, and where might their
        edits meet?`,
      probes: [
        "Which of these conflicts happens daily?",
        "Which one would ruin a screening?",
      ],
      hints: [
        "Four roles touch the same subtitle in different ways.",
        prose`Text against text in one line is rare; times against times, and splitting while someone translates, are
          the hard ones.`,
      ],
      minutes: 5,
    },
    {
      ask: prose`How many people, films, lines and edits does the festival bring, at the busiest moment, and what
        follows from it?`,
      probes: [
        "How large is one film's whole set of subtitles?",
        "Which traffic is the heaviest?",
      ],
      hints: [
        "A film has perhaps a thousand lines in each language.",
        "Text is tiny: a few megabytes per film with all languages; the video outweighs it by thousands.",
      ],
      minutes: 5,
    },
    {
      ask: prose`What are the main parts of your studio, and what does an editor's program say to the server during
        live work?`,
      probes: [
        "What does a newly opened window load first?",
        "Where is the order of edits decided?",
      ],
      hints: [
        "Think of a room for each film.",
        "Fetch a recent state, then send small operations and receive the others' in one order.",
      ],
      minutes: 7,
    },
    {
      ask: prose`What exactly is an edit in your design, and what happens when two people who were offline both
        changed the same subtitle?`,
      probes: [
        "What if one of them split the subtitle in two?",
        "Which conflicts do you show instead of solving?",
      ],
      hints: [
        "Give each subtitle a name that never changes.",
        "Set text, set times, split, join, delete: each names the version that it was made on.",
        prose`Different fields can simply be combined; for the same field keep both, choose one visibly, and let a
          person settle it.`,
      ],
      minutes: 10,
    },
    {
      ask: prose`Two edits are each fine, yet together they make two subtitles overlap in time. Where do you notice,
        and what do you do?`,
      probes: [
        "Could you prevent it while people are offline?",
        "What should never happen without anybody noticing?",
      ],
      hints: [
        "No single editor can see it alone.",
        prose`Check after merging, at the place that sets the order, then either refuse the later one or keep it with
          a mark.`,
        "Export must be impossible while marks remain.",
      ],
      minutes: 8,
    },
    {
      ask: prose`The original line changes after twenty translations were made. How do translators learn what is in
        doubt, without drowning in notices?`,
      probes: [
        "Is a corrected comma a doubt?",
        "What happens when one line becomes two?",
      ],
      hints: [
        "Remember what each translation was made from.",
        prose`Store the version of the source line with the translation; doubt means that it differs from the present
          one, weighed by how much.`,
      ],
      minutes: 7,
    },
    {
      ask: prose`How does an unreleased film get to a volunteer in a village with a poor network, without being easy
        to pass on?`,
      probes: [
        "Does a translator need the full picture quality?",
        "What do you do after a leak?",
      ],
      hints: [
        "Ask what work really needs: small, slow, and marked.",
        "A small copy with a visible name and a hidden mark, in pieces kept for some days, only for assigned people.",
      ],
      minutes: 7,
    },
    {
      ask: prose`The server that holds a film's live room dies in the last night before the screening. What is lost,
        and how do people go on?`,
      probes: [
        "How long may it take?",
        "What do editors see meanwhile?",
      ],
      hints: [
        "Each editor's program still knows its own unsent edits.",
        prose`Store edits before confirming them, start the room elsewhere from the last state plus edits, and let
          programs send again what was unconfirmed.`,
      ],
      minutes: 6,
    },
    {
      ask: prose`Next year ten festivals want to share your studio. Which early decisions will help you, and which
        will you regret?`,
      probes: [
        "What must never be mixed between festivals?",
        "What would you build as a service of its own?",
      ],
      hints: [
        "Look at permissions, storage of film and names of things.",
        "Rooms already divide the load; rights, languages and branding per festival need a place in the data.",
      ],
      minutes: 5,
    },
  ],
};

export default task;
