import type { Buffer } from "node:buffer";
import { StringDecoder } from "node:string_decoder";
import { AppError } from "../../kit/errors.ts";
import { KeptSocket } from "../../kit/kept-socket.ts";
import type { Log } from "../../kit/log.ts";
import type { Refusal, Said, Wish } from "./words.ts";

type Asked = Extract<Wish, { n: number }>;
type WithoutNumber<T> = T extends { n: number } ? Omit<T, "n"> : never;
type Waiting = { resolve(): void; reject(error: AppError): void };
type Options = {
  readonly path: string;
  readonly onSaid: (said: Exclude<Said, { n: number }>) => void;
  readonly onLost: () => void;
  readonly log: Log;
};

/** A tap that ended is there again within a second or so: it is asked for often until then. */
const quickTries = 60;

/** The tap's socket, as lines of JSON with answers to what was asked. */
export class TapSocket {
  readonly #options: Options;
  readonly #waiting = new Map<number, Waiting>();
  readonly #socket: KeptSocket;
  #count = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#socket = new KeptSocket({
      ...{ path: options.path, log: options.log, quickTries },
      onOpen: () => this.#reader(),
      onLost: () => this.#lost(),
    });
  }

  /** Resolves when the tap did it; throws AppError otherwise, "unavailable" when it is not there or goes meanwhile. */
  ask(wish: WithoutNumber<Asked>): Promise<void> {
    if (!this.#socket.open) return Promise.reject(noTap());
    const n = ++this.#count;
    this.say({ ...wish, n } as Asked);
    return new Promise((resolve, reject) => this.#waiting.set(n, { resolve, reject }));
  }

  say(wish: Wish): void {
    this.#socket.write(`${JSON.stringify(wish)}\n`);
  }

  close(): void {
    this.#socket.close("end");
  }

  #reader(): (piece: Buffer) => void {
    const decoder = new StringDecoder("utf8");
    let rest = "";
    return (piece) => {
      const lines = (rest + decoder.write(piece)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#hear(JSON.parse(line) as Said);
    };
  }

  #hear(said: Said): void {
    if (said.is !== "done" && said.is !== "refused") return this.#options.onSaid(said);
    const waiting = this.#waiting.get(said.n);
    this.#waiting.delete(said.n);
    if (said.is === "done") waiting?.resolve();
    else waiting?.reject(refused(said.code));
  }

  #lost(): void {
    for (const it of this.#waiting.values()) it.reject(noTap());
    this.#waiting.clear();
    this.#options.onLost();
  }
}

function noTap(): AppError {
  return new AppError("unavailable", "Recording is not possible at the moment: the recorder starts again.");
}

const sentences: Readonly<Record<Refusal, readonly [code: AppError["code"], message: string]>> = {
  "locked": ["conflict", "This recording is being written by another process."],
  "other-key": ["internal", "This recording was locked with another key. Nothing was changed."],
  "newer-version": ["unavailable", "This recording was made by a newer Grindstone. Nothing was changed."],
  "not-a-log": ["internal", "This is no recording, or its first bytes were changed."],
  "unknown": ["not-found", "There is no such recording that is being made."],
  "taken": ["conflict", "This stream is recorded somewhere else."],
  "bad-wish": ["internal", "The recorder does not understand what it was asked."],
  "disk-slow": ["unavailable", "The disk is too slow to record."],
  "disk-full": ["unavailable", "The disk is full: nothing more can be recorded until there is space."],
  "read-only": ["unavailable", "The folder of recordings may not be written to."],
  "disk-failed": ["unavailable", "The disk does not take the recording."],
};

/** A refusal as a person may read it. */
function refused(code: Refusal): AppError {
  const [kind, message] = sentences[code];
  return new AppError(kind, message, { cause: new Error(code) });
}
