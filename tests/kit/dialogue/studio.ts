import type { Booth } from "../../../server/adapters/speaker/booth.ts";
import { Detector } from "../../../server/interviewer/bridge/detector.ts";
import { Openness } from "../../../server/interviewer/hearing/openness.ts";
import type { Slice } from "../../../server/interviewer/turns/burst.ts";
import type { SpeechVerdict } from "../../../server/ports/speaker.ts";
import { Chance } from "../chance.ts";
import type { Line } from "./lines.ts";

const rate = 16_000;
const frame = 320;

/** Somebody's turn as sound. Everything in milliseconds of it. */
export type Take = {
  readonly pcm: Int16Array;
  readonly phrases: readonly { readonly text: string; readonly fromMs: number; readonly toMs: number }[];
};

export const samplesOf = (ms: number): number => Math.round(ms * rate / 1_000);

/** Reads a text aloud at 16 kHz, without the silence around it. */
export async function read({ speaker }: Pick<Booth, "speaker">, text: string): Promise<Int16Array> {
  const parts: number[] = [];
  for await (const { pcm, rate: its } of speaker.say(text, new AbortController().signal)) {
    if (its !== rate) throw new Error(`a voice of ${its} Hz`);
    for (const it of pcm) parts.push(it);
  }
  const loud = (it: number): boolean => Math.abs(it) > 300;
  return Int16Array.from(parts.slice(Math.max(0, parts.findIndex(loud)), parts.findLastIndex(loud) + 1));
}

/** A line with its pauses, after `beforeMs` and before `afterMs` of silence. */
export async function perform(booth: Booth, line: Line, beforeMs: number, afterMs: number): Promise<Take> {
  const parts: Int16Array[] = [new Int16Array(samplesOf(beforeMs))];
  const phrases: { text: string; fromMs: number; toMs: number }[] = [];
  let atMs = beforeMs;
  for (const it of line) {
    const part = typeof it === "number" ? new Int16Array(samplesOf(it)) : await read(booth, it);
    const ms = part.length / rate * 1_000;
    if (typeof it === "string") phrases.push({ text: it, fromMs: atMs, toMs: atMs + ms });
    parts.push(part);
    atMs += ms;
  }
  parts.push(new Int16Array(samplesOf(afterMs)));
  return { pcm: joined(parts), phrases };
}

export function joined(parts: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const it of parts) {
    all.set(it, at);
    at += it.length;
  }
  return all;
}

/** With noise that is `db` below the speech; null: none but what every microphone has. */
export function noisy(pcm: Int16Array, db: number | null, seed: number): Int16Array {
  const chance = new Chance(seed);
  const speech = pcm.filter((it) => Math.abs(it) > 300);
  const power = Math.sqrt(speech.reduce((sum, it) => sum + it * it, 0) / Math.max(1, speech.length));
  const level = db === null ? 8 : power * 10 ** (-db / 20) * Math.sqrt(3);
  // Falls towards high tones, as rooms do.
  let low = 0;
  return pcm.map((it) => {
    const white = chance.share() * 2 - 1;
    low += 0.25 * (white - low);
    return Math.max(-32_768, Math.min(32_767, it + level * (0.3 * white + 1.6 * low)));
  });
}

/** What our own detector makes of it. */
export function slicesOf(pcm: Int16Array): Slice[] {
  const detector = new Detector();
  const openness = new Openness();
  const slices: Slice[] = [];
  for (let at = 0; at + frame <= pcm.length; at += frame) {
    const part = pcm.subarray(at, at + frame);
    const { speech, voiced, pitch } = detector.hear(part);
    const own = { atMs: (at + frame) / rate * 1_000, ms: 20, speechMs: speech * 10, voicedMs: voiced * 10, pitch };
    slices.push({ ...own, openness: openness.of(part) });
  }
  return slices;
}

/** What the judge makes of it, in order. */
export async function verdictsOf({ judge }: Pick<Booth, "judge">, pcm: Int16Array): Promise<SpeechVerdict[]> {
  const verdicts: SpeechVerdict[] = [];
  const due = Math.floor(pcm.length / 512) - 2;
  let arrived = (): void => undefined;
  const all = new Promise<void>((resolve) => arrived = resolve);
  const ear = judge.listen((verdict) => {
    verdicts.push(verdict);
    if (verdicts.length >= due) arrived();
  });
  for (let at = 0; at < pcm.length; at += frame) {
    ear.hear(pcm.subarray(at, at + frame), at / rate * 1_000);
    // Not faster than it can be judged: it forgets what it cannot keep up with.
    if (at % (frame * 25) === 0) await new Promise((resolve) => setTimeout(resolve, 4));
  }
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 5_000))]);
  ear.close();
  return verdicts;
}
