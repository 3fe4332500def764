import type { ThinkTime } from "../../../proto/live/words.ts";

/** How an utterance stands when somebody falls silent, as far as can be told. */
export type Ending = "open" | "plain" | "done";

type Waits = { readonly plain: number; readonly open: number; readonly done: number; readonly cap: number };

/** Milliseconds of silence after which somebody is done. */
const waits: Readonly<Record<ThinkTime, Waits>> = {
  brisk: { plain: 600, open: 1_500, done: 450, cap: 3_000 },
  normal: { plain: 1_000, open: 2_500, done: 700, cap: 6_000 },
  patient: { plain: 2_000, open: 4_500, done: 1_400, cap: 12_000 },
};
/** The first pause after a question that needs thought is a longer one. */
const thoughtMs = 1_000;

/** How long a silence is waited for. */
export function waitMs(setting: ThinkTime, ending: Ending, thinks: boolean): number {
  const { cap, ...of } = waits[setting];
  return Math.min(cap, of[ending] + (thinks ? thoughtMs : 0));
}

/** Words after which nobody is done. */
const unfinished = new Set(
  ("um uh erm er hm hmm eh ah well so and but or because cause since although though while if when where which that who " +
    "then like the a an to of in for with at by from as i my we our it is was are were my the").split(" "),
);

/** What the last words say of an ending; null: nothing. */
export function endingOf(text: string): Ending | null {
  const last = /([\p{L}']+)[^\p{L}']*$/u.exec(text.toLowerCase())?.[1];
  if (last === undefined) return null;
  if (unfinished.has(last) || /(?:,|\.\.\.|…|-)\s*$/.test(text)) return "open";
  return /[.!?]\s*$/.test(text) ? "done" : null;
}
