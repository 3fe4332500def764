import { Buffer } from "node:buffer";
import { connect, type Socket } from "node:net";
import { frame, Frames } from "./booth/frames.mjs";

export type BoothFrame = { readonly kind: number; readonly id: number; readonly body: Buffer };
type Options = {
  readonly path: string;
  readonly onFrame: (frame: BoothFrame) => void;
  readonly onLost: () => void;
};

/** From a break to the next try. Lower finds a booth sooner that starts again, higher asks less for one that is not there. */
const retryMs = 25;
const retryMaxMs = 1_000;
/** A booth that ended is there again within a second or two: it is asked for often until then. */
const quickTries = 80;

/** A connection to the booth's socket, made again whenever it is lost. */
export class BoothSocket {
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

  /** Whether it was sent; while there is no booth it is not. */
  send(kind: number, id: number, body?: Uint8Array): boolean {
    if (!this.#socket?.writable) return false;
    this.#socket.write(frame(kind, id, body));
    return true;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.destroy();
  }

  #connect(): void {
    const socket = connect(this.#options.path);
    const frames = new Frames();
    socket.once("connect", () => {
      this.#socket = socket;
      if (this.#closed) socket.destroy();
    });
    socket.on("data", (piece: Buffer) => {
      try {
        for (const it of frames.take(piece)) this.#options.onFrame(it);
        this.#failures = 0;
      } catch (error) {
        // What comes makes no sense any more: another connection begins anew.
        socket.destroy(error as Error);
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
    this.#timer = setTimeout(() => this.#connect(), waitMs(this.#failures++));
  }
}

function waitMs(failures: number): number {
  return Math.min(retryMaxMs, retryMs * 2 ** Math.max(0, failures - quickTries));
}
