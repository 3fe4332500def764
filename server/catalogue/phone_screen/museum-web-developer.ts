import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "museum-web-developer",
  title: "First call: junior web developer for a group of museums",
  kind: "phone_screen",
  difficulty: "Easy",
  minutes: 20,
  brief: prose`
    Six small museums share a web team of three, and look for a junior developer who cares about visitors who cannot
    see, hear or click easily. The team looks after opening hours, tickets, an online collection with forty thousand
    objects, and touch screens in the halls. Pages are built with plain web techniques and a little script. You
    would work beside an experienced colleague for the first half-year.

    This is a twenty-minute call with that colleague. It is about why museums, what you have built so far and what
    in it was yours, how you would look into a slow page, how you make a page usable for everyone, how you learn,
    practical matters, and your questions. Things made for school, friends or fun count fully. There is no coding in
    this call and nobody will ask for definitions by heart.

    A good twenty minutes: you can explain one piece of your work to someone who has never seen it, you say we and I
    where each is true, you reason about a slow page in small steps, you think of real visitors, and you know
    roughly what you want to learn next.
  `,
  rubric: [
    {
      name: "One piece of work explained",
      weight: 20,
      levels: {
        weak: "Lists tools and names no thing that was built.",
        solid: "Describes one piece, its purpose and what part was done alone.",
        strong: "Explains one decision and its price, so that a curator would follow.",
      },
    },
    {
      name: "A slow collection page",
      weight: 25,
      levels: {
        weak: "Proposes a remedy before knowing what is slow.",
        solid: "Measures first, and names pictures, scripts or the server as suspects with a way to tell them apart.",
        strong: prose`Orders the suspects by likelihood, thinks of weak phones and networks, and says how to prove
          the gain.`,
      },
    },
    {
      name: "Pages for every visitor",
      weight: 25,
      levels: {
        weak: "Treats it as a matter of colours or leaves it to others.",
        solid: "Names keyboard use, texts for pictures, contrast and headings, and checks them.",
        strong: "Tells of a check with a screen reader or a person, and of something that was changed after it.",
      },
    },
    {
      name: "Learning with a mentor",
      weight: 15,
      levels: {
        weak: "Wants to learn everything, with no example.",
        solid: "Says how something was learned recently, and how help was sought.",
        strong: "Names a weak spot plainly, with a plan that fits half a year beside a colleague.",
      },
    },
    {
      name: "Museums and practical matters",
      weight: 15,
      levels: {
        weak: "Has no link to the place and no idea about dates.",
        solid: "Gives a believable reason for museums, and clear dates and days.",
        strong: "Has looked at one of the museums' tasks, and asks something that only a future colleague would ask.",
      },
    },
  ],
  plan: [
    {
      ask: "Why would you like to make web pages for museums, of all places?",
      probes: [
        "Which museum page did you last use, and how was it?",
      ],
      hints: [
        "A visit, a subject or the visitors themselves may be your reason.",
        "You may also say that you simply want a good start with people to learn from.",
      ],
      minutes: 2,
    },
    {
      ask: prose`Tell me about one thing that you have built for the web, as if I could not see it. What is it for,
        and what part was yours?`,
      probes: [
        "Which decision in it was hard?",
        "What would you throw away today?",
      ],
      hints: [
        "A page for a club or a school task is fine.",
        "Say who used it, what they could do with it, and what you made with your own hands.",
      ],
      minutes: 4,
    },
    {
      ask: prose`A page of our online collection takes nine seconds to appear on a visitor's phone. How would you
        find out why?`,
      probes: [
        "What would you look at first, and why?",
        "How would you prove that your repair has helped?",
      ],
      hints: [
        "Where do nine seconds go: the network, the server, the pictures, the scripts?",
        "The browser's own tools show each file with its size and time.",
        "On a page of a collection, pictures that are far too large are a good first suspect.",
      ],
      minutes: 4,
    },
    {
      ask: "A visitor who is blind wants to look through our collection at home. What must a page do for that visitor?",
      probes: [
        "How would you check it yourself?",
        "What would you write for a painting without a title?",
      ],
      hints: [
        "Imagine the page being read aloud from top to bottom.",
        "Headings, texts for pictures, links that make sense alone, and everything reachable by keyboard.",
      ],
      minutes: 4,
    },
    {
      ask: "What have you taught yourself in the last half-year, and how did you go about it?",
      probes: [
        "Where did you get stuck?",
      ],
      hints: [
        "One small thing is enough, with the way you found help.",
        "Think of an error that cost you an evening.",
      ],
      minutes: 2,
    },
    {
      ask: prose`When could you start with the museums, how many days a week, and is there something you need in
        order to work well?`,
      probes: [
        "Would two days a week in the halls be possible?",
      ],
      hints: [
        "Dates, days, and anything about the place of work.",
        "Needs can be quiet, hours, a screen or a chair; just say them.",
      ],
      minutes: 2,
    },
    {
      ask: "Now it is your turn. What would you like to ask me about the museum pages or about learning here?",
      probes: [
        "Which answer would make you say no?",
      ],
      hints: [
        "Ask me what a bad week looks like.",
        "You might ask how a change of yours would reach visitors.",
      ],
      minutes: 2,
    },
  ],
};

export default task;
