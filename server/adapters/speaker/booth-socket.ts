import type { Buffer } from "node:buffer";
import { KeptSocket } from "../../kit/kept-socket.ts";
import type { Log } from "../../kit/log.ts";
import { frame, Frames } from "./booth/frames.mjs";

export type BoothFrame = { readonly kind: number; readonly id: number; readonly body: Buffer };
type Options = {
  readonly path: string;
  readonly onFrame: (frame: BoothFrame) => void;
  readonly onLost: () => void;
  readonly log: Log;
};

/** A booth that ended is there again within a second or two: it is asked for often until then. */
const quickTries = 80;

/** The booth's socket, as frames. */
export class BoothSocket {
  readonly #socket: KeptSocket;

  constructor({ onFrame, ...options }: Options) {
    const onOpen = (): (piece: Buffer) => void => {
      const frames = new Frames();
      return (piece) => {
        for (const it of frames.take(piece)) onFrame(it);
      };
    };
    this.#socket = new KeptSocket({ ...options, quickTries, onOpen });
  }

  /** Bytes that were given to it and have not left yet. */
  get waitingBytes(): number {
    return this.#socket.waitingBytes;
  }

  /** Whether it was sent; while there is no booth it is not. */
  send(kind: number, id: number, body?: Uint8Array): boolean {
    return this.#socket.write(frame(kind, id, body));
  }

  close(): void {
    this.#socket.close("destroy");
  }
}
