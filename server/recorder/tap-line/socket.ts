import { connect, type Socket } from "node:net";
import { AppError } from "../../kit/errors.ts";
import type { Refusal, Said, Wish } from "./words.ts";

type Asked = Extract<Wish, { n: number }>;
type WithoutNumber<T> = T extends { n: number } ? Omit<T, "n"> : never;
type Waiting = { resolve(): void; reject(error: AppError): void };
type Options = {
  readonly path: string;
  readonly onSaid: (said: Exclude<Said, { n: number }>) => void;
  readonly onLost: () => void;
};

/** From a break to the next try. Lower finds a tap sooner that starts again, higher asks less for one that is not there. */
const retryMs = 25;
const retryMaxMs = 1_000;
/** A tap that ended is there again within a second or so: it is asked for often until then. */
const quickTries = 60;

/** A connection to the tap's socket, made again whenever it is lost. */
export class TapSocket {
  readonly #options: Options;
  readonly #waiting = new Map<number, Waiting>();
  #socket: Socket | undefined;
  #rest = "";
  #count = 0;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#connect();
  }

  /** Resolves when the tap did it; throws AppError otherwise, "unavailable" when it is not there or goes meanwhile. */
  ask(wish: WithoutNumber<Asked>): Promise<void> {
    if (!this.#socket) return Promise.reject(noTap());
    const n = ++this.#count;
    this.say({ ...wish, n } as Asked);
    return new Promise((resolve, reject) => this.#waiting.set(n, { resolve, reject }));
  }

  say(wish: Wish): void {
    this.#socket?.write(`${JSON.stringify(wish)}\n`);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.end();
  }

  #connect(): void {
    const socket = connect(this.#options.path);
    socket.setEncoding("utf8");
    socket.once("connect", () => {
      this.#failures = 0;
      this.#socket = socket;
      if (this.#closed) socket.end();
    });
    socket.on("data", (text: string) => this.#take(text));
    // Why it closes makes no difference: "close" follows.
    socket.on("error", () => {});
    socket.once("close", () => this.#lost());
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#hear(JSON.parse(line) as Said);
  }

  #hear(said: Said): void {
    if (said.is !== "done" && said.is !== "refused") return this.#options.onSaid(said);
    const waiting = this.#waiting.get(said.n);
    this.#waiting.delete(said.n);
    if (said.is === "done") waiting?.resolve();
    else waiting?.reject(refused(said.code));
  }

  #lost(): void {
    this.#rest = "";
    const there = this.#socket !== undefined;
    this.#socket = undefined;
    for (const it of this.#waiting.values()) it.reject(noTap());
    this.#waiting.clear();
    if (there) this.#options.onLost();
    if (this.#closed) return;
    this.#timer = setTimeout(() => this.#connect(), waitMs(this.#failures++));
  }
}

function waitMs(failures: number): number {
  return Math.min(retryMaxMs, retryMs * 2 ** Math.max(0, failures - quickTries));
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
