import type { Booth } from "../../../server/adapters/speaker/booth.ts";
import { agreeing, click, cough } from "../noises.ts";
import { answers, backChannels, interruptions } from "./lines.ts";
import { type Heard, levelsOf } from "./listeners.ts";
import type { Answer, Event } from "./score.ts";
import { joined, noisy, perform, read, samplesOf, slicesOf, type Take, verdictsOf } from "./studio.ts";

type Sound = { readonly pcm: Int16Array; readonly meant: boolean };
/** All that is said, as one voice says it. */
export type Rehearsal = { readonly takes: readonly Take[]; readonly sounds: readonly Sound[] };

const beforeMs = 1_500;
const afterMs = 8_000;
const writtenLateMs = 250;

/** Has everything said once. `few`: only so many of each kind. */
export async function rehearse(booth: Booth, few = Number.POSITIVE_INFINITY): Promise<Rehearsal> {
  const takes: Take[] = [];
  for (const line of answers.slice(0, few)) takes.push(await perform(booth, line, beforeMs, afterMs));
  const sounds: Sound[] = [];
  for (const text of backChannels.slice(0, few)) sounds.push({ pcm: await read(booth, text), meant: false });
  for (const ms of [380, 520, 660].slice(0, few)) sounds.push({ pcm: agreeing(ms), meant: false });
  for (const text of interruptions.slice(0, few)) sounds.push({ pcm: await read(booth, text), meant: true });
  for (const seed of [2, 5, 8].slice(0, few)) sounds.push({ pcm: cough(seed), meant: false });
  sounds.push({ pcm: click(samplesOf(120), 1_000), meant: false });
  return { takes, sounds };
}

/** The answers in noise that is so many dB below them. */
export async function answersIn(booth: Booth, { takes }: Rehearsal, db: number | null): Promise<Answer[]> {
  const all: Answer[] = [];
  for (const [at, take] of takes.entries()) {
    const heard = await hear(booth, noisy(take.pcm, db, at + 1));
    all.push({ take, heard: { ...heard, words: wordsOf(take) } });
  }
  return all;
}

/** What happens while the interviewer speaks, each with the noise before and after it. */
export async function eventsIn(booth: Booth, { sounds }: Rehearsal, db: number | null): Promise<Event[]> {
  const all: Event[] = [];
  for (const [at, { pcm, meant }] of sounds.entries()) {
    const silence = (ms: number): Int16Array => new Int16Array(samplesOf(ms));
    const whole = noisy(joined([silence(beforeMs), pcm, silence(3_000)]), db, 100 + at);
    all.push({ heard: await hear(booth, whole), fromMs: beforeMs, meant });
  }
  return all;
}

async function hear(booth: Booth, pcm: Int16Array): Promise<Heard> {
  const slices = slicesOf(pcm);
  return { slices, verdicts: await verdictsOf(booth, pcm), levels: levelsOf(pcm, slices), words: [] };
}

/** A provider writes along a little late. */
function wordsOf({ phrases }: Take): { atMs: number; text: string }[] {
  return phrases.map(({ toMs }, at) => ({
    atMs: toMs + writtenLateMs,
    text: phrases.slice(0, at + 1).map((it) => it.text).join(" "),
  }));
}
