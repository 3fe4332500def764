/** What a steady line says to people, and to the minds behind it. Each in one place, so that it can be translated. */
export const lineWords = {
  standsIn: (provider: string, voice: string) =>
    `${provider} does not answer right now. A voice on this server (${voice}) goes on with the plan.`,
  standsInForWriting: (provider: string, voice: string) =>
    `${provider} answers in writing only, which cannot be heard. A voice on this server (${voice}) goes on with the plan.`,
  back: (provider: string) => `${provider} answers again and leads the interview from here on.`,
  local: (provider: string) => `From here on ${provider} leads, on this server. Nothing more is sent outside.`,
  lost: (seconds: number) =>
    `The interviewer was out of reach, and the first ${
      seconds === 1 ? "second" : `${seconds} seconds`
    } of what was said did ` +
    "not reach it. The recording is not touched by this.",
} as const;

export const mindWords = {
  nudge:
    "(It is your turn, and nothing was heard of you. Speak now, aloud, in one or two sentences, from where things stand.)",
  frozen:
    "(Your last sentence broke off. Finish it and go on from there, aloud. Do not greet and do not repeat yourself.)",
  lost: "(The beginning of what the candidate just said did not reach you. If you need it, ask them to repeat it.)",
} as const;

const whose = { person: "The candidate's", grind: "This grind's", instance: "This server's" } as const;

export const purseWords = {
  spent: (who: keyof typeof whose, provider: string) =>
    `${
      whose[who]
    } minutes of ${provider} for today are used up. The local interviewer leads from here on; the recording ` +
    "goes on as it was.",
} as const;
