/** The interviewer service of Google, as this server uses it. */
export type GeminiConfig = Readonly<{
  apiKey: string;
  model: string;
  voice: string;
  baseUrl: string;
  /** Minutes a day; null: as many as one likes. */
  minutes: Readonly<{ person: number | null; grind: number | null; instance: number | null }>;
}>;

type Env = Readonly<{
  GEMINI_API_KEY?: string | undefined;
  GEMINI_MODEL?: string | undefined;
  GEMINI_VOICE?: string | undefined;
  GEMINI_BASE_URL?: string | undefined;
  GEMINI_MINUTES_PER_PERSON: number;
  GEMINI_MINUTES_PER_GRIND: number;
  GEMINI_MINUTES_PER_DAY: number;
}>;

/** null: no key is set, and only the local interviewer leads. */
export function geminiOf(env: Env): GeminiConfig | null {
  if (!env.GEMINI_API_KEY) return null;
  const most = (minutes: number): number | null => minutes === 0 ? null : minutes;
  return {
    apiKey: env.GEMINI_API_KEY,
    model: env.GEMINI_MODEL ?? "gemini-3.8-live",
    voice: env.GEMINI_VOICE ?? "Kore",
    baseUrl: new URL(env.GEMINI_BASE_URL ?? "https://generativelanguage.googleapis.com").origin,
    minutes: {
      person: most(env.GEMINI_MINUTES_PER_PERSON),
      grind: most(env.GEMINI_MINUTES_PER_GRIND),
      instance: most(env.GEMINI_MINUTES_PER_DAY),
    },
  };
}
