import { Buffer } from "node:buffer";
import type { FactName, Facts } from "../../../proto/signaling.ts";
import type { Log } from "../../kit/log.ts";
import type { LiveSocket, Sockets } from "../sockets.ts";
import { makeLines } from "./lines.ts";

/** Says one fact to everybody in a room. */
export type Fanout = {
  tell<N extends FactName>(room: string, name: N, fact: Facts[N]): void;
  /** How many were told so far: straight to their connection, by socket.io's own way, or not, being behind. */
  readonly told: Readonly<Told>;
};
type Told = { direct: number; ordinary: number; skipped: number; closed: number };
type Options = { readonly sockets: Sockets; readonly log: Log; readonly patience?: Partial<Patience> };
type Patience = {
  /** Bytes that wait for a slow page until it gets no more of what the next fact replaces. Lower spares it more. */
  readonly skipBytes: number;
  /** Bytes that wait until it is let go, to come back and look again. Higher holds more memory for a page that hangs. */
  readonly closeBytes: number;
  /** The same for pages without a WebSocket, in facts. */
  readonly closeFacts: number;
};

const usual: Patience = { skipBytes: 64_000, closeBytes: 1_000_000, closeFacts: 1_000 };
/** Each of these says all again, so one more or less is nothing. */
const replaced: ReadonlySet<FactName> = new Set<FactName>(["voices:heard"]);

/**
 * Encodes a fact once, down to the bytes on the wire, and hands the same bytes to every connection. Where that would not
 * be right (no WebSocket yet, compression, something waiting before it) socket.io sends it, so that order always holds.
 */
export function makeFanout({ sockets, log, patience = {} }: Options): Fanout {
  const limits = { ...usual, ...patience };
  const linesOf = makeLines(sockets);
  const told: Told = { direct: 0, ordinary: 0, skipped: 0, closed: 0 };
  const tooSlow = (socket: LiveSocket): void => {
    told.closed++;
    log.warn("a slow page is let go");
    // Not a word first: it would wait behind all the others. The page notices, comes back and looks again.
    socket.conn.close(true);
  };
  return {
    told,
    tell(room, name, fact) {
      const lines = linesOf(room);
      if (lines.length === 0) return;
      const frame = frameOf(name, fact);
      const skipBytes = replaced.has(name) ? limits.skipBytes : Infinity;
      for (const { socket, wire, waiting } of lines) {
        const behind = wire?.writableLength ?? 0;
        if (behind > limits.closeBytes || waiting > limits.closeFacts) tooSlow(socket);
        else if (behind > skipBytes) told.skipped++;
        else if (wire && waiting === 0) {
          wire.write(frame);
          told.direct++;
        } else {
          (socket.emit as (name: string, fact: unknown) => boolean)(name, fact);
          told.ordinary++;
        }
      }
    },
  };
}

/** engine.io's "message" (4) that holds socket.io's "event" (2), as one unmasked text frame. */
function frameOf(name: string, fact: unknown): Buffer {
  const text = `42${JSON.stringify([name, fact])}`;
  const bytes = Buffer.byteLength(text);
  const head = headOf(bytes);
  const frame = Buffer.allocUnsafe(head.length + bytes);
  head.copy(frame);
  frame.write(text, head.length);
  return frame;
}

function headOf(bytes: number): Buffer {
  const wholeText = 0x81;
  if (bytes < 126) return Buffer.from([wholeText, bytes]);
  const head = Buffer.alloc(bytes < 65_536 ? 4 : 10);
  head[0] = wholeText;
  if (bytes < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(bytes, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(bytes), 2);
  }
  return head;
}
