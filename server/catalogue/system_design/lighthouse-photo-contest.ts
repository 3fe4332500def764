import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "lighthouse-photo-contest",
  title: "A photo contest for lighthouse keepers",
  kind: "system_design",
  difficulty: "Easy",
  minutes: 45,
  brief: prose`
    An association of lighthouse keepers holds a yearly photo contest, and its e-mail inbox breaks down each time.
    This year it expects eight thousand people to send up to five photos each, at most forty megabytes a photo, most
    of them in the last evening. A jury of twenty looks through everything in three weeks. Then a public gallery of
    a hundred finalists is open for votes during ten days, and newspapers link to it.

    Design the system: sending in, checking, jury work, gallery and voting. Say which parts are in the path of a
    large file, where files and facts are kept, what the public gallery is served from, and how much trust you put
    in a vote. The association has a modest yearly budget and a single part-time technician.

    Selling prints, judging by machine and printing the catalogue are out of scope.

    A good session: you find the three very different phases, estimate the storage and the last evening, keep big
    files away from your program, make the gallery cheap to serve, and are frank about what a public vote can and
    cannot prove.
  `,
  rubric: [
    {
      name: "Three phases, three loads",
      weight: 20,
      levels: {
        weak: "Treats the contest as one steady load with one solution.",
        solid: "Separates sending in, jury and public vote, with the main concern of each.",
        strong: "Uses the phases to decide what can be switched off, simplified or scaled for a few days only.",
      },
    },
    {
      name: "Figures for the last evening",
      weight: 15,
      levels: {
        weak: "Gives totals without peaks, or none.",
        solid: "Estimates total storage and the flow of data in the last hours.",
        strong: "Turns them into decisions, such as direct uploads, limits per person and an honest grace period.",
      },
    },
    {
      name: "The way of a large photo",
      weight: 20,
      levels: {
        weak: "Sends all bytes through the web program into the database.",
        solid: "Lets browsers send to a file store and records the fact when it is complete.",
        strong: prose`Covers broken uploads, checks the real content, makes small versions in the background, and
          removes what was never completed.`,
      },
    },
    {
      name: "Fairness of votes",
      weight: 20,
      levels: {
        weak: "Counts every click, or demands an account and calls it solved.",
        solid: "Combines confirmed addresses, limits and later checks, and names their weak spots.",
        strong: prose`Separates recording votes from counting them, so that suspicious ones can be left out by a
          stated rule.`,
      },
    },
    {
      name: "A gallery that newspapers link to",
      weight: 15,
      levels: {
        weak: "Builds each page from the database for each visitor.",
        solid: "Serves fixed pages and small pictures from a cache near the visitor.",
        strong: prose`Explains what must stay fresh and what may be minutes old, and keeps voting working if the
          count lags.`,
      },
    },
    {
      name: "Work for one technician",
      weight: 10,
      levels: {
        weak: "Adds parts that need constant care.",
        solid: "Chooses hosted or simple parts and says how failures are noticed.",
        strong: "Plans a rehearsal of the last evening, and a page of steps for the technician.",
      },
    },
  ],
  plan: [
    {
      ask: "Which phases does this contest have, and what would count as a disaster in each of them?",
      probes: [
        "Which disaster could not be repaired later?",
        "Who uses the system in the jury phase?",
      ],
      hints: [
        "Follow a photo from the camera to the winner's page.",
        "Losing entries, leaking entries early, and a vote nobody believes are three different disasters.",
      ],
      minutes: 4,
    },
    {
      ask: prose`How much photo data will arrive in total, and how fast does it come in the last evening? Please
        think aloud.`,
      probes: [
        "What if half of everything comes in the last three hours?",
        "Which limit would you set per person?",
      ],
      hints: [
        "People times photos times size gives an upper bound.",
        prose`Forty thousand photos of up to forty megabytes are at most one point six million megabytes, which is
          one point six terabytes.`,
      ],
      minutes: 6,
    },
    {
      ask: prose`A contestant with a slow connection sends a forty megabyte photo. Which parts does it pass through,
        and where does it end up?`,
      probes: [
        "What happens if the connection breaks at ninety percent?",
        "When do you tell the contestant that it has arrived?",
      ],
      hints: [
        "Your program need not touch the bytes.",
        prose`Give the browser a permission to send pieces straight to the file store, and record the entry after
          checking the result.`,
      ],
      minutes: 7,
    },
    {
      ask: "What do you check about a photo after it has come in, and when do you do that?",
      probes: [
        "What if the file is not a picture at all?",
        "What could the hidden data inside a photo reveal?",
      ],
      hints: [
        "Do not trust the name of the file.",
        prose`Read its first bytes, its size and its dimensions, make smaller versions, and remove places and device
          numbers before anything is public.`,
      ],
      minutes: 5,
    },
    {
      ask: "How does the jury of twenty see, rate and narrow down so many photos, and what do you store for that?",
      probes: [
        "Should jurors see each other's ratings?",
        "What happens when a juror knows a photographer?",
      ],
      hints: [
        "Perhaps not every juror must see each photo.",
        "Give each photo to three jurors at random, hide names, and keep one row per juror and photo.",
      ],
      minutes: 5,
    },
    {
      ask: "Newspapers link to the gallery and visits jump a hundredfold. How does your design carry that?",
      probes: [
        "Which parts of a gallery page change during the ten days?",
        "What would still work if your database went down?",
      ],
      hints: [
        "A hundred photos are very little, once they are small.",
        prose`Build the pages once, put them with the pictures into a cache near the visitors, and let only votes
          reach your program.`,
      ],
      minutes: 6,
    },
    {
      ask: "How does a vote work in your design, and how do you answer a contestant who claims that others cheated?",
      probes: [
        "Is one vote per person possible without knowing who people are?",
        "What do you keep about a voter, and for how long?",
      ],
      hints: [
        "Decide how strong the promise should be before choosing the means.",
        "Take the vote now, confirm it by mail, and decide by fixed rules afterwards which votes count.",
        "Keep the raw votes so that the count can be repeated.",
      ],
      minutes: 8,
    },
    {
      ask: prose`The technician is on holiday in the last evening. What do you prepare so that nothing has to be done
        by hand?`,
      probes: [
        "What would you watch in the week before?",
        "What is your plan if the file store is down for an hour?",
      ],
      hints: [
        "Rehearse the peak with made-up files.",
        "A grace period announced in advance, alarms to two people and a short list of steps go a long way.",
      ],
      minutes: 4,
    },
  ],
};

export default task;
