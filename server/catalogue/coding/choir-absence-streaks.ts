import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "choir-absence-streaks",
  title: "Who has quietly stopped coming to choir",
  kind: "coding",
  difficulty: "Easy",
  minutes: 30,
  brief: prose`
    A choir of sixty singers wants to notice early when somebody quietly stops coming. Its rehearsal planner keeps
    the list of members and, for every rehearsal in date order, the list of people who were there.

    Write a function that takes the members, the rehearsals and a limit. It returns each member whose absence,
    counted back from the latest rehearsal, has lasted at least that many rehearsals. The longest absence comes
    first; members with equal absences come in order of name.

    An example. The members are Amina, Bo and Chidi. Amina and Bo came to the first rehearsal, Amina alone to the
    second, Amina and Chidi to the third. With a limit of two the answer is Bo: two rehearsals missed in a row up to
    now. Chidi also missed two, but has come back.

    Guests may appear in a rehearsal's list and are ignored. Reading files, calendars and sending reminders are out
    of scope.

    A good half hour: you agree on the odd cases first, write a version that runs in your head, prove it on two
    examples of your own, say what it costs, and then change it for a new wish from the choir's conductor.
  `,
  rubric: [
    {
      name: "Settling what counts as an absence",
      weight: 20,
      levels: {
        weak: prose`Starts to write at once and counts all absences instead of the current run, even after the
          example is read again.`,
        solid: prose`Restates that the run is counted back from the latest rehearsal and asks about one odd case,
          such as no rehearsals.`,
        strong: prose`Lists the odd cases unasked, such as a limit of zero, guests and members who never came, and
          chooses an answer for each.`,
      },
    },
    {
      name: "A function that finds the current run",
      weight: 30,
      levels: {
        weak: "The written code misses the example, or loses members who never attended at all.",
        solid: prose`The code gives the right answer for the example, with at most one slip that is found when asked
          to check.`,
        strong: prose`The code is right the first time, reads in one pass from newest to oldest or keeps one counter
          per member, and names say what they hold.`,
      },
    },
    {
      name: "Order of the answer",
      weight: 20,
      levels: {
        weak: "Forgets the order, or sorts by name alone and does not notice.",
        solid: "Sorts by length and then by name once the sentence is pointed out, or writes it with a small mistake.",
        strong: "Sorts by both at once and says what happens to equal names or to names in other alphabets.",
      },
    },
    {
      name: "Cost of counting",
      weight: 15,
      levels: {
        weak: "Cannot say how the work grows, or says it is constant.",
        solid: "Says that the work grows with members times rehearsals and where membership look-ups matter.",
        strong: prose`Compares a list with a set for look-ups, and notes that reading backwards may stop early once
          everybody has been seen.`,
      },
    },
    {
      name: "The conductor's new wish",
      weight: 15,
      levels: {
        weak: "Starts again from nothing, or changes the rule in a way that breaks the first example.",
        solid: "Adds excused absences with a clear rule and one changed place in the code.",
        strong: prose`Offers two readings of an excused absence, asks which is meant, and shows a test in which they
          differ.`,
      },
    },
  ],
  plan: [
    {
      ask: prose`Before you write anything, please tell me in your own words which members this choir wants to hear
        about, and which it does not.`,
      probes: [
        "What would the answer be if there had been no rehearsal yet?",
        "Does a person who missed four rehearsals and came to the last one belong in the answer?",
      ],
      hints: [
        "Think about the word current in current absence.",
        "Walk backwards from the newest rehearsal and stop at the first one the singer attended.",
      ],
      minutes: 3,
    },
    {
      ask: prose`Make up a second small example with three singers and four rehearsals, one that could catch a
        careless solution, and tell me its answer.`,
      probes: [
        "Which mistake would your example reveal?",
        "Can you put a guest into it?",
      ],
      hints: [
        "A singer with a long absence in the middle is a good trap.",
        "Let one singer miss the first three and come to the fourth; that singer must not be listed.",
      ],
      minutes: 3,
    },
    {
      ask: "Now write the function that returns the absent singers, and talk me through it while you type.",
      probes: [
        "What does each variable hold at the end of the loop?",
        "How does a singer who has never come end up in the answer?",
      ],
      hints: [
        "Keep one number per member: how many rehearsals have gone by since that member was last seen.",
        "Go through the rehearsals in order; add one for every member, and set it back to zero for those present.",
        "After the loop, keep the members whose number reaches the limit, then sort.",
      ],
      minutes: 9,
    },
    {
      ask: prose`Please run your function by hand on the example with Amina, Bo and Chidi, saying the values aloud
        after each rehearsal.`,
      probes: [
        "What does Chidi's number look like after the second rehearsal?",
        "Which line would you doubt first if the result were wrong?",
      ],
      hints: [
        "Write three columns, one for each singer, and fill one row per rehearsal.",
        "After the second rehearsal you should see zero, one and two.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Suppose the choir has a few hundred members and ten years of rehearsals. How does the time your
        function needs grow?`,
      probes: [
        "What does looking a name up in a plain list cost you?",
        "Do you really have to read all ten years?",
      ],
      hints: [
        "Count how often the innermost line runs.",
        "Turn each rehearsal's list into a set, or read from the newest end and stop when everyone has been found.",
      ],
      minutes: 3,
    },
    {
      ask: "Which tests would you leave behind so that the next person can change the absence list without fear?",
      probes: [
        "Which test has the smallest possible input?",
        "How would you test the order of the result?",
      ],
      hints: [
        "Think of empty, one, and equal.",
        "Two singers with the same absence and a limit that lies exactly on the border make a strong pair.",
      ],
      minutes: 3,
    },
    {
      ask: prose`The conductor now marks some absences as excused, and those should not count against a singer. What
        do you change, and what do you ask first?`,
      probes: [
        "Does an excused rehearsal break the run, or is it merely skipped?",
        "How does the shape of the input change?",
      ],
      hints: [
        "There are two sensible meanings, so ask before you type.",
        "Skipping means that the number neither grows nor goes back to zero for that rehearsal.",
      ],
      minutes: 5,
    },
  ],
};

export default task;
