import type { Clock } from "../kit/clock.ts";
import type { Ids } from "../kit/ids.ts";
import { grown, type Utterance } from "./utterance.ts";
import type { InterviewerTells } from "../rooms/interviewers.ts";

/** From when until when it was said, by the house's clock. */
export type Span = { readonly fromMs: number; readonly toMs: number };
/** When somebody had the turn; `toMs`: when they last spoke, null while they have it. */
type Turn = { readonly fromMs: number; readonly toMs: number | null };
type Heard = Utterance & {
  /** Which turn it is of, the last one where it is of several. */
  readonly turn: number;
  /** What other minds had understood of the same sound. */
  readonly before: readonly string[];
  /** Of several turns, not all of which have to be told again. */
  readonly several: boolean;
  /** A mind that is gone told it; who goes on may tell it again. */
  readonly stale: boolean;
  readonly closed: boolean;
};
type Options = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly tells: Pick<InterviewerTells, "caption">;
  /** Whose words those seem to be that were said then. */
  readonly whose: (span: Span) => string;
  /** These words are complete, and nobody tells them again. */
  readonly note: (words: Utterance, span: Span) => void;
};

/**
 * The words that minds understand, each once. What was not answered is given to the next mind as sound, and it tells its
 * words again: so words are shown as they come, and kept once they are answered.
 */
export class HeardWords {
  readonly #options: Options;
  readonly #turns: Turn[] = [];
  #heard: readonly Heard[] = [];
  #answered = 0;
  /** What was given again went up to this turn. */
  #again = { upTo: 0, several: false };

  constructor(options: Options) {
    this.#options = options;
  }

  /** Somebody has the turn. */
  began(fromMs: number): void {
    this.settle();
    this.close();
    this.#turns.push({ fromMs, toMs: null });
  }

  ended(toMs: number): void {
    const turn = this.#turns.pop();
    if (turn) this.#turns.push({ ...turn, toMs });
  }

  /** More of what is understood; gives the whole of it. */
  add(text: string): string {
    const open = this.#open();
    const more = { ...open, ...grown(open, text, this.#options.tells) };
    this.#heard = [...this.#heard.filter((it) => !it.stale && it.id !== more.id), more];
    return more.text;
  }

  /** What was understood last is complete. */
  close(): void {
    this.#heard = this.#heard.map((it) => ({ ...it, closed: true }));
    this.#note((it) => !it.stale);
  }

  /** The last so many turns are given to another mind; 0: none is. */
  again(turns: number): void {
    const from = this.#turns.length - turns;
    this.#again = { upTo: this.#turns.length, several: turns > 1 };
    this.#heard = this.#heard.map((it) =>
      it.turn > from ? { ...it, text: "", before: [wholeOf(it)], several: false, stale: true } : it
    );
    this.close();
  }

  /** What was said up to now is answered: it is given to nobody again. */
  answered(): void {
    this.#answered = this.#turns.length;
    this.#note((it) => !it.stale);
  }

  /** The answer was spoken: whoever gave it has told what they understood. */
  settle(): void {
    this.#note(() => true);
  }

  /** Nobody tells anything any more. */
  finish(): void {
    this.close();
    this.answered();
    this.settle();
  }

  #open(): Heard {
    const stale = this.#heard.filter((it) => it.stale);
    const fresh = { text: "", stale: false, closed: false };
    const [first] = stale;
    if (first) {
      const { upTo: turn, several } = this.#again;
      return { ...first, ...fresh, turn, several, before: stale.flatMap((it) => it.before) };
    }
    const turn = this.#turns.length;
    const last = this.#heard.at(-1);
    if (last && !last.closed && last.turn === turn) return last;
    const fromMs = this.#turns.at(-1)?.fromMs ?? this.#options.clock.now();
    const personId = this.#options.whose({ fromMs, toMs: this.#endOf(turn) });
    return { ...fresh, id: this.#options.ids.next(), personId, fromMs, turn, before: [], several: false };
  }

  #note(may: (heard: Heard) => boolean): void {
    const due = (it: Heard): boolean => it.closed && it.turn <= this.#answered && may(it);
    const noted = this.#heard.filter(due);
    this.#heard = this.#heard.filter((it) => !due(it));
    for (const it of noted) {
      const text = wholeOf(it);
      if (text !== "") this.#options.note({ ...it, text }, { fromMs: it.fromMs, toMs: this.#endOf(it.turn) });
    }
  }

  #endOf(turn: number): number {
    return this.#turns[turn - 1]?.toMs ?? this.#options.clock.now();
  }
}

/** Of the same sound the longer words: a mind that broke off told the beginning alone. */
function wholeOf({ before, text, several }: Heard): string {
  const now = text.trim();
  if (several) return [...before.filter((it) => !holds(now, it)), now].join(" ").trim();
  const then = before.join(" ");
  return now.length < then.length ? then : now;
}

/** Two minds seldom understand every word alike. */
const alike = 0.6;

function holds(text: string, words: string): boolean {
  const all = new Set(wordsOf(text));
  const those = wordsOf(words);
  return those.filter((it) => all.has(it)).length >= those.length * alike;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}
