import type { LiveSocket, Sockets } from "../sockets.ts";

/** What lies under a socket.io socket, as its version that we use has it; a test fails when another has it otherwise. */
type Under = {
  readonly readyState: string;
  readonly writeBuffer: readonly unknown[];
  readonly transport: TransportUnder;
};
type TransportUnder = { readonly name: string; readonly socket?: WebSocketUnder };
type WebSocketUnder = { readonly readyState: number; readonly extensions: string; readonly _socket?: Wire | null };
type Wire = { readonly writableLength: number; write(bytes: Uint8Array): boolean };

const openState = 1;

/** One page's connection, known down to the wire. */
export class Line {
  readonly socket: LiveSocket;
  readonly #conn: Under;
  #transport: TransportUnder | undefined;
  #webSocket: WebSocketUnder | undefined;
  #wire: Wire | null = null;

  constructor(socket: LiveSocket) {
    this.socket = socket;
    this.#conn = socket.conn as unknown as Under;
  }

  /** Facts that socket.io still holds back for this page. */
  get waiting(): number {
    return this.#conn.writeBuffer.length;
  }

  /** The connection itself, when socket.io would write to it as well, and bytes as they are. */
  get wire(): Wire | null {
    const { readyState, transport } = this.#conn;
    if (transport !== this.#transport) this.#look(transport);
    return readyState === "open" && this.#webSocket?.readyState === openState ? this.#wire : null;
  }

  /** Only what stays as it is for as long as the transport does: asked for each fact, it costs as much as the fact. */
  #look(transport: TransportUnder): void {
    this.#transport = transport;
    this.#webSocket = transport.name === "websocket" ? transport.socket : undefined;
    this.#wire = this.#webSocket?.extensions === "" ? this.#webSocket._socket ?? null : null;
  }
}

/** The lines of everybody in a room, looked up when somebody has come or gone. */
export function makeLines(sockets: Sockets): (room: string) => readonly Line[] {
  const { adapter, sockets: all } = sockets.of("/");
  const known = new Map<string, readonly Line[]>();
  const forget = (room: string): void => void known.delete(room);
  adapter.on("join-room", forget).on("leave-room", forget);
  return (room) => {
    const there = known.get(room);
    if (there) return there;
    const ids = adapter.rooms.get(room);
    if (!ids) return [];
    const lines = [...ids].map((id) => all.get(id)).filter((it) => it !== undefined).map((it) => new Line(it));
    // Who is let in this moment is in the room already, but not to be found yet.
    if (lines.length === ids.size) known.set(room, lines);
    return lines;
  };
}
