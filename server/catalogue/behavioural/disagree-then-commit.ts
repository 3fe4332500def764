import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "disagree-then-commit",
  title: "Disagreeing with a decision, and then living with it",
  kind: "behavioural",
  difficulty: "Medium",
  minutes: 40,
  brief: prose`
    A city orchestra is run by committees of players and office staff, and expects people to argue openly and then
    carry what was decided. In this interview you talk about one decision at work, in your studies or in an
    association that you thought wrong, that affected you, and that was not yours to make.

    You will be asked what was decided and by whom, why you disagreed and what the best reasons of the other side
    were, how you raised it, what you did once it was settled, and how it turned out. It does not matter who was
    right. If it turned out that you were wrong, so much the better for the conversation. Please leave out names and
    anything confidential. We are not interested in opinions on politics, and quarrels about taste alone will not
    carry forty minutes.

    A good session: you can state the other view so that its owner would nod, your objection rests on something that
    can be checked, you choose the right moment and place, your behaviour after the decision is described as
    carefully as your arguments before it, and you can tell what the affair has taught you about disagreeing.
  `,
  rubric: [
    {
      name: "Fairness to the other view",
      weight: 20,
      levels: {
        weak: "Describes the others as ignorant or stubborn.",
        solid: "Gives the main reason of the other side without mockery.",
        strong: "States their case so well that it tempts, and says what they knew that the speaker did not.",
      },
    },
    {
      name: "An objection that could be checked",
      weight: 25,
      levels: {
        weak: "Rests the objection on feelings or on rank.",
        solid: "Brings facts, a trial or an experience, fit for those who decide.",
        strong: "Says beforehand what would change the speaker's own mind, and offered a cheap test or a smaller step.",
      },
    },
    {
      name: "Time, place and tone",
      weight: 20,
      levels: {
        weak: "Complained afterwards or behind backs.",
        solid: "Raised it with the right people before the decision was final.",
        strong: "Chose occasion and form on purpose, checked being understood, and stopped when all had been said.",
      },
    },
    {
      name: "Conduct after the decision",
      weight: 20,
      levels: {
        weak: "Did as little as possible, or waited for failure.",
        solid: "Carried the decision out and spoke of it fairly to others.",
        strong: "Helped to make it succeed in visible ways, and kept watch on the feared effect without gloating.",
      },
    },
    {
      name: "Looking back on being right or wrong",
      weight: 15,
      levels: {
        weak: "Claims to have been right all along, with no evidence.",
        solid: "Tells how it came out and what that proves.",
        strong: "Separates a good decision from a lucky one, and revises a part of the earlier view.",
      },
    },
  ],
  plan: [
    {
      ask: "Which decision did you disagree with, who made it, and how did it touch your own work?",
      probes: [
        "When did you first hear of it?",
        "Was it already final at that point?",
      ],
      hints: [
        "A decision about a tool, a plan, a rule or a person will do.",
        "Choose one where you had to work with the result.",
      ],
      minutes: 4,
    },
    {
      ask: "Please make the strongest case you can for the decision that you did not like. What spoke for it?",
      probes: [
        "What did they know that you did not?",
        "Would they agree with how you put it?",
      ],
      hints: [
        "Speak for a minute as if you were on their side.",
        "Think of pressures on them: money, time, other people.",
      ],
      minutes: 5,
    },
    {
      ask: "What was the heart of your objection to that decision, and what was it based on?",
      probes: [
        "Could anybody have checked it?",
        "What would have changed your mind?",
      ],
      hints: [
        "Separate what you had seen from what you feared.",
        "One fact, one experience and one worry might be the whole of it.",
      ],
      minutes: 5,
    },
    {
      ask: "How did you bring your disagreement up? Please take me into that meeting or talk.",
      probes: [
        "Why then and there?",
        "What was the hardest reply you got?",
      ],
      hints: [
        "Who was in the room, and what was your first sentence?",
        "If you wrote instead of speaking, tell me what you wrote and to whom.",
        "If you never raised it, tell me what held you back.",
      ],
      minutes: 7,
    },
    {
      ask: prose`Once the matter was settled against your advice, what did you do in the following weeks, day by day
        if you can?`,
      probes: [
        "How did you talk about it to colleagues who asked?",
        "What did you do to help it succeed?",
      ],
      hints: [
        "Actions count more than mood here.",
        "Think of one thing that you did well although nobody would have noticed if you had not.",
      ],
      minutes: 7,
    },
    {
      ask: "How did that decision turn out, and what figures or events tell you so?",
      probes: [
        "How long did you have to wait to know?",
        "Which part was luck?",
      ],
      hints: [
        "Compare it with what you had predicted.",
        "It may be that both sides were partly right.",
      ],
      minutes: 5,
    },
    {
      ask: "What do you believe about that disputed decision today that you did not believe then?",
      probes: [
        "Have you told the person who decided?",
      ],
      hints: [
        "Look for a small shift, not a conversion.",
        "Perhaps you learned something about the people and not about the matter.",
      ],
      minutes: 4,
    },
    {
      ask: prose`Imagine that our orchestra decides something next month that you think is a mistake. What will we
        hear from you, and when will we hear no more?`,
      probes: [
        "What would make you go higher up, or leave?",
      ],
      hints: [
        "Use your own story as a guide.",
        "There is a difference between unwise and wrong.",
      ],
      minutes: 3,
    },
  ],
};

export default task;
