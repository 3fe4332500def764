import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "a-night-of-trouble",
  title: "A night when something went badly wrong",
  kind: "behavioural",
  difficulty: "Hard",
  minutes: 45,
  brief: prose`
    At three in the morning, people at a water supplier must think clearly, tell the truth and hand over well. Four
    hundred thousand homes depend on them. In this interview you talk about one incident with real consequences in
    which you carried responsibility: an outage, an accident, a loss of data or goods, a failed event, a crisis with
    people. You need not have solved it.

    The interviewer will go through it almost minute by minute: what you knew when, what you decided with too little
    knowledge, whom you told and whom not, what you did that made it worse, how it ended, and what was changed
    afterwards. You will also be asked about the part of the cause that lay with you. Leave out whatever is
    confidential or would identify others, and say so when you do. If a memory is distressing, choose another one;
    nobody needs to relive something in an interview.

    A good session: there is a time line that can be followed, facts are kept apart from what you believed at the
    time, one decision is examined from both sides, people who were affected have a place in the story, and what
    followed went deeper than a new checklist.
  `,
  rubric: [
    {
      name: "A time line that holds",
      weight: 20,
      levels: {
        weak: "Jumps about, so that causes and effects cannot be told apart.",
        solid: "Gives an order with times, and says what was known at each point.",
        strong: "Marks where memory is uncertain, and separates what was known then from what is known now.",
      },
    },
    {
      name: "Deciding with too little knowledge",
      weight: 25,
      levels: {
        weak: "Did many things at once, or waited for certainty.",
        solid: "Describes options, a choice and the reason under pressure.",
        strong: "Protected against the worst outcome first, set a time to look again, and kept a way back.",
      },
    },
    {
      name: "Telling people while it lasts",
      weight: 20,
      levels: {
        weak: "Informed nobody, or only upwards and late.",
        solid: "Told those affected what was known and when they would hear more.",
        strong: prose`Admitted not knowing, corrected an earlier statement, and shielded those who worked from those
          who asked.`,
      },
    },
    {
      name: "A personal share in the cause",
      weight: 20,
      levels: {
        weak: "Finds all causes in others or in technology.",
        solid: "Names one personal action or omission that contributed.",
        strong: "Traces how that action seemed sensible at the time, and shares the lesson without self-punishment.",
      },
    },
    {
      name: "Changes that prevent the next one",
      weight: 15,
      levels: {
        weak: "Ends with the repair or with a reminder to be careful.",
        solid: "Names a change that was carried out, and who saw to it.",
        strong: prose`Checked later that it works, dropped a measure that only looked good, and dealt with the
          conditions behind.`,
      },
    },
  ],
  plan: [
    {
      ask: "Which incident have you chosen, what was at stake, and what was your responsibility in it?",
      probes: [
        "Who was affected, and how many?",
        "Were you on duty, or were you called?",
      ],
      hints: [
        "Take one where your decision mattered.",
        "It need not be technical; a lost child at a fair is an incident too.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Please take me through the first half hour. What did you know at which time, and what did you merely
        believe?`,
      probes: [
        "What was the very first sign?",
        "Which belief turned out to be false?",
      ],
      hints: [
        "Begin with where you were and what you saw or heard.",
        "For each step say the time, if only roughly, and what you had in front of you.",
      ],
      minutes: 7,
    },
    {
      ask: prose`At which moment of that incident did you have to decide with too little knowledge? Which options did
        you see, and why did you choose yours?`,
      probes: [
        "What was the worst that could have come of it?",
        "How would you have gone back?",
      ],
      hints: [
        "Look for the point where waiting was a decision too.",
        "Name the option that you rejected, and what spoke for it.",
      ],
      minutes: 7,
    },
    {
      ask: "Whom did you inform, in which order, and what did you say when you did not know the answer?",
      probes: [
        "Whom did you tell too late?",
        "What did you have to correct later?",
      ],
      hints: [
        "People affected, people in charge, people who help: who came first?",
        "Try to recall one message as you sent or spoke it.",
      ],
      minutes: 5,
    },
    {
      ask: "What did you or your team do that made things worse for a while, and how did you notice?",
      probes: [
        "How quickly did you stop it?",
        "What made it seem right at first?",
      ],
      hints: [
        "Nearly every incident has such a step.",
        "It may have been a restart, a guess, or too many people talking.",
      ],
      minutes: 5,
    },
    {
      ask: "How did the incident end, for those affected and for you, and how was the work handed over?",
      probes: [
        "How long did it last in all?",
        "What state were you in by the end?",
      ],
      hints: [
        "Tell me about the last hour, and about who took over.",
        "Give me a figure for the damage, even a rough one.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Looking back, which part of the incident's cause lay with you? I ask everyone this, and there is
        always something.`,
      probes: [
        "When could you have prevented it, weeks before?",
        "How did you speak about it in front of others?",
      ],
      hints: [
        "Maybe something you had seen and not followed up.",
        "It may be a small thing; what counts is that it is truly yours.",
      ],
      minutes: 6,
    },
    {
      ask: prose`After the incident, what was changed so that it would not happen again, and how do you know that the
        change works?`,
      probes: [
        "Which measure was only for show?",
        "What conditions made that night possible in the first place?",
        "Has it been put to the test since?",
      ],
      hints: [
        "Separate the quick fix, the new rule and the deeper repair.",
        "Look for something that somebody checked half a year later.",
      ],
      minutes: 7,
    },
  ],
};

export default task;
