import type { Clock } from "../../kit/clock.ts";
import { AppError } from "../../kit/errors.ts";
import { Serial } from "../../kit/serial.ts";
import type { Note } from "../../rooms/tape.ts";
import type { Durable, LogName } from "../tap-line/words.ts";

type Options = {
  /** The log of notes, ready to be written; without `begins` undefined while nothing else of the take is kept. */
  readonly open: (options: { readonly begins: boolean }) => Promise<LogName | undefined>;
  readonly write: (log: LogName, note: Note) => void;
  /** Whether there is anybody who writes just now. */
  readonly able: () => boolean;
  readonly clock: Clock;
  /** They wait, and are tried again. */
  readonly report: (error: unknown) => void;
};

/** What waits for its log. More than an interview has in the seconds that this takes; higher takes more memory when it fails. */
const mostWaiting = 1_000;
/** After how long what could not be written is tried again. Lower asks a database that is down more often. */
const tryAgainMs = 2_000;

/** What happens and is written in an interview, on its way into its log. */
export class LiveNotes {
  readonly #options: Options;
  readonly #serial = new Serial();
  readonly #waiting: Note[] = [];
  #log: LogName | undefined;
  #kept = false;
  #over = false;
  #notBeforeMs = 0;
  #uptoMs = 0;
  #durable = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** How far they are on disk, in milliseconds of the take. */
  get uptoMs(): number {
    return this.#uptoMs;
  }

  /** null: they are not kept for their own sake. */
  get stand(): "waiting" | "kept" | null {
    if (!this.#kept || this.#over) return null;
    return this.#durable ? "kept" : "waiting";
  }

  /** Whether they wait for their log, and have it made also when nothing else is kept. */
  keep(kept: boolean): void {
    this.#kept = kept;
  }

  add(note: Note): void {
    if (this.#over) return;
    if (this.#waiting.push(note) > mostWaiting) this.#waiting.shift();
    this.look();
  }

  /** Writes what waits, if that may work by now. */
  look(): void {
    if (this.#waiting.length === 0 || this.#options.clock.now() < this.#notBeforeMs) return;
    void this.#serial.run(() => this.#write());
  }

  /** Whether that is their log; how far it is on disk. */
  reaches(log: LogName, { uptoMs }: Durable): void {
    if (this.#log?.trackId !== log.trackId) return;
    this.#uptoMs = uptoMs;
    this.#durable = true;
  }

  /** Their log takes nothing more until it is asked for again. */
  refused(): void {
    this.#log = undefined;
    this.#durable = false;
  }

  /** Nothing is written to disk until more of it is. */
  stands(): void {
    this.#durable = false;
  }

  /** Takes no more of them. Resolves when what was on its way is written. */
  async close(): Promise<void> {
    this.#over = true;
    await this.#serial.settled();
  }

  async #write(): Promise<void> {
    const { open, write, able, clock, report } = this.#options;
    if (this.#waiting.length === 0 || this.#kept && !able()) return;
    try {
      this.#log ??= await open({ begins: this.#kept });
      const notes = this.#waiting.splice(0);
      for (const it of notes) if (this.#log) write(this.#log, it);
    } catch (error) {
      this.#notBeforeMs = clock.now() + tryAgainMs;
      // Of a take that is over nothing more is kept.
      if (error instanceof AppError && error.code === "closed") this.#over = true;
      if (this.#over || !this.#kept) this.#waiting.length = 0;
      report(error);
    }
  }
}
