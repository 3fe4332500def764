/** What one slice of sound is, as the turn taking sees it. Times are by the clock of what arrives. */
export type Slice = {
  /** When its last sample arrived, and how long it is. */
  readonly atMs: number;
  readonly ms: number;
  /** How much of it sounds like speech, and how much is strongly voiced, in milliseconds. */
  readonly speechMs: number;
  readonly voicedMs: number;
  /** In Hz; 0: none. */
  readonly pitch: number;
  /** Of its energy, the share above what a closed mouth lets out, 0 to 1. */
  readonly openness: number;
};

/** Sound in one piece that may be speech. */
export type Burst = {
  readonly fromMs: number;
  /** When it last sounded like speech. */
  readonly toMs: number;
  readonly voicedMs: number;
  /** How long the judge called it speech; null: there is no judge. */
  readonly judgedMs: number | null;
  /** And how long before the burst was found, which is as long as it takes to tell one from a click. */
  readonly judgedBeforeMs: number;
  /** The mean openness of what was voiced. */
  readonly openness: number;
  readonly over: boolean;
};

/** So much speech in a row begins a burst: 60 ms is what facts of speech need, and a click has not. */
const onsetMs = 60;
/** So much without any ends it. */
const offsetMs = 80;
/** How likely the judge must find speech. Higher misses soft voices, lower takes a cough for one. */
const likely = 0.5;
/** A verdict older than this says nothing about now. */
const staleMs = 300;

/** Finds bursts in slices and in what a judge says of them. */
export class Bursts {
  #runMs = 0;
  #quietMs = 0;
  #burst: Burst | null = null;
  #voiced = { ms: 0, open: 0 };
  #judgedAtMs = Number.NEGATIVE_INFINITY;
  #likelyAtMs = Number.NEGATIVE_INFINITY;
  /** Likely speech of late: a judge may be sooner than a burst. */
  #likely: readonly { readonly atMs: number; readonly ms: number }[] = [];

  /** The burst that is under way or just ended with this slice; null: none. */
  get now(): Burst | null {
    return this.#burst;
  }

  /** Whether there is speech in this slice, by our detector and, where there is one, the judge. */
  slice(slice: Slice): boolean {
    if (this.#burst?.over) this.#burst = null;
    const { speechMs, atMs } = slice;
    if (speechMs > 0) {
      this.#runMs += speechMs;
      this.#quietMs = 0;
    } else {
      this.#quietMs += slice.ms;
      if (!this.#burst) this.#forget();
    }
    if (this.#burst) this.#grow(slice);
    else if (speechMs > 0) this.#sum(slice);
    if (!this.#burst && this.#runMs >= onsetMs) this.#begin(atMs);
    return speechMs > 0 && (!this.#judging(atMs) || atMs - this.#likelyAtMs <= staleMs);
  }

  /** `ms` of sound before `atMs` are speech with this probability. */
  verdict({ atMs, probability }: { readonly atMs: number; readonly probability: number }, ms = 32): void {
    this.#judgedAtMs = atMs;
    if (probability < likely) return;
    this.#likelyAtMs = atMs;
    this.#likely = [...this.#likely, { atMs, ms }].filter((it) => atMs - it.atMs <= staleMs);
    const burst = this.#burst;
    if (burst && atMs >= burst.fromMs) this.#burst = { ...burst, judgedMs: (burst.judgedMs ?? 0) + ms };
  }

  /** What is under way counts no more; what comes begins anew. */
  reset(): void {
    this.#burst = null;
    this.#quietMs = 0;
    this.#forget();
  }

  #judging(atMs: number): boolean {
    return atMs - this.#judgedAtMs <= staleMs;
  }

  #begin(atMs: number): void {
    const { ms, open } = this.#voiced;
    const fromMs = atMs - this.#runMs;
    const judgedBeforeMs = this.#likely.reduce((sum, it) => sum + (it.atMs >= fromMs ? it.ms : 0), 0);
    this.#burst = {
      fromMs,
      toMs: atMs,
      voicedMs: ms,
      judgedMs: this.#judging(atMs) ? 0 : null,
      judgedBeforeMs,
      openness: ms > 0 ? open / ms : 0,
      over: false,
    };
  }

  #grow(slice: Slice): void {
    const burst = this.#burst;
    if (!burst) return;
    if (slice.speechMs > 0) this.#sum(slice);
    const { ms, open } = this.#voiced;
    this.#burst = {
      ...burst,
      toMs: slice.speechMs > 0 ? slice.atMs : burst.toMs,
      voicedMs: ms,
      judgedMs: burst.judgedMs ?? (this.#judging(slice.atMs) ? 0 : null),
      openness: ms > 0 ? open / ms : 0,
      over: this.#quietMs >= offsetMs,
    };
    if (this.#quietMs >= offsetMs) this.#forget();
  }

  #sum({ voicedMs, openness }: Slice): void {
    this.#voiced.ms += voicedMs;
    this.#voiced.open += voicedMs * openness;
  }

  #forget(): void {
    this.#runMs = 0;
    this.#voiced = { ms: 0, open: 0 };
  }
}

/** Voiced so long, it is no cough, click or door. */
const voiceMs = 60;
/** The judge heard it so long: three verdicts. */
const sureMs = 64;
/** Whispered words are hardly voiced; the judge must be surer of them. */
const whisperMs = 160;
/** Above this the mouth was open. */
const openFrom = 0.004;

/** Somebody says something, be it "mhm". */
export function isVoice({ voicedMs, judgedMs }: Burst): boolean {
  if (judgedMs === null) return voicedMs >= voiceMs;
  return judgedMs >= whisperMs || judgedMs >= sureMs && voicedMs >= voiceMs;
}

/** The same as soon as can be: enough to hold one's tongue for it. */
export function seemsVoice(burst: Burst): boolean {
  const { judgedMs, judgedBeforeMs } = burst;
  return isVoice(judgedMs === null ? burst : { ...burst, judgedMs: judgedMs + judgedBeforeMs });
}

/** Sounds like a hum with the mouth closed, as who agrees does. */
export function isHum({ openness }: Burst): boolean {
  return openness < openFrom;
}
