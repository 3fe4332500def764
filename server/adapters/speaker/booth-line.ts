import { Buffer } from "node:buffer";
import type { Log } from "../../kit/log.ts";
import { tells } from "./booth/frames.mjs";
import { type BoothFrame, BoothSocket } from "./booth-socket.ts";

/** What the booth can do, as it said when it came. */
export type Hello = {
  readonly voice: string | null;
  readonly judges: boolean;
  /** It cannot reach the network. */
  readonly fenced: boolean;
};

/** Somebody who was given an id on the line. */
export type LineGuest = {
  frame(frame: BoothFrame): void;
  /** The booth is there, maybe another one than before: it knows nothing of this guest. */
  there(hello: Hello): void;
  lost(): void;
};

/** The line to the booth of this machine, shared by all who use it. It is made again whenever it breaks. */
export class BoothLine {
  readonly #log: Log;
  readonly #socket: BoothSocket;
  readonly #guests = new Map<number, LineGuest>();
  #hello: Hello | undefined;
  #count = 0;
  #arrive: () => void = () => {};
  /** Resolves when the booth first said what it can do. */
  readonly arrived = new Promise<void>((resolve) => this.#arrive = resolve);

  constructor({ socket, log }: { readonly socket: string; readonly log: Log }) {
    this.#log = log;
    this.#socket = new BoothSocket({
      ...{ path: socket, log },
      onFrame: (it) => this.#hear(it),
      onLost: () => this.#lost(),
    });
  }

  /** undefined while the booth is away. */
  get hello(): Hello | undefined {
    return this.#hello;
  }

  get waitingBytes(): number {
    return this.#socket.waitingBytes;
  }

  /** Gives a guest its id; from now on it is told when the booth comes and goes. */
  welcome(guest: LineGuest): number {
    const id = this.#count = (this.#count + 1) >>> 0;
    this.#guests.set(id, guest);
    return id;
  }

  farewell(id: number): void {
    this.#guests.delete(id);
  }

  send(kind: number, id: number, body?: Uint8Array): void {
    this.#socket.send(kind, id, body);
  }

  close(): void {
    this.#socket.close();
    this.#lost();
  }

  #hear(frame: BoothFrame): void {
    if (frame.kind !== tells.hello) return this.#guests.get(frame.id)?.frame(frame);
    const hello = helloIn(frame.body);
    this.#hello = hello;
    this.#log.info("the booth is there", { ...hello, voice: hello.voice ?? "(none)" });
    this.#arrive();
    for (const it of [...this.#guests.values()]) it.there(hello);
  }

  #lost(): void {
    if (!this.#hello) return;
    this.#hello = undefined;
    this.#log.warn("the booth is gone: nothing here speaks until it is back");
    for (const it of [...this.#guests.values()]) it.lost();
  }
}

function helloIn(body: Buffer): Hello {
  const { voice, judges, fenced } = JSON.parse(body.toString("utf8")) as Partial<Hello>;
  return { voice: typeof voice === "string" ? voice : null, judges: judges === true, fenced: fenced === true };
}
