import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "ending-your-own-project",
  title: "Ending something you had fought for",
  kind: "behavioural",
  difficulty: "Hard",
  minutes: 45,
  brief: prose`
    A foundation for children's hearing aids ends one project in four early, and needs people who can stop what they
    love. In this interview you talk about one thing that you had started or fought for, and then brought to an end,
    cut down sharply or advised against continuing: a project, a product, a course, a role, a partnership.

    The interviewer asks what you had hoped for, which signs you saw and which you overlooked, how you reached the
    decision while others and you yourself had much invested, how you told those who depended on it, how it was
    wound up, and what you carried over. It must have been at least partly your decision. Things that simply ran out
    of money, with no choice for anybody, are out of scope.

    A good session: we understand why it was worth trying, the signs come with dates and numbers, your doubts and
    your attachment are both visible, the people who lost something are treated as more than a detail, the ending
    itself was a piece of work with quality, and you can say whether you stopped too early, too late or in time, and
    how one could tell.
  `,
  rubric: [
    {
      name: "Why it was worth trying",
      weight: 15,
      levels: {
        weak: "Belittles the project from the start.",
        solid: "Explains the hope, its ground and what success would have looked like.",
        strong: "Names the assumption on which everything rested, and how it might have been tested sooner.",
      },
    },
    {
      name: "Reading the signs",
      weight: 25,
      levels: {
        weak: "Decided by mood or because somebody ordered it, and recalls no sign.",
        solid: "Lists signs for and against with figures, and when they were seen.",
        strong: prose`Admits signs that were explained away, and describes what finally made the difference, and why
          that one.`,
      },
    },
    {
      name: "Deciding against oneself",
      weight: 20,
      levels: {
        weak: "Shifts the decision to others in the telling.",
        solid: "Describes the personal attachment, the options, and who was heard.",
        strong: prose`Built a guard against bias, such as a limit set in advance or an outsider, and weighed the cost
          of stopping too.`,
      },
    },
    {
      name: "Those who lost something",
      weight: 25,
      levels: {
        weak: "Mentions those affected in half a sentence and moves on.",
        solid: "Told them in person, in time, and helped with what came next.",
        strong: "Let them influence the manner of ending, took their anger, and followed up months afterwards.",
      },
    },
    {
      name: "What was carried over",
      weight: 15,
      levels: {
        weak: "Calls it a valuable experience and names nothing that lived on.",
        solid: "Names results, knowledge or people that went on elsewhere.",
        strong: prose`Judges the timing of the stop by a stated measure, and shows how a later undertaking was set up
          differently.`,
      },
    },
  ],
  plan: [
    {
      ask: "What was the thing that you had fought for and later ended, and what did you hope it would achieve?",
      probes: [
        "Who believed in it with you?",
        "How would success have looked, in numbers?",
      ],
      hints: [
        "Choose something that was hard to let go.",
        "Tell me about the day when it was approved, or when you began.",
      ],
      minutes: 5,
    },
    {
      ask: "On which assumption did that undertaking rest, and how sure of it were you at the time?",
      probes: [
        "Could you have tested it in a week?",
        "Who doubted it?",
      ],
      hints: [
        "Finish the sentence: this works as long as people do this.",
        "There may have been two of them; take the weaker.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Which signs told you that your project was not working, in the order in which you saw them, and
        which did you explain away?`,
      probes: [
        "What figure did you look at most often?",
        "What did the good news look like in that period?",
      ],
      hints: [
        "Try to put a month beside each sign.",
        "Explaining away often starts with the words it is only because.",
      ],
      minutes: 7,
    },
    {
      ask: "How did you come to the decision to stop, when you yourself had so much invested in it?",
      probes: [
        "Which alternatives to stopping did you weigh?",
        "What would have made you carry on?",
        "Whom did you ask who had nothing to lose?",
      ],
      hints: [
        "Think of the evening before you decided.",
        "Imagine taking over this project from a stranger; what would you have done with it on the first day?",
      ],
      minutes: 7,
    },
    {
      ask: "Please tell me how you told the people who depended on your project. Who came first, and what did you say?",
      probes: [
        "How did they react?",
        "What could you offer them?",
      ],
      hints: [
        "Recall one conversation that you had dreaded.",
        "Some lose work, some lose hope, some lose face; who were they in your case?",
      ],
      minutes: 7,
    },
    {
      ask: "How did you wind your project up, so that the ending was a decent piece of work as well?",
      probes: [
        "What did you hand over, and to whom?",
        "How long did that take?",
      ],
      hints: [
        "Contracts, data, promises, farewells: what needed care?",
        "Tell me of one loose end that you tied up though nobody would have asked.",
      ],
      minutes: 5,
    },
    {
      ask: "Did you stop too early, too late, or at the right time, and how could anybody tell?",
      probes: [
        "What did the last two months cost?",
        "What has happened in that field since?",
      ],
      hints: [
        "Pick a measure before you pick a verdict.",
        "Compare what was spent after the clearest sign with what was learned from it.",
      ],
      minutes: 5,
    },
    {
      ask: "What did you set up differently in the next thing you started, because of this ending?",
      probes: [
        "Have you ever kept something going that others wanted to stop?",
        "What limit do you agree on in advance now?",
      ],
      hints: [
        "A limit may be a date, an amount or a number of users.",
        "Show me the rule at work in one newer example.",
      ],
      minutes: 5,
    },
  ],
};

export default task;
