import type { ThinkTime } from "../../../proto/live/words.ts";
import type { Slice } from "../../../server/interviewer/turns/burst.ts";
import { type TurnAct, Turns } from "../../../server/interviewer/turns/turns.ts";
import type { SpeechVerdict } from "../../../server/ports/speaker.ts";

export type Happened = { readonly act: TurnAct; readonly atMs: number };
export type Heard = {
  readonly slices: readonly Slice[];
  readonly verdicts: readonly SpeechVerdict[];
  /** How loud each slice is, 0 to 1. */
  readonly levels: readonly number[];
  /** What a provider that writes along would have understood so far, and when. */
  readonly words: readonly { readonly atMs: number; readonly text: string }[];
};
/** Decides over a whole recording; `speaks`: the interviewer can be heard in it from begin to end. */
export type Listener = (heard: Heard, speaks: boolean) => Happened[];

/** How much later a verdict comes than the sound it is about. */
const verdictLateMs = 40;

type How = { readonly judged?: boolean; readonly reads?: boolean };

/** Ours. `judged` false: our own detector decides alone. `reads`: the words are known as they are said. */
export function ours(setting: ThinkTime, { judged = true, reads = false }: How = {}): Listener {
  return ({ slices, verdicts, words }, speaks) => {
    const turns = new Turns(setting);
    turns.speaks(speaks);
    turns.asked(!speaks);
    const waiting = judged ? [...verdicts] : [];
    const unread = reads ? [...words] : [];
    const done = (acts: readonly TurnAct[], atMs: number): Happened[] =>
      acts.map((act) => {
        if (act === "stop") turns.speaks(false);
        if (act === "resume") turns.speaks(true);
        return { act, atMs };
      });
    return slices.flatMap((slice) => {
      const happened: Happened[] = [];
      while (waiting[0] && waiting[0].atMs + verdictLateMs <= slice.atMs) {
        const verdict = waiting.shift();
        if (verdict) happened.push(...done(turns.verdict(verdict), verdict.atMs + verdictLateMs));
      }
      while (unread[0] && unread[0].atMs <= slice.atMs) turns.words(unread.shift()?.text ?? "");
      return [...happened, ...done(turns.slice(slice), slice.atMs)];
    });
  };
}

/** What most agents do: whatever is loud is speech, any of it interrupts, and one silence ends every turn. */
export function plain(silenceMs: number): Listener {
  return ({ slices, levels }, speaks) => {
    const happened: Happened[] = [];
    let [open, loudMs, quietMs, floor] = [false, 0, 0, 1];
    slices.forEach(({ atMs, ms }, at) => {
      const level = levels[at] ?? 0;
      floor = Math.min(floor * 1.01, Math.max(level, 1e-4));
      const loud = level > Math.max(0.01, 3 * floor);
      loudMs = loud ? loudMs + ms : 0;
      quietMs = loud ? 0 : quietMs + ms;
      if (!open && loudMs >= 60) {
        open = true;
        if (speaks) happened.push({ act: "stop", atMs });
        happened.push({ act: "begin", atMs });
      } else if (open && quietMs >= silenceMs) {
        open = false;
        happened.push({ act: "end", atMs });
      }
    });
    return happened;
  };
}

/** Root of the mean square of each slice. */
export function levelsOf(pcm: Int16Array, slices: readonly Slice[]): number[] {
  return slices.map((_, at) => {
    const part = pcm.subarray(at * 320, (at + 1) * 320);
    return Math.sqrt(part.reduce((sum, it) => sum + it * it, 0) / part.length) / 32_768;
  });
}
