import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "learning-under-a-deadline",
  title: "Learning something new because it had to be done",
  kind: "behavioural",
  difficulty: "Easy",
  minutes: 30,
  brief: prose`
    A mountain rescue service is renewing its radio network and hires people who learn unfamiliar things quickly. It
    also wants people who say when they are out of their depth. In this interview you talk about one time when you
    had to learn something new because a piece of work depended on it. It may come from a job, your studies,
    volunteering or running a household; what counts is that somebody relied on the result.

    Choose one story and stay with it. The interviewer will ask how it came about, what was at stake, how you went
    about learning, what you yourself did, what came of it, and what you would do differently. You may leave out
    names of people and companies; describe them by their role instead. A list of all the courses you have ever
    taken is not what we are after, and nobody will test the skill itself.

    A good half hour: you set the scene in about a minute, make clear how little you knew at first, describe choices
    and not just effort, mention one thing that went wrong, give a result that can be counted or seen, and end with
    a habit that you still keep. Pauses to think are welcome, and so is asking for a question again.
  `,
  rubric: [
    {
      name: "A scene with stakes",
      weight: 20,
      levels: {
        weak: "Talks about learning in general, with no single occasion and nobody who depended on it.",
        solid: "Names one occasion, the deadline and who was waiting for the result.",
        strong: prose`Makes the starting point exact, what was known and what was not, so that progress can be judged
          later.`,
      },
    },
    {
      name: "A way of learning that was chosen",
      weight: 25,
      levels: {
        weak: "Says only that a lot of reading or watching was done.",
        solid: "Describes sources, practice and people asked, with a reason for each.",
        strong: prose`Explains what was deliberately not learned, how understanding was checked early, and when the
          approach was changed.`,
      },
    },
    {
      name: "Admitting not knowing",
      weight: 20,
      levels: {
        weak: "Hid gaps until somebody else found them, and sees no problem with it.",
        solid: "Told somebody about a gap in time to act on it.",
        strong: "Shows how an uncertain part was marked for others, and what that honesty made possible.",
      },
    },
    {
      name: "The result of the learning",
      weight: 20,
      levels: {
        weak: "Ends with having learned a lot, and cannot name anything delivered.",
        solid: "States what was delivered, when, and how it was received.",
        strong: prose`Gives a before and after in figures or in things that others could then do, and says how much
          of it was due to luck or help.`,
      },
    },
    {
      name: "A habit kept since",
      weight: 15,
      levels: {
        weak: "Would do nothing differently, or only start earlier.",
        solid: "Names one concrete change for the next time.",
        strong: "Shows a later occasion in which that change was used.",
      },
    },
  ],
  plan: [
    {
      ask: prose`To begin with, which occasion have you chosen to talk about today, and why did you have to learn
        something new just then?`,
      probes: [
        "Who was waiting for the result?",
        "How much time did you have?",
      ],
      hints: [
        "Take one that you remember well, even if it is small.",
        "Think of the last time you said yes to something that you could not yet do.",
      ],
      minutes: 3,
    },
    {
      ask: "What did you already know on the first day of that task, and what did you not know at all?",
      probes: [
        "What did you believe that turned out to be wrong?",
        "How did you find out what was missing?",
      ],
      hints: [
        "Imagine the morning on which you started.",
        "One sentence for what you could do, one for what you could not, is plenty.",
      ],
      minutes: 4,
    },
    {
      ask: prose`How did you go about learning what you needed? Please tell me about your first few days in the order
        in which things happened.`,
      probes: [
        "Why did you choose that source and not another?",
        "What did you decide not to learn?",
      ],
      hints: [
        "Reading, trying, watching, asking: which of these came first?",
        "Tell me about one evening or one hour in which something became clear.",
      ],
      minutes: 6,
    },
    {
      ask: "At which point did you have to tell somebody that you did not understand something, and how did that go?",
      probes: [
        "What did it cost you to say so?",
        "What would have happened if you had kept quiet?",
      ],
      hints: [
        "It may have been a colleague, a customer or a teacher.",
        "Perhaps you asked a question that felt too simple.",
      ],
      minutes: 4,
    },
    {
      ask: "What did you deliver in the end with your new knowledge, and how do you know that it was good enough?",
      probes: [
        "Can you put a number or a date on it?",
        "Who used it, and what did they say?",
      ],
      hints: [
        "Compare what was possible before with what was possible after.",
        "A number may be small: one hour saved, two errors fewer, five people served.",
      ],
      minutes: 5,
    },
    {
      ask: prose`If you had to learn that same thing again with half the time, what would you leave out, and what
        would you do first?`,
      probes: [
        "Which detour taught you something after all?",
        "Whom would you ask much sooner?",
      ],
      hints: [
        "Look for the part that took longest and gave least.",
        "Think of the moment when you made the most progress, and bring it forward.",
      ],
      minutes: 4,
    },
    {
      ask: "What from this experience do you still do today when something unfamiliar lands on your desk?",
      probes: [
        "When did you last use it?",
      ],
      hints: [
        "A habit can be tiny, such as a list or a question.",
        "Tell me about a more recent case, in two or three sentences.",
      ],
      minutes: 4,
    },
  ],
};

export default task;
