import type { OpenSteadyLine, SteadyLine, SteadyTells } from "../../../server/interviewer/line/line.ts";
import type { Alarm } from "../../../server/kit/alarm.ts";
import type { Clock } from "../../../server/kit/clock.ts";
import type { Brief } from "../../../server/ports/interviewer.ts";
import { HeardWords } from "../../../server/interviewer/heard-words.ts";
import type { Chance } from "../chance.ts";

type Options = {
  readonly open: OpenSteadyLine;
  readonly brief: Brief;
  readonly clock: Clock;
  readonly alarm: Alarm;
  readonly chance: Chance;
  /** How long somebody speaks, and thinks before it. */
  readonly speakMs: readonly [number, number];
  readonly thinkMs: readonly [number, number];
  /** Of a hundred answers so many are interrupted by the candidate. */
  readonly bargesPercent: number;
  /** An answer that is not complete after so long never will be: the candidate goes on. */
  readonly patienceMs: number;
  readonly onTurn?: (turn: number) => void;
  /** Higher: less to compute. */
  readonly frameMs?: number;
};

/** One stretch in which people heard nothing although an answer was owed. */
export type Gap = { readonly turn: number; readonly ms: number };

const samplesPerMs = 16;

/** The number that a frame carries. */
export const numberOf = (pcm: Int16Array): number => (pcm[0] ?? 0) + (pcm[1] ?? 0) * 10_000;

/** The words of frames in a fake's ears: each that it hears, now and then, by its number. */
export const wordsOfFrames = ({ pcm }: { readonly pcm: readonly Int16Array[] }): string =>
  pcm.filter((_, at) => at % 10 === 0).map((it) => `frame${numberOf(it)}`).join(" ");
export const framesIn = (text: string): string[] => [...text.matchAll(/frame(\d+)/g)].map(([, number = ""]) => number);

/**
 * An interview as its room leads it, on any clock: a candidate who speaks in numbered frames, thinks and now and then
 * interrupts, and somebody who does what the interviewer wants done. It keeps what people would have heard.
 */
export class Rehearsal {
  readonly gaps: Gap[] = [];
  /** From which frame to which each turn went. */
  readonly turns: { readonly from: number; readonly to: number }[] = [];
  /** Turn and name of all that was wanted. */
  readonly wants: string[] = [];
  readonly notices: string[] = [];
  /** The words of the candidate as they came, and as they are kept. */
  readonly words: { readonly came: string[]; readonly kept: string[] } = { came: [], kept: [] };
  readonly states: { readonly state: string; readonly turn: number }[] = [];
  unanswered = 0;
  readonly #options: Options;
  readonly #line: SteadyLine;
  readonly #said: { by: "interviewer" | "candidate"; name: string; text: string }[] = [];
  readonly #heard: HeardWords;
  #ids = 0;
  #words = "";
  #frame = 0;
  #owedFromMs: number | null;
  #playedMs = 0;
  #speaking = false;
  #off = (): void => {};
  #offQuiet = (): void => {};
  #over = false;

  constructor(options: Options) {
    this.#options = options;
    this.#owedFromMs = options.clock.now();
    this.#heard = new HeardWords({
      clock: options.clock,
      ids: { next: () => String(++this.#ids) },
      tells: { caption: () => undefined },
      whose: () => "nova",
      note: ({ text }) => {
        this.words.kept.push(text);
        this.#said.push({ by: "candidate", name: "Nova", text });
      },
    });
    const brief = (): Brief => {
      const soFar = this.#said.length > 0 ? { said: [...this.#said], question: 0 } : null;
      return { ...options.brief, soFar };
    };
    this.#line = options.open({
      brief,
      localOnly: false,
      payer: { personId: "p", grindId: null },
      tells: this.#tells(),
    });
    this.#wait();
  }

  get line(): SteadyLine {
    return this.#line;
  }

  /** It ends here: a silence that is under way counts as it is. */
  async close(): Promise<void> {
    this.#over = true;
    this.#off();
    this.#offQuiet();
    await this.#line.close();
    this.#heard.finish();
  }

  #tells(): SteadyTells {
    return {
      state: (state) => this.states.push({ state, turn: this.turns.length }),
      notice: (sentence) => this.notices.push(sentence),
      sound: (pcm, rate) => this.#sound(pcm.length / rate * 1_000),
      said: (text, final) => {
        this.#words += text;
        if (final) this.#utter();
      },
      heard: (text, final) => {
        this.words.came.push(text);
        if (text !== "") this.#heard.add(text);
        if (final) this.#heard.close();
      },
      heardAgain: (turns) => this.#heard.again(turns),
      turnComplete: () => this.#complete(),
      interrupted: () => undefined,
      cancelled: () => undefined,
      wants: ({ id, name }) => {
        this.wants.push(`${this.turns.length} ${name}`);
        this.#options.alarm(this.#options.chance.below(300), () => this.#over || this.#line.answer(id, { done: true }));
      },
    };
  }

  get #nowMs(): number {
    return this.#options.clock.now();
  }

  #utter(): void {
    this.#heard.settle();
    if (this.#words !== "") this.#said.push({ by: "interviewer", name: "Interviewer", text: this.#words });
    this.#words = "";
  }

  #sound(ms: number): void {
    if (this.#speaking) return;
    this.#heard.answered();
    this.#gap();
    this.#playedMs = Math.max(this.#nowMs, this.#playedMs) + ms;
    if (this.#owedFromMs !== null) this.#owedFromMs = this.#playedMs;
  }

  #gap(): void {
    if (this.#owedFromMs === null) return;
    const ms = this.#nowMs - Math.max(this.#owedFromMs, this.#playedMs);
    if (ms > 0) this.gaps.push({ turn: this.turns.length, ms });
  }

  #complete(): void {
    // A turn without a sound is no answer: people still wait.
    if (this.#speaking || this.#owedFromMs === null || this.#playedMs < this.#owedFromMs || this.#playedMs === 0) {
      return;
    }
    this.#utter();
    this.#owedFromMs = null;
    const { chance, bargesPercent, thinkMs, alarm } = this.#options;
    const leftMs = Math.max(0, this.#playedMs - this.#nowMs);
    const barges = chance.below(100) < bargesPercent;
    this.#offQuiet();
    if (!barges) {
      this.#offQuiet = alarm(leftMs, () => {
        this.#line.spoken(0);
        this.#line.quiet(true);
      });
    }
    this.#next(barges ? leftMs * chance.share() : leftMs + chance.between(...thinkMs));
  }

  /** For an answer, and on without one. */
  #wait(): void {
    this.#off = this.#options.alarm(this.#options.patienceMs, () => {
      this.#gap();
      this.unanswered++;
      this.#owedFromMs = null;
      this.#next(0);
    });
  }

  #next(ms: number): void {
    this.#off();
    this.#off = this.#options.alarm(ms, () => this.#speak());
  }

  #speak(): void {
    const { chance, speakMs, onTurn, frameMs = 20 } = this.#options;
    onTurn?.(this.turns.length);
    this.#offQuiet();
    this.#speaking = true;
    this.#line.quiet(false);
    const cutMs = this.#playedMs - this.#nowMs;
    if (cutMs > 0) this.#line.spoken(cutMs);
    this.#playedMs = Math.min(this.#playedMs, this.#nowMs);
    this.#heard.began(this.#nowMs);
    this.#line.speechBegan();
    this.#frames(this.#frame, Math.round(chance.between(...speakMs) / frameMs));
  }

  #frames(from: number, left: number): void {
    if (left === 0) return this.#end(from);
    const { frameMs = 20 } = this.#options;
    const pcm = new Int16Array(frameMs * samplesPerMs);
    [pcm[0], pcm[1]] = [this.#frame % 10_000, Math.floor(this.#frame / 10_000)];
    this.#frame++;
    this.#line.hear(pcm);
    this.#off = this.#options.alarm(frameMs, () => this.#frames(from, left - 1));
  }

  #end(from: number): void {
    this.turns.push({ from, to: this.#frame });
    this.#speaking = false;
    this.#owedFromMs = this.#nowMs;
    this.#heard.ended(this.#nowMs);
    this.#line.speechEnded();
    this.#wait();
  }
}
