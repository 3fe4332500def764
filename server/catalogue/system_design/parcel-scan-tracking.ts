import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "parcel-scan-tracking",
  title: "Where is my parcel, and where was it last seen?",
  kind: "system_design",
  difficulty: "Medium",
  minutes: 60,
  brief: prose`
    A parcel service moves nine hundred thousand parcels a day, and half of all calls to it ask one question: where
    is mine? Each parcel is scanned about nine times, by tunnels over belts in forty depots, by drivers' handhelds
    and by shop counters. Handhelds lose their network and deliver their scans hours later. Scanners' clocks differ
    by minutes. Receivers look at a page; large senders want every change pushed to their own systems; the service
    itself looks for parcels that have not been seen for a day.

    Design the tracking system. Show how scans come in and are kept, how a parcel's present state is worked out from
    scans that arrive late, twice and out of order, how readers and senders learn of it, and how lost parcels are
    found.

    Routing parcels, billing and customs are out of scope.

    A good hour: you settle what the receiver should read, estimate writes and reads, separate facts from
    conclusions, choose storage by access, make pushing to senders reliable without letting one of them slow down
    the rest, and end with old data and new kinds of scans.
  `,
  rubric: [
    {
      name: "What readers may conclude",
      weight: 15,
      levels: {
        weak: "Shows raw scans to everybody.",
        solid: "Derives a few clear states for the receiver and keeps details for staff.",
        strong: prose`Names states that must never be taken back lightly, such as delivered, and how to correct one
          honestly.`,
      },
    },
    {
      name: "Scan arithmetic",
      weight: 15,
      levels: {
        weak: "Multiplies nothing, or is wrong by more than ten times and does not notice.",
        solid: "Arrives at about eight million scans a day and a sensible peak per second.",
        strong: "Adds reads, size per scan and years of keeping, and lets these choose the storage.",
      },
    },
    {
      name: "Late, doubled and out of order",
      weight: 25,
      levels: {
        weak: "Lets the latest arrival overwrite the state.",
        solid: "Keeps all scans as facts, recognises repeats, and derives the state by scan time and rules.",
        strong: prose`Reasons about wrong clocks, uses the logic of the journey as well as times, and shows one nasty
          sequence working out.`,
      },
    },
    {
      name: "Storage by access",
      weight: 15,
      levels: {
        weak: "Puts all into one table and adds indexes until it works.",
        solid: "Splits by parcel, keeps present state apart from history, and moves old parcels away.",
        strong: prose`Explains hot spots, recomputing after a rule change, and how a number that is reused next year
          stays separate.`,
      },
    },
    {
      name: "Pushing to large senders",
      weight: 20,
      levels: {
        weak: "Calls each sender directly while taking in the scan.",
        solid: "Uses a queue per sender with retries, and a key to recognise repeats.",
        strong: prose`Handles a sender that is down for a day, keeps order per parcel, signs messages, and offers a
          way to catch up.`,
      },
    },
    {
      name: "Finding the unseen",
      weight: 10,
      levels: {
        weak: "Scans all parcels again and again.",
        solid: "Checks parcels by the time when the next scan is due.",
        strong: prose`Chooses that time by the last step, avoids a flood of alarms when one depot is silent, and
          learns from what was found.`,
      },
    },
  ],
  plan: [
    {
      ask: prose`Please start with the receiver at home: which states should they read, and which of our scans stay
        hidden from them?`,
      probes: [
        "Which state may never appear wrongly?",
        "How would you correct a false one?",
      ],
      hints: [
        "A receiver needs four or five words, not forty.",
        "Announced, under way, out for delivery, delivered, and something is wrong could be enough.",
      ],
      minutes: 5,
    },
    {
      ask: prose`What volumes do you expect for scans, for page views and for messages to senders, on average and at
        the peak?`,
      probes: [
        "What does a year of scans weigh?",
        "When is the peak of the day?",
      ],
      hints: [
        "Nine hundred thousand times nine.",
        "About eight million a day are not quite a hundred per second; assume five to ten times that in the evening.",
      ],
      minutes: 5,
    },
    {
      ask: "Take me through the parts that a scan passes on its way from a belt tunnel to the receiver's page.",
      probes: [
        "When does the scanner get its acknowledgement?",
        "What happens if a part behind that point is slow?",
      ],
      hints: [
        "Take in first, think later.",
        "A front door stores the scan durably, workers turn scans into states, and a read store answers pages.",
      ],
      minutes: 8,
    },
    {
      ask: "Scans arrive hours late, twice, and from clocks that differ. How do you work out where a parcel is now?",
      probes: [
        "How do you notice that two messages are one and the same scan?",
        "A scan from the depot arrives after the one for delivered. What does the page show?",
      ],
      hints: [
        "Keep each scan as a fact with two times: made and received.",
        "Work the state out from the whole set, not from the latest arrival.",
        "The journey has a logic: after delivered, an earlier step only fills a gap.",
      ],
      minutes: 10,
    },
    {
      ask: prose`How do you store scans and states, so that one parcel's page is quick and five years of history do
        not slow it down?`,
      probes: [
        "By what do you split the data?",
        "What if a rule for deriving states changes?",
      ],
      hints: [
        "Nearly every question is about one parcel.",
        prose`Split by parcel number together with the year, keep the present state in a small table, and move
          finished parcels to cheaper storage.`,
      ],
      minutes: 7,
    },
    {
      ask: prose`Large senders want every change pushed to them. How do you do that so that nothing is lost and
        nobody slows down the others?`,
      probes: [
        "What if a sender's system is down for a whole day?",
        "How can a sender tell that a message really came from us?",
      ],
      hints: [
        "Between your system and theirs there should be something that waits.",
        prose`One queue for each sender, growing pauses between retries, order kept per parcel, and a list to fetch
          what was missed.`,
      ],
      minutes: 9,
    },
    {
      ask: "How do you find parcels that nobody has seen for too long, without asking about every parcel all the time?",
      probes: [
        "Is a day always too long?",
        "What if a whole depot has been silent since noon?",
      ],
      hints: [
        "Each scan can say by when the next one should come.",
        "Keep parcels ordered by that time and look only at the front; group alarms by place.",
      ],
      minutes: 6,
    },
    {
      ask: "Which failures of this system worry you the most, and how would you notice each within minutes?",
      probes: [
        "What does the page show when workers are two hours behind?",
      ],
      hints: [
        "Look at each place where something waits.",
        "Watch the age of the oldest unprocessed scan, and show readers the time of the last update.",
      ],
      minutes: 5,
    },
    {
      ask: prose`Lockers with doors, temperature sensors and drones will soon send new kinds of events. How does your
        design take them in without a rewrite?`,
      probes: [
        "Who may see the temperature of a medicine?",
        "Which part has to know each kind?",
      ],
      hints: [
        "Taking in and keeping can be the same for all kinds.",
        "Version the form of each event, let rules ignore kinds they do not know, and decide visibility by kind.",
      ],
      minutes: 5,
    },
  ],
};

export default task;
