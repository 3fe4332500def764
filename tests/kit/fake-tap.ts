import type { Buffer } from "node:buffer";
import { createSocket } from "node:dgram";
import { Emitter } from "../../server/kit/emitter.ts";
import type { LogHead, Mark } from "../../server/recorder/log/records.ts";
import type { Tap, TapEvents } from "../../server/recorder/tap-line/line.ts";
import type { LogName, Route } from "../../server/recorder/tap-line/words.ts";
import { readRtp } from "./rtp.ts";

export type FakeTap = Tap & {
  /** The packets' payloads of a track, in the order in which they came, as text. */
  packets(trackId: string): readonly string[];
  readonly logs: Map<string, Omit<LogHead, "version">>;
  readonly marks: (LogName & { readonly mark: Mark })[];
  readonly notes: (LogName & { readonly note: unknown })[];
  readonly closed: string[];
  /** What it answers, when not as it should. */
  answer: { openLog?: () => Promise<void>; route?: () => Promise<void> };
  /** It ends, and another one listens elsewhere once `up`. */
  die(): Promise<void>;
  /** `port`: where it listened before; otherwise anywhere. */
  up(port?: number): Promise<void>;
};

/** A tap that keeps what comes in memory, at a port of this machine. */
export async function fakeTap(): Promise<FakeTap> {
  const routes = new Map<number, Route>();
  const packets = new Map<string, string[]>();
  const hear = (message: Buffer, fromPort: number): void => {
    const rtp = readRtp(message);
    const route = rtp && routes.get(rtp.ssrc);
    if (!rtp || route?.fromPort !== fromPort) return;
    packets.set(route.trackId, [...packets.get(route.trackId) ?? [], rtp.payload.toString("latin1")]);
  };
  let ear = await listen(hear);
  const tap: FakeTap = {
    events: new Emitter<TapEvents>((error) => {
      throw error;
    }),
    port: ear.port,
    logs: new Map(),
    marks: [],
    notes: [],
    closed: [],
    answer: {},
    packets: (trackId) => packets.get(trackId) ?? [],
    async openLog(head) {
      await tap.answer.openLog?.();
      tap.logs.set(head.trackId, head);
    },
    async route(route) {
      await tap.answer.route?.();
      routes.set(route.ssrc, route);
    },
    unroute: (ssrc) => void routes.delete(ssrc),
    mark: (log, mark) => void tap.marks.push({ ...log, mark }),
    note: (log, note) => void tap.notes.push({ ...log, note }),
    closeLog: async ({ trackId }) => void tap.closed.push(trackId),
    closeTake: async (takeId) => void tap.closed.push(takeId),
    async die() {
      Object.assign(tap, { port: undefined });
      await ear.close();
      tap.events.emit("down");
    },
    async up(port) {
      ear = await listen(hear, port);
      Object.assign(tap, { port: ear.port });
      tap.events.emit("up", ear.port);
    },
    close: () => ear.close(),
  };
  return tap;
}

async function listen(hear: (message: Buffer, fromPort: number) => void, port = 0) {
  const socket = createSocket("udp4", (message, from) => hear(message, from.port));
  await new Promise<void>((resolve) => socket.bind(port, "127.0.0.1", resolve));
  return {
    port: socket.address().port,
    close: () => new Promise<void>((resolve) => void socket.close(() => resolve())),
  };
}
