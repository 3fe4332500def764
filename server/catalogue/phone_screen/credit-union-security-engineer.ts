import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "credit-union-security-engineer",
  title: "First call: security engineer for a union of small credit cooperatives",
  kind: "phone_screen",
  difficulty: "Hard",
  minutes: 30,
  brief: prose`
    Sixty small credit cooperatives run their payments on one shared platform, and attackers have noticed. They are
    hiring a security engineer who works with eighteen developers rather than against them: reviewing designs,
    finding weak places before others do, leading the answer to attacks, and teaching clerks in branches. Two
    million members, many of them elderly, trust these houses because they know the people at the counter. Last year
    eleven members lost savings to callers who pretended to be the cooperative.

    This call takes thirty minutes, with the lead of the platform. It covers your reasons, your path, one attack you
    dealt with or studied, the review of a new feature, a report of a weakness from outside, teaching people without
    shaming them, practical matters and your questions. Please tell nothing that is secret, and no instructions for
    attacking anybody. We do not test lists of terms.

    A good half hour: you begin with who could be harmed and how, rank dangers and do not merely collect them, know
    both the technical and the human way in, describe trade-offs a developer can accept, react to a report with
    haste and courtesy, and show respect for members who were deceived.
  `,
  rubric: [
    {
      name: "Path and a studied attack",
      weight: 20,
      levels: {
        weak: "Names certificates and tools alone.",
        solid: "Explains one attack from first step to repair, and says which part was the candidate's.",
        strong: "Shows which cheaper measure would have stopped it earlier, and what was done to find others like it.",
      },
    },
    {
      name: "Review of trusted callers",
      weight: 25,
      levels: {
        weak: "Collects dangers in no order.",
        solid: "Asks what is protected, from whom, and ranks by harm and ease.",
        strong: prose`Finds that the feature itself could be used for deceit, proposes a safer design, and says what
          remains.`,
      },
    },
    {
      name: "A report from outside",
      weight: 20,
      levels: {
        weak: "Threatens the finder or waits.",
        solid: "Thanks, confirms, limits damage and fixes a time for news.",
        strong: prose`Judges whether it was used before, decides on informing members, and treats secrecy and honesty
          as a real conflict.`,
      },
    },
    {
      name: "Teaching without shame",
      weight: 20,
      levels: {
        weak: "Blames members or clerks for being careless.",
        solid: "Uses short, real examples and a simple way to check back.",
        strong: prose`Changes the system so that a single mistake costs little, and measures by losses and not by
          attendance.`,
      },
    },
    {
      name: "Working beside developers",
      weight: 15,
      levels: {
        weak: "Acts as a gate at the end.",
        solid: "Joins early and offers ready-made safe parts.",
        strong: "Tells of giving way on a point on purpose, and asks where this team's friction lies.",
      },
    },
  ],
  plan: [
    {
      ask: prose`What attracts you to guarding the payments of small credit cooperatives, where members know the
        clerk by name?`,
      probes: [
        "What do you think attackers see in them?",
      ],
      hints: [
        "Think of the members, the size, and the shared platform.",
        "Being small and trusted is a strength and a weak point at once.",
      ],
      minutes: 3,
    },
    {
      ask: prose`Please sketch your path in security, and then take me through one attack that you dealt with or
        studied closely.`,
      probes: [
        "What was the very first step of it?",
        "Which simple measure would have stopped it?",
      ],
      hints: [
        "You can leave out names and anything secret.",
        "Way in, spread, discovery, repair: one or two sentences for each.",
      ],
      minutes: 5,
    },
    {
      ask: prose`We plan a feature in our app by which members see that a call truly comes from their cooperative.
        How do you review that idea?`,
      probes: [
        "Who would try to abuse it, and how?",
        "What happens to members without the app?",
        "What would you build instead, or first?",
      ],
      hints: [
        "Start from the harm: someone believes a wrong caller.",
        "If people learn to trust a sign, then attackers will show that sign or explain its absence.",
        "Calling back over a known number, limits on new payees, and a pause before large transfers may do more.",
      ],
      minutes: 7,
    },
    {
      ask: prose`On Friday evening a stranger writes that they can see account statements of other members, and adds
        proof. What do you do until Monday?`,
      probes: [
        "What do you answer, and how soon?",
        "How do you find out whether somebody used it before?",
        "When do members have to be told?",
      ],
      hints: [
        "Thank them, confirm what they say, and close the hole before you look for its history.",
        prose`Keep logs safe, involve the lead and whoever must inform authorities, and give the finder a time for
          your next message.`,
      ],
      minutes: 5,
    },
    {
      ask: prose`A member aged eighty has lost savings to a false caller, and a clerk had entered the transfer. How
        do you teach afterwards, and what do you change?`,
      probes: [
        "What do you say to the clerk?",
        "How do you know that your teaching has worked?",
      ],
      hints: [
        "Deceivers are professionals; being deceived is no disgrace.",
        "Give clerks one sentence to ask and one right to delay, and let large new transfers wait for a day.",
      ],
      minutes: 5,
    },
    {
      ask: prose`A developer says that your demand will cost two weeks and that nobody would ever try such a thing.
        How do you go on?`,
      probes: [
        "When did you last give way, and was it right?",
      ],
      hints: [
        "Ask what the two weeks consist of.",
        "Show the attack in small, offer a ready part, or accept the risk in writing with a date.",
      ],
      minutes: 2,
    },
    {
      ask: prose`We need a check of your record and readiness on some weekends. Are both fine for you, and when could
        you begin with the cooperatives?`,
      probes: [
        "Is there something about such a check that you would like to talk about first?",
      ],
      hints: [
        "Just say if you would rather discuss this in private.",
        "State your notice and the weekends you can offer.",
      ],
      minutes: 1,
    },
    {
      ask: "What do you want to know about the platform, our past incidents or the people before going on?",
      probes: [
        "Which answer would worry you?",
      ],
      hints: [
        "You could ask what was found in the last review and is still open.",
        "Ask who can decide to switch something off at night.",
      ],
      minutes: 2,
    },
  ],
};

export default task;
