/** What one family of models accepts; what it does not, closes the line with 1007. */
export type Profile = {
  /** Names that begin like this. */
  readonly models: string;
  /** What it is told to think; null: it decides, and refuses to be told. */
  readonly thinking: { readonly thinkingLevel: "MINIMAL" } | { readonly thinkingBudget: number } | null;
  /** How it takes what was said before: as content at any time, as content that the setup announced, or as part of its task. */
  readonly history: "content" | "announced" | "instruction";
  /** How it takes words while it listens. */
  readonly words: "content" | "realtime";
  /** Whether tools can be told not to hold it up. */
  readonly freeTools: boolean;
  /** Whether it takes the manner of a transcription. All are verbatim when nothing is said. */
  readonly verbatim: boolean;
  /** How long one of its connections lives. */
  readonly lastsMs: number;
};

const minuteMs = 60_000;

/** From the most exact name to the least; the last one fits what is not known yet, and asks for as little as can be. */
const profiles: readonly Profile[] = [
  {
    models: "gemini-3.8-live",
    thinking: null,
    history: "content",
    words: "content",
    freeTools: true,
    verbatim: true,
    lastsMs: 10 * minuteMs,
  },
  {
    models: "gemini-3.1-flash-live",
    thinking: { thinkingLevel: "MINIMAL" },
    history: "announced",
    words: "realtime",
    freeTools: false,
    verbatim: true,
    lastsMs: 10 * minuteMs,
  },
  {
    models: "gemini-2.5-flash-native-audio",
    thinking: { thinkingBudget: 0 },
    history: "content",
    words: "content",
    freeTools: false,
    verbatim: false,
    lastsMs: 10 * minuteMs,
  },
  {
    models: "",
    thinking: null,
    history: "instruction",
    words: "realtime",
    freeTools: false,
    verbatim: false,
    lastsMs: 10 * minuteMs,
  },
];

export function profileOf(model: string): Profile {
  const bare = model.replace(/^models\//, "");
  const profile = profiles.find((it) => bare.startsWith(it.models));
  if (!profile) throw new Error("no profile fits every model");
  return profile;
}
