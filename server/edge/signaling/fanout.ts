import { Buffer } from "node:buffer";
import type { FactName, Facts } from "../../../proto/signaling.ts";
import type { Log } from "../../kit/log.ts";
import type { LiveSocket, Sockets } from "../sockets.ts";

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
  const { adapter, sockets: all } = sockets.of("/");
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
      const ids = adapter.rooms.get(room);
      if (!ids) return;
      const frame = frameOf(name, fact);
      for (const id of ids) {
        const socket = all.get(id);
        if (!socket) continue;
        const wire = wireOf(socket);
        const behind = wire?.writableLength ?? 0;
        if (behind > limits.closeBytes || waiting(socket) > limits.closeFacts) tooSlow(socket);
        else if (behind > limits.skipBytes && replaced.has(name)) told.skipped++;
        else if (wire && waiting(socket) === 0) {
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

/** What lies under a socket.io socket, as its version that we use has it; a test fails when another has it otherwise. */
type Under = {
  readonly readyState: string;
  readonly writeBuffer: readonly unknown[];
  readonly transport: { readonly name: string; readonly socket?: WebSocketUnder };
};
type WebSocketUnder = { readonly readyState: number; readonly extensions: string; readonly _socket?: Wire | null };
type Wire = { readonly writableLength: number; write(bytes: Uint8Array): boolean };

const openState = 1;

/** The connection itself, when what is written to it now comes after all that was sent before. */
function wireOf(socket: LiveSocket): Wire | null {
  const { readyState, transport } = under(socket);
  if (readyState !== "open" || transport.name !== "websocket") return null;
  const { socket: webSocket } = transport;
  const plain = webSocket?.readyState === openState && webSocket.extensions === "";
  return plain ? webSocket._socket ?? null : null;
}

/** Facts that socket.io still holds back for this page. */
function waiting(socket: LiveSocket): number {
  return under(socket).writeBuffer.length;
}

function under(socket: LiveSocket): Under {
  return socket.conn as unknown as Under;
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
