import { type BuiltInTask, prose } from "../built-in.ts";

const task: BuiltInTask = {
  slug: "clinic-record-exchange",
  title: "A patient summary that crosses borders",
  kind: "system_design",
  difficulty: "Hard",
  minutes: 60,
  brief: prose`
    Seasonal workers move between five countries, and clinics there rarely know what medicine they take or which
    allergies they have. Four hundred clinics keep records in thirty different systems that will stay. Patients
    shall decide which clinic may see their summary, for how long, and shall be able to see who looked. The law in
    each country says that records must stay there. In an emergency a doctor may open a summary without consent, and
    must explain it afterwards. About two hundred thousand patients take part, and a hundred thousand summaries are
    opened a month.

    Design the exchange: finding a patient, consent, fetching and showing a summary, emergency access, and the log.
    Show where data rests and travels, who could read it, and what a doctor sees when one country cannot be reached.

    Treatment advice, billing and research use are out of scope.

    A good hour: you separate identity, consent, data and log, keep the centre ignorant on purpose, find out how a
    summary stays fresh and understandable across languages, handle withdrawal and emergency with care, and reason
    about attackers within as well as outside.
  `,
  rubric: [
    {
      name: "Duties and limits",
      weight: 15,
      levels: {
        weak: "Copies all records into one central database.",
        solid: "Sees that law, consent and thirty systems rule that out, and states the duties of each side.",
        strong: "Weighs several topologies by what a leak at each place would expose.",
      },
    },
    {
      name: "Who is this patient",
      weight: 20,
      levels: {
        weak: "Matches by name and birthday and moves on.",
        solid: "Uses identifiers from the clinics, linked with the patient's help, and discusses wrong matches.",
        strong: prose`Treats mixing two patients up as the worst error, sets the rule for doubt, and shows how a
          wrong link is undone everywhere.`,
      },
    },
    {
      name: "Consent that means something",
      weight: 20,
      levels: {
        weak: "Stores one yes per patient forever.",
        solid: "Records who may see what until when, checks it at each request, and ends it on withdrawal.",
        strong: prose`Makes the checking work across countries and outages, and tells the patient honestly what
          withdrawal cannot call back.`,
      },
    },
    {
      name: "Summaries across thirty systems",
      weight: 15,
      levels: {
        weak: "Passes documents through as they are.",
        solid: "Defines a small common summary, with an adapter at each clinic and the original attached.",
        strong: "Covers codes and languages, keeps doubts visible, and never hides that a part is missing or old.",
      },
    },
    {
      name: "Emergency access and log",
      weight: 15,
      levels: {
        weak: "Gives every doctor a master key, or forbids emergencies.",
        solid: "Allows access with a reason, tells the patient, and reviews it.",
        strong: prose`Makes log entries that none of the parties can quietly change, detects odd patterns, and keeps
          the log itself from telling too much.`,
      },
    },
    {
      name: "Countries out of reach",
      weight: 15,
      levels: {
        weak: "Shows an error and nothing else.",
        solid: "Shows what is known with its age, and which country is missing.",
        strong: prose`Decides between a sealed copy and none by weighing safety against law, and plans keys, updates
          and rolling changes over years.`,
      },
    },
  ],
  plan: [
    {
      ask: "Who takes part in this exchange of patient summaries, what does each want, and what is each afraid of?",
      probes: [
        "What would make a patient say no?",
        "What does a clinic's own technician fear?",
      ],
      hints: [
        "Patients, doctors, clinics, and five governments.",
        "A doctor fears a missing allergy, a patient fears an employer, a government fears losing control.",
      ],
      minutes: 6,
    },
    {
      ask: "What do the figures tell you about load, and which quality matters more than speed here?",
      probes: [
        "How many summaries are opened in a busy minute?",
        "How long may a doctor wait?",
      ],
      hints: [
        "A hundred thousand a month is one in every half minute or so.",
        "Load is tiny; being right, private and available is the difficult part.",
      ],
      minutes: 5,
    },
    {
      ask: "Where does data rest in your design, where does it travel, and what could be stolen at each place?",
      probes: [
        "What does the centre know about a patient?",
        "Why not one database with strict permissions?",
      ],
      hints: [
        "Let the records stay where they are made.",
        prose`The centre may only need to know which country to ask, under a pseudonym, and could be five equal
          registers instead.`,
      ],
      minutes: 8,
    },
    {
      ask: prose`A worker arrives at a new clinic. How do we find the right records in other countries, without ever
        mixing up two people?`,
      probes: [
        "What if two patients share name and date of birth?",
        "How do you undo a wrong link?",
      ],
      hints: [
        "The patient is present and can help.",
        "A card or phone with a secret that unlocks the links is safer than a search by name.",
        "When in doubt show nothing automatically, and let a person confirm.",
      ],
      minutes: 8,
    },
    {
      ask: "How does a patient give and withdraw consent, and how is it checked at the moment a summary is asked for?",
      probes: [
        "Which country's consent record counts?",
        "What can a withdrawal not undo?",
      ],
      hints: [
        "Consent has a who, a what and an until.",
        "The country that holds the data checks at each request, against a signed record that can be revoked there.",
      ],
      minutes: 8,
    },
    {
      ask: "Thirty record systems in five languages: what does the doctor finally see, and how much do you translate?",
      probes: [
        "What do you do with a medicine that has no equal elsewhere?",
        "How do you show that part of the answer is missing?",
      ],
      hints: [
        "Keep the common part very small.",
        prose`Allergies, medicines, problems, each with code, original words, source and date; no guessing where no
          code fits.`,
      ],
      minutes: 7,
    },
    {
      ask: "A patient is unconscious. How does emergency access work, and what stops somebody from misusing it?",
      probes: [
        "Who looks at these accesses afterwards?",
        "How would you notice a doctor who looks up a neighbour?",
      ],
      hints: [
        "Easy to do, impossible to hide.",
        prose`Ask for a reason, write it into logs of both countries, tell the patient, and have a person review each
          case within days.`,
      ],
      minutes: 7,
    },
    {
      ask: "One country's node is down, and the doctor needs an answer now. What does your design offer?",
      probes: [
        "Would you keep copies somewhere?",
        "What does the doctor have to be told?",
      ],
      hints: [
        "Missing is different from empty.",
        "A sealed short copy on the patient's own card or phone keeps the law, and still works without a network.",
      ],
      minutes: 6,
    },
    {
      ask: prose`In three years a sixth country joins, with other laws and an older security standard. How do you
        take it in without stopping the rest?`,
      probes: [
        "How do you change the common summary over years?",
        "How are keys replaced?",
      ],
      hints: [
        "Versions will live side by side for a long time.",
        prose`Agree on what each version must understand, let nodes state what they can do, and limit trust in the
          newcomer to what it needs.`,
      ],
      minutes: 5,
    },
  ],
};

export default task;
