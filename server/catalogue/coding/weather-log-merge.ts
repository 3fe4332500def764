import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "weather-log-merge",
  title: "Merging logs from glacier weather stations",
  kind: "coding",
  difficulty: "Hard",
  minutes: 60,
  brief: prose`
    Forty weather stations on a glacier send readings by radio, late, twice or not at all. Each reading carries its
    station, a sequence number that grows by one per station, a time of measurement and a temperature. A reading may
    arrive up to five minutes after it was measured, and the same one may arrive several times. Clocks of stations
    are trusted.

    Write a small component with two operations. Receive takes one reading and the present time. It returns the
    readings that can now be released, in order of measurement time, equal times in order of station name. No
    reading is released twice, and none out of order. A reading that comes too late to keep the order is not
    released, but counted. Gaps tells, for a station, which sequence numbers up to the highest one seen have never
    arrived.

    An example. At ten minutes past, a reading measured at seven past arrives, then one measured at six past.
    Nothing can be released yet, since a reading from five past could still be on its way. The first call after
    eleven past releases the reading of six past, and the first call after twelve past releases the other.

    Storage on disk, networks and several threads are out of scope.

    A good hour: you define when waiting is over, bound the memory, write it, test time without sleeping, and then
    drop the trust in clocks.
  `,
  rubric: [
    {
      name: "When waiting is over",
      weight: 20,
      levels: {
        weak: "Releases as soon as the newest reading is known, or waits for every station.",
        solid: "Derives that a reading may leave once five minutes have passed since its measurement.",
        strong: prose`States the border exactly, equal included or not, and shows that order then follows from the
          promise about lateness.`,
      },
    },
    {
      name: "Holding back and releasing",
      weight: 25,
      levels: {
        weak: "Sorts everything on each call, or releases in order of arrival.",
        solid: "Uses a heap with time and station as key and releases while the top is old enough.",
        strong: prose`Keeps the last released key, turns late ones away by comparing with it, and explains each
          invariant in a sentence.`,
      },
    },
    {
      name: "Duplicates and gaps",
      weight: 20,
      levels: {
        weak: "Keeps every sequence number forever, or finds duplicates only while they wait.",
        solid: "Tells duplicates per station and lists missing numbers correctly.",
        strong: prose`Keeps one complete-up-to mark and a small set or ranges above it, so that memory follows the
          gaps and not the history.`,
      },
    },
    {
      name: "Bounded memory on the ice",
      weight: 10,
      levels: {
        weak: "Has no answer to what grows over a winter.",
        solid: "Names what is held: five minutes of readings and the state per station.",
        strong: "Puts figures on it, and says what to do when a station jumps ahead by a million numbers.",
      },
    },
    {
      name: "Testing time without waiting",
      weight: 10,
      levels: {
        weak: "Proposes real pauses in the tests.",
        solid: "Passes the present time in and tests the borders with made-up times.",
        strong: prose`Shuffles a known set of readings within the allowed lateness, and demands the sorted set back
          every time.`,
      },
    },
    {
      name: "Clocks that lie",
      weight: 15,
      levels: {
        weak: "Says it cannot be done, or trusts the arrival time blindly.",
        solid: "Notices readings from the future and proposes to hold or mark them.",
        strong: prose`Compares several repairs, such as an offset learned per station, and names what promise is lost
          with each.`,
      },
    },
  ],
  plan: [
    {
      ask: "Please tell me what this component promises to whoever reads its output, and what it is allowed to lose.",
      probes: [
        "Is a late reading an error?",
        "What is promised about equal measurement times?",
      ],
      hints: [
        "There are promises about order, about repeats and about what is counted.",
        "It may refuse a reading that comes too late, but it may never go back in time.",
      ],
      minutes: 5,
    },
    {
      ask: prose`When exactly is it safe to release a reading, if something may arrive up to five minutes after it
        was measured?`,
      probes: [
        "Does it matter how many stations there are?",
        "What happens precisely at five minutes?",
      ],
      hints: [
        "Ask what could still arrive that belongs before it.",
        "A reading measured earlier than five minutes ago can have no missing predecessor, if the promise holds.",
      ],
      minutes: 6,
    },
    {
      ask: "Which data do you keep between two calls, and how large does each part become over a whole winter?",
      probes: [
        "What can you forget, and when?",
        "Which part depends on how many messages get lost?",
      ],
      hints: [
        "Separate what waits to be released from what you remember about each station.",
        "For a station, one number up to which everything has come, plus those that came beyond it.",
      ],
      minutes: 6,
    },
    {
      ask: prose`Please write the receive operation for the station readings, and explain each check in the order in
        which you make it.`,
      probes: [
        "Which check comes first, duplicate or too late, and why?",
        "What does your heap compare?",
      ],
      hints: [
        "The order of checks could be: seen before, too late, then push, then release.",
        "Compare time first, then station; keep the last released pair so that you can tell what is too late.",
        "Even a reading that is too late has arrived, so its sequence number is no longer a gap.",
      ],
      minutes: 15,
    },
    {
      ask: prose`Now write the part that knows which sequence numbers of a station never arrived, without keeping
        every number forever.`,
      probes: [
        "What happens when the number just above your mark arrives?",
        "What if the first number you ever see is five thousand?",
      ],
      hints: [
        "Move a mark forward over all that is complete.",
        "Keep the numbers beyond the mark in a set; when the next one is there, remove it and move on.",
        "Decide what the start is: either the first number seen, or a number agreed upon.",
      ],
      minutes: 8,
    },
    {
      ask: prose`Follow your code for a reading measured at seven past and one at six past, both received at ten
        past. What does each later call return?`,
      probes: [
        "What if a copy of the second one arrives a minute later?",
        "And one measured at five past that arrives at thirteen past?",
      ],
      hints: [
        "Until eleven past, nothing may leave.",
        "The reading of five past is refused once six past has left, and only the counter shows it.",
      ],
      minutes: 5,
    },
    {
      ask: "How would you test the release of readings without a single pause in the tests?",
      probes: [
        "How would you generate arrivals that keep the promise?",
        "Which test breaks if the border is off by one?",
      ],
      hints: [
        "Time is just an argument here.",
        prose`Take sorted readings, delay each by a random amount below five minutes, add copies, and expect the
          sorted ones back.`,
      ],
      minutes: 6,
    },
    {
      ask: "What does one call cost, and what happens after an hour of radio silence when everything arrives at once?",
      probes: [
        "Is a single slow call a problem?",
        "How many readings can leave in that call?",
      ],
      hints: [
        "Each reading goes into the heap once and comes out once.",
        "The total stays the same, but one call may release thousands, so you might hand them out in portions.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Now assume that some station clocks run wrong by minutes. What breaks, and what would you offer the
        scientists?`,
      probes: [
        "How would you notice a clock that is ahead?",
        "Which promise would you give up first?",
      ],
      hints: [
        "Compare the measurement time with the time of arrival.",
        prose`A reading from the future holds back nothing itself, but sits in memory; you could mark it, correct it
          by a learned offset, or set it apart.`,
      ],
      minutes: 5,
    },
  ],
};

export default task;
