import type { Buffer } from "node:buffer";
import { connect, type Socket } from "node:net";
import type { Log } from "./log.ts";

type Options = {
  readonly path: string;
  /** How often it is asked for quickly, one after the other, before that becomes rarer. */
  readonly quickTries: number;
  /** A connection is there; gives what reads it. When that throws, another begins anew. */
  readonly onOpen: () => (piece: Buffer) => void;
  readonly onLost: () => void;
  readonly log: Log;
};

/** From a break to the next try. Lower finds a process sooner that starts again, higher asks less for one that is not there. */
const retryMs = 25;
const retryMaxMs = 1_000;

/** A connection to another process of this machine, made again whenever it is lost. */
export class KeptSocket {
  readonly #options: Options;
  #socket: Socket | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#connect();
  }

  /** Bytes that were given to it and have not left yet. */
  get waitingBytes(): number {
    return this.#socket?.writableLength ?? 0;
  }

  /** Somebody is there. */
  get open(): boolean {
    return this.#socket !== undefined;
  }

  /** Whether it was sent; while nobody is there it is not. */
  write(data: string | Uint8Array): boolean {
    if (!this.#socket?.writable) return false;
    this.#socket.write(data);
    return true;
  }

  /** `end`: what was written still leaves. */
  close(how: "end" | "destroy"): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.[how]();
  }

  #connect(): void {
    const socket = connect(this.#options.path);
    let read: ((piece: Buffer) => void) | undefined;
    socket.once("connect", () => {
      this.#socket = socket;
      if (this.#closed) socket.destroy();
      else read = this.#options.onOpen();
    });
    socket.on("data", (piece: Buffer) => {
      try {
        read?.(piece);
        this.#failures = 0;
      } catch (error) {
        this.#options.log.error("what another process of this machine says makes no sense", { error });
        socket.destroy();
      }
    });
    // Why it closes makes no difference: "close" follows.
    socket.on("error", () => {});
    socket.once("close", () => this.#lost());
  }

  #lost(): void {
    const there = this.#socket !== undefined;
    this.#socket = undefined;
    if (there) this.#options.onLost();
    if (this.#closed) return;
    const { quickTries } = this.#options;
    const waitMs = Math.min(retryMaxMs, retryMs * 2 ** Math.max(0, this.#failures++ - quickTries));
    this.#timer = setTimeout(() => this.#connect(), waitMs);
  }
}
