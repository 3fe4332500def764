import { atTheStart, type Progress } from "../domain/plan.ts";
import { Soon } from "../kit/soon.ts";
import type { Brief } from "../ports/interviewer.ts";
import type { Observation, Transcript } from "../ports/transcripts.ts";
import type { HeardVoice, InterviewerTells, InterviewTurn } from "../rooms/interviewers.ts";
import type { InterviewerKit } from "./kit.ts";
import { type Memory, memoryOf } from "./memory.ts";
import { Minutes } from "./minutes.ts";
import { HeardWords, type Span } from "./heard-words.ts";
import { ended, grown, type Utterance } from "./utterance.ts";
import { shownWords } from "./words.ts";

type Options = {
  readonly kit: Pick<InterviewerKit, "transcripts" | "desk" | "clock" | "ids" | "log" | "alarm">;
  readonly turn: InterviewTurn;
  readonly memory: Memory | null;
  readonly kept: Transcript | null;
  readonly tells: Pick<InterviewerTells, "caption" | "note">;
  readonly remembers: (memory: unknown) => void;
  /** Who spoke then, who spoke most first. */
  readonly whoSpoke: (span: Span) => readonly Pick<HeardVoice, "personId" | "name">[];
};

const keepAfterMs = 3_000;
const againAfterMs = 500;
const recapped = 60;

/** Shows and keeps what is said in one interview, and how far it is. */
export class Pen {
  /** What people are understood to say. */
  readonly heard: HeardWords;
  readonly #options: Options;
  readonly #minutes: Minutes;
  readonly #keep: Soon;
  readonly #putAway: () => void;
  #progress: Progress;
  #said: Memory["said"];
  #staysHere = false;
  #own: Utterance | null = null;

  constructor(options: Options) {
    const { turn, memory, kept, whoSpoke, kit: { desk, log } } = options;
    this.#options = options;
    this.#progress = memory?.progress ?? atTheStart;
    this.#said = memory?.said ?? [];
    this.#minutes = new Minutes(turn.startedAtMs, kept);
    this.heard = new HeardWords({
      ...{ ...options.kit, tells: options.tells },
      whose: (span) => whoSpoke(span)[0]?.personId ?? turn.personId,
      note: (words, span) => this.#quotes(words, span),
    });
    this.#putAway = desk.lay(turn.interviewId, () => this.#minutes.transcript);
    this.#keep = new Soon({
      afterMs: keepAfterMs,
      work: () => this.#write(false),
      report: (error) => log.error("what was said could not be kept", { error }),
    });
  }

  /** Remembered also by who goes on after a restart. */
  staysHere(): void {
    this.#staysHere = true;
    this.#remember();
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** How far it is, for who takes over; null: it has not said its first word. */
  get recap(): Brief["soFar"] {
    return this.#said.length === 0 ? null : { said: this.#said, question: this.#progress.question };
  }

  /** A question of the plan is open. */
  asks({ task: { plan } }: Pick<Brief, "task">): string {
    const { question: index } = this.#progress;
    const ask = plan[index]?.ask ?? "";
    this.#minutes.asked(index, ask, this.#now);
    this.#options.tells.note({ kind: "question", index, ask });
    this.#remember();
    return ask;
  }

  /** true: another question is open. */
  moves(progress: Progress): boolean {
    const moved = progress.question !== this.#progress.question;
    this.#progress = progress;
    this.#remember();
    return moved;
  }

  observed(observation: Omit<Observation, "atMs">): void {
    this.#minutes.observed(observation, this.#now);
    this.#keep.ask();
  }

  spent(who: "candidate" | "interviewer" | "thinking", ms: number): void {
    this.#minutes.spent(who, Math.max(0, ms));
    this.#keep.ask();
  }

  /** What the interviewer says, as it can be heard. */
  own(text: string, fromMs: number): void {
    const { kit: { ids }, tells } = this.#options;
    this.#own = grown(this.#own ?? { id: ids.next(), personId: null, fromMs, text: "" }, text, tells);
  }

  closeOwn(): void {
    this.heard.settle();
    const own = this.#own;
    this.#own = null;
    const text = own?.text.trim() ?? "";
    if (!own || text === "") return;
    ended(own, this.#options.tells);
    const name = shownWords.interviewer;
    this.#minutes.said({ by: "interviewer", personId: null, name, text, exact: true }, own.fromMs, this.#now);
    this.spent("interviewer", this.#now - own.fromMs);
    this.#tell({ by: "interviewer", name, text });
  }

  typed(voice: HeardVoice, text: string): void {
    this.#note([voice], text, { exact: true, fromMs: this.#now, toMs: this.#now });
  }

  /** `over`: nothing is added any more. Rejects when the last of it could not be kept. */
  async close(over: boolean): Promise<void> {
    this.heard.finish();
    this.closeOwn();
    if (over) this.#minutes.closeQuestion(this.#now);
    this.#keep.forget();
    this.#putAway();
    await this.#writeLast(over);
  }

  get #now(): number {
    return this.#options.kit.clock.now();
  }

  #quotes(words: Utterance, span: Span): void {
    const { tells, turn, whoSpoke } = this.#options;
    const found = whoSpoke(span);
    const speakers = found.length > 0 ? found : [turn];
    ended(words, tells, { several: speakers.length > 1 });
    this.#note(speakers, words.text, { ...span, exact: false });
  }

  #note(
    speakers: readonly Pick<HeardVoice, "personId" | "name">[],
    text: string,
    { exact, fromMs, toMs }: Span & { readonly exact: boolean },
  ): void {
    const author = authorOf(speakers, this.#options.turn);
    this.#minutes.said({ ...author, text, exact }, fromMs, toMs);
    this.#tell({ by: author.by, name: author.name, text });
  }

  #tell(line: Memory["said"][number]): void {
    this.#said = [...this.#said, line].slice(-recapped);
    this.#remember();
  }

  #remember(): void {
    const { turn, remembers } = this.#options;
    remembers(memoryOf({
      ...{ interviewId: turn.interviewId, progress: this.#progress, said: this.#said, staysHere: this.#staysHere },
    }));
    this.#keep.ask();
  }

  /** A database that stumbles once does not cost the last words. */
  async #writeLast(over: boolean): Promise<void> {
    try {
      await this.#write(over);
    } catch (error) {
      this.#options.kit.log.warn("the last of an interview is written once more", { error });
      await new Promise<void>((resolve) => void this.#options.kit.alarm(againAfterMs, resolve));
      await this.#write(over);
    }
  }

  async #write(last: boolean): Promise<void> {
    const { kit: { transcripts }, turn } = this.#options;
    await transcripts.keep(turn.interviewId, this.#minutes.transcript, { now: new Date(this.#now), last });
  }
}

const together = new Intl.ListFormat("en");

/** Whose words they are. What several said in one turn is nobody's alone. */
function authorOf(speakers: readonly Pick<HeardVoice, "personId" | "name">[], turn: InterviewTurn) {
  const ids = speakers.map((it) => it.personId);
  const by = ids.includes(turn.personId) ? "candidate" as const : "speaker" as const;
  const name = together.format(speakers.map((it) => it.name));
  const [only, ...others] = ids;
  return others.length === 0 ? { by, personId: only ?? null, name } : { by, personId: null, name, together: ids };
}
