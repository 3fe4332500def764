import type { Heard, Listener } from "./listeners.ts";
import type { Take } from "./studio.ts";

export type Answer = { readonly take: Take; readonly heard: Heard };
export type Event = { readonly heard: Heard; readonly fromMs: number; readonly meant: boolean };
export type Score = {
  /** Of the pauses within answers, those in which the interviewer began to speak. */
  readonly cutIns: number;
  /** Of the answers, those whose end was not found within `lateMs`. */
  readonly missedEnds: number;
  /** How long after the last word the end was found, in the middle. */
  readonly endP50Ms: number;
  /** Of the sounds that meant nothing, those for which the interviewer gave its turn away. */
  readonly falseStops: number;
  /** And those for which it broke off, though it went on by itself. */
  readonly halts: number;
  /** Of the interruptions, those that were not noticed within a second and a half. */
  readonly missedStops: number;
  readonly stopP50Ms: number;
};

const lateMs = 6_000;
const noticedMs = 1_500;

/** How a listener does in answers and with what happens while the interviewer speaks. */
export function score(listener: Listener, answers: readonly Answer[], events: readonly Event[]): Score {
  let [pauses, cuts, missed] = [0, 0, 0];
  const ends: number[] = [];
  for (const { take: { phrases }, heard } of answers) {
    const last = phrases.at(-1)?.toMs ?? 0;
    const found = listener(heard, false).filter((it) => it.act === "end").map((it) => it.atMs);
    pauses += phrases.length - 1;
    cuts += phrases.slice(1).filter(({ fromMs }, at) => {
      const from = phrases[at]?.toMs ?? 0;
      return found.some((it) => it > from && it <= fromMs);
    }).length;
    const end = found.find((it) => it > last);
    if (end === undefined || end - last > lateMs) missed++;
    else ends.push(end - last);
  }
  const outcomes = events.map(({ heard, fromMs, meant }) => {
    const acts = listener(heard, true).filter((it) => it.atMs >= fromMs - 100);
    const first = (...names: string[]): number | undefined => acts.find((it) => names.includes(it.act))?.atMs;
    return { meant, fromMs, stop: first("stop", "begin"), turn: first("begin") };
  });
  const idle = outcomes.filter((it) => !it.meant);
  const real = outcomes.filter((it) => it.meant);
  const delays = real.flatMap(({ stop, fromMs }) => stop === undefined ? [] : [stop - fromMs]);
  return {
    cutIns: share(cuts, pauses),
    missedEnds: share(missed, answers.length),
    endP50Ms: middle(ends),
    falseStops: share(idle.filter((it) => it.turn !== undefined).length, idle.length),
    halts: share(idle.filter((it) => it.turn === undefined && it.stop !== undefined).length, idle.length),
    missedStops: share(real.length - delays.filter((it) => it <= noticedMs).length, real.length),
    stopP50Ms: middle(delays),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round(1_000 * part / whole) / 1_000;
}

function middle(all: readonly number[]): number {
  return Math.round(all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN);
}
