/** A sentence as sound. */
export type Spoken = {
  /** 16-bit mono. */
  readonly pcm: Int16Array;
  readonly rate: 16_000 | 24_000;
};

/** A voice that reads text aloud, on this machine. */
export interface Speaker {
  /** What it is called, for people; null: nothing can speak at the moment. */
  readonly voice: string | null;
  /**
   * Sentence after sentence, as soon as each is there; a little ahead of who takes them, and no further. An abort ends it
   * at once and is no error. Throws AppError "unavailable" when nothing can speak, "too-large" for more than a speech.
   */
  say(text: string, signal: AbortSignal): AsyncIterable<Spoken>;
}

/** Judges whether sound is speech. */
export interface SpeechJudge {
  /** One ear for one voice; let go with `close`. */
  listen(onVerdict: (verdict: SpeechVerdict) => void): SpeechEar;
}
export interface SpeechEar {
  /** 16 kHz mono, any length; `atMs` is when its first sample was spoken. */
  hear(pcm: Int16Array, atMs: number): void;
  close(): void;
}
/** `probability` that the 32 ms before `atMs` are speech. */
export type SpeechVerdict = { readonly atMs: number; readonly probability: number };
