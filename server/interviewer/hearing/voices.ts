import type { HeardVoice } from "../../rooms/interviewers.ts";
import type { SpeechEar, SpeechJudge, SpeechVerdict } from "../../ports/speaker.ts";
import type { Frame } from "../bridge/bridge.ts";
import type { Slice } from "../turns/burst.ts";
import { Openness } from "./openness.ts";
import { Speakers } from "./speakers.ts";

type Voice = {
  /** Something comes of it; who is muted is not waited for. */
  sends: boolean;
  readonly queue: Frame[];
  readonly ear: SpeechEar | null;
  readonly openness: Openness;
};
type Options = {
  readonly judge: SpeechJudge | null;
  readonly onVerdict: (verdict: SpeechVerdict) => void;
  /** 20 ms of everybody who is heard, together. */
  readonly onSlice: (slice: Slice, pcm: Int16Array) => void;
};

const frameMs = 20;
/** Somebody whose frames are this much ahead is not waited for by the others. */
const aheadFrames = 3;

/** Makes one stream of all who are heard, and remembers who spoke. */
export class Voices {
  readonly #options: Options;
  readonly #voices = new Map<string, Voice>();
  readonly #speakers = new Speakers();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Exactly these; what others said and was not passed on is forgotten. */
  set(voices: readonly HeardVoice[]): void {
    const there = new Set(voices.map((it) => it.personId));
    for (const [id, voice] of this.#voices) {
      if (there.has(id)) continue;
      voice.ear?.close();
      this.#voices.delete(id);
    }
    for (const { personId, stream } of voices) {
      const voice = this.#voices.get(personId) ?? this.#newVoice();
      voice.sends = stream !== null;
      this.#voices.set(personId, voice);
    }
    while (this.#ready()) this.#mix();
  }

  frame(frame: Frame): void {
    const voice = this.#voices.get(frame.personId);
    if (!voice) return;
    voice.ear?.hear(frame.pcm, frame.atMs - frameMs);
    this.#speakers.spoke(frame.personId, frame.speech * 10, frame.atMs);
    voice.queue.push(frame);
    while (this.#ready()) this.#mix();
  }

  /** Who spoke between these times, who spoke most first; also who is no longer heard. */
  whoSpoke(fromMs: number, toMs: number): readonly string[] {
    return this.#speakers.between(fromMs, toMs);
  }

  close(): void {
    this.set([]);
  }

  #newVoice(): Voice {
    const { judge, onVerdict } = this.#options;
    return { sends: false, queue: [], ear: judge?.listen(onVerdict) ?? null, openness: new Openness() };
  }

  #ready(): boolean {
    const voices = [...this.#voices.values()];
    const most = Math.max(0, ...voices.map((it) => it.queue.length));
    return most >= aheadFrames || most > 0 && voices.every((it) => !it.sends || it.queue.length > 0);
  }

  #mix(): void {
    const taken = [...this.#voices.values()].flatMap((voice) => {
      const frame = voice.queue.shift();
      return frame ? [{ voice, frame }] : [];
    });
    const [first, ...others] = taken;
    if (!first) return;
    const most = (of: (frame: Frame) => number): number => Math.max(...taken.map(({ frame }) => of(frame)));
    const loudest = taken.toSorted((a, b) => b.frame.voiced - a.frame.voiced)[0] ?? first;
    const slice: Slice = {
      atMs: most((it) => it.atMs),
      ms: frameMs,
      speechMs: most((it) => it.speech) * 10,
      voicedMs: most((it) => it.voiced) * 10,
      pitch: loudest.frame.pitch,
      openness: loudest.voice.openness.of(loudest.frame.pcm),
    };
    this.#options.onSlice(slice, others.length === 0 ? first.frame.pcm : sum(taken.map(({ frame }) => frame.pcm)));
  }
}

function sum(all: readonly Int16Array[]): Int16Array {
  const length = Math.max(...all.map((it) => it.length));
  return Int16Array.from({ length }, (_, at) => {
    const total = all.reduce((so, it) => so + (it[at] ?? 0), 0);
    return Math.max(-32_768, Math.min(32_767, total));
  });
}
