import type { AskedQuestion, Observation, Transcript, Utterance } from "../ports/transcripts.ts";

const longest = { texts: 4_000, observations: 300 };

/** Writes down what happens in an interview, in milliseconds since it began. */
export class Minutes {
  readonly #startedAtMs: number;
  readonly #entries: Utterance[];
  readonly #questions: AskedQuestion[];
  readonly #observations: Observation[];
  #talk: { candidateMs: number; interviewerMs: number; thinkingMs: number };

  constructor(startedAtMs: number, before: Transcript | null) {
    this.#startedAtMs = startedAtMs;
    this.#entries = [...before?.entries ?? []];
    this.#questions = [...before?.questions ?? []];
    this.#observations = [...before?.observations ?? []];
    this.#talk = { ...before?.talk ?? { candidateMs: 0, interviewerMs: 0, thinkingMs: 0 } };
  }

  get transcript(): Transcript {
    return {
      entries: [...this.#entries],
      questions: [...this.#questions],
      observations: [...this.#observations],
      talk: { ...this.#talk },
    };
  }

  /** `fromMs` and `toMs` by the house's clock. */
  said(utterance: Omit<Utterance, "startMs" | "endMs">, fromMs: number, toMs: number): void {
    if (utterance.text.trim() === "" || this.#entries.length >= longest.texts) return;
    const startMs = this.#since(fromMs);
    this.#entries.push({ ...utterance, startMs, endMs: Math.max(startMs, this.#since(toMs)) });
  }

  /** A question of the plan is open from now on, and the one before no longer. */
  asked(index: number, ask: string, atMs: number): void {
    if (this.#questions.at(-1)?.index === index) return;
    this.closeQuestion(atMs);
    this.#questions.push({ index, ask, startMs: this.#since(atMs), endMs: null });
  }

  closeQuestion(atMs: number): void {
    const last = this.#questions.at(-1);
    if (last?.endMs === null) this.#questions[this.#questions.length - 1] = { ...last, endMs: this.#since(atMs) };
  }

  observed(observation: Omit<Observation, "atMs">, atMs: number): void {
    if (this.#observations.length < longest.observations) {
      this.#observations.push({ ...observation, atMs: this.#since(atMs) });
    }
  }

  spent(who: "candidate" | "interviewer" | "thinking", ms: number): void {
    this.#talk = { ...this.#talk, [`${who}Ms`]: this.#talk[`${who}Ms`] + Math.round(ms) };
  }

  #since(atMs: number): number {
    return Math.max(0, Math.round(atMs - this.#startedAtMs));
  }
}
