import { Buffer } from "node:buffer";
import type { WebSocket } from "ws";
import { grindstone } from "../../../proto/gen/interview.js";
import type { Alarm } from "../../kit/alarm.ts";
import type { Clock } from "../../kit/clock.ts";
import { Flow } from "./flow.ts";
import { type FromClient, pcmBytes, readFrame } from "./frames.ts";
import { type Refusal, refusals } from "./refusals.ts";

type Message = grindstone.ServerToClientMessage.$Properties;
export type Timing = {
  /** How often a client has to show that it reads. */
  readonly pingMs: number;
  /** How far it may be behind with reading before it is let go. */
  readonly behindMs: number;
  /** How long it has to say goodbye. */
  readonly goodbyeMs: number;
};
export const timing: Timing = { pingMs: 5_000, behindMs: 15_000, goodbyeMs: 3_000 };

type Options = {
  readonly socket: WebSocket;
  readonly clock: Clock;
  readonly alarm: Alarm;
  readonly timing: Timing;
  readonly onFrame: (frame: Exclude<FromClient, { kind: "bad" }>) => void;
  /** The line is gone, whoever ended it. */
  readonly onGone: () => void;
};

/** What waits to be read beyond this is sound that is not sent any more. Higher is later, lower skips more on a bad line. */
const soundBytes = 64_000;
/** How long after a rest a client still counts as one that sends ahead. */
const heldBackMs = 3_000;
/** A reason for closing is no longer than this. */
const reasonBytes = 123;
/** What waits beyond this fills our memory. */
const mostBytes = 1_000_000;

/** One client's line: frames in and out, at a pace that both can follow. */
export class Wire {
  readonly #options: Options;
  readonly #flow: Flow;
  readonly #cancels = new Set<() => void>();
  #pongMs: number;
  #restedMs = -Infinity;
  #ended = false;

  constructor(options: Options) {
    this.#options = options;
    this.#flow = new Flow(options.clock);
    this.#pongMs = options.clock.now();
    const { socket } = options;
    socket.on("message", (data: Buffer, binary: boolean) => this.#read(data, binary));
    socket.on("pong", () => this.#pongMs = options.clock.now());
    socket.on("error", () => undefined); // it closes, which is told
    socket.once("close", () => this.#gone());
    this.#beat();
  }

  /** Nothing is sent or heard any more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** It sends more than is spoken, so that we often do not read on. */
  get heldBack(): boolean {
    return this.#options.clock.now() - this.#restedMs < heldBackMs;
  }

  send(message: Message): void {
    if (this.#ended) return;
    this.#write(message);
    if (this.#options.socket.bufferedAmount > mostBytes) this.refuse(refusals.tooSlow);
  }

  /** Sound that a client would hear far too late is left out. */
  sound(pcm: Int16Array): void {
    if (this.#options.socket.bufferedAmount > soundBytes) return;
    this.send({ audioResponse: { audioContent: pcmBytes(pcm) } });
  }

  /** Says why, then closes with the same code. */
  refuse({ code, message }: Refusal): void {
    this.#goodbye({ error: { code, message } }, code, message);
  }

  /** The interview is over. */
  end(reason: grindstone.SessionEnded.Reason): void {
    this.#goodbye({ sessionEnded: { reason } }, 1000, "The interview is over.");
  }

  /** The server goes, and comes back. */
  close(code: number, message: string): void {
    this.#goodbye(null, code, message);
  }

  /** Resolves to whether the client answers within that time. */
  answers(withinMs: number): Promise<boolean> {
    const { socket, alarm } = this.#options;
    if (this.#ended || socket.readyState !== socket.OPEN) return Promise.resolve(false);
    if (socket.isPaused) return Promise.resolve(true); // it sends so much that we do not read on yet
    return new Promise((resolve) => {
      const done = (it: boolean) => {
        cancel();
        socket.off("pong", yes).off("close", no);
        resolve(it);
      };
      const yes = () => done(true);
      const no = () => done(false);
      const cancel = alarm(withinMs, no);
      socket.once("pong", yes).once("close", no);
      socket.ping();
    });
  }

  cut(): void {
    this.#options.socket.terminate();
  }

  #read(data: Buffer, binary: boolean): void {
    if (this.#ended) return;
    const frame = readFrame(data, binary);
    if (!this.#flow.takes(frame.kind === "sound" ? frame.pcm.length : 0)) return this.refuse(refusals.tooFast);
    if (frame.kind === "bad") return this.refuse(frame.refusal);
    const { restMs } = this.#flow;
    if (restMs > 0) this.#rest(restMs);
    this.#options.onFrame(frame);
  }

  /** What comes meanwhile stays with its sender. */
  #rest(ms: number): void {
    const { socket, clock } = this.#options;
    this.#restedMs = clock.now() + ms;
    if (socket.isPaused) return;
    socket.pause();
    this.#later(ms, () => socket.resume());
  }

  /** A ping waits behind all that was sent before it, so its answer says how far the client is with reading. */
  #beat(): void {
    const { socket, clock, timing: { pingMs, behindMs } } = this.#options;
    this.#later(pingMs, () => {
      if (this.#ended) return;
      // While we do not read, its answers cannot come.
      if (socket.isPaused) this.#pongMs = clock.now();
      if (clock.now() - this.#pongMs >= behindMs) return this.refuse(refusals.tooSlow);
      socket.ping();
      this.#beat();
    });
  }

  #goodbye(last: Message | null, code: number, message: string): void {
    if (this.#ended) return;
    this.#ended = true;
    const { socket, timing: { goodbyeMs } } = this.#options;
    if (last) this.#write(last);
    socket.resume();
    socket.close(code, Buffer.byteLength(message) > reasonBytes ? "" : message);
    this.#later(goodbyeMs, () => socket.terminate());
  }

  #write(message: Message): void {
    const { socket } = this.#options;
    if (socket.readyState === socket.OPEN) {
      socket.send(grindstone.ServerToClientMessage.encode(message).finish(), { binary: true });
    }
  }

  #later(ms: number, work: () => void): void {
    const cancel = this.#options.alarm(ms, () => {
      this.#cancels.delete(cancel);
      work();
    });
    this.#cancels.add(cancel);
  }

  #gone(): void {
    this.#ended = true;
    this.#cancels.forEach((it) => it());
    this.#cancels.clear();
    this.#options.onGone();
  }
}
