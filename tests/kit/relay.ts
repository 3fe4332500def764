import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { connect, createServer, type Server, type Socket as Stream } from "node:net";
import { Chance } from "./chance.ts";

/** How bad one direction is. */
export type Weather = {
  /** Of its packets, 0 to 1. */
  readonly loss: number;
  /** How many are lost in a row; the share of all that are lost stays the same. */
  readonly burst: number;
  readonly delayMs: number;
  /** Up to so much more, each packet by itself, so that some overtake others. */
  readonly jitterMs: number;
};
export type Way = "up" | "down";

export type Cut = "nothing" | "udp" | "media" | "everything";
export type Relay = {
  /** Changes the weather in one direction, or in both. */
  weather(now: Partial<Weather>, ways?: readonly Way[]): void;
  /** Lets nothing through, or all again: UDP alone, the media port's TCP too, or everything. */
  cut(what: Cut): void;
  /** Breaks every connection to the page's port, once; new ones come through. */
  breakSockets(): void;
  /** Packets that came to the relay and that it lost, by direction. */
  readonly counts: Readonly<Record<Way, { came: number; lost: number }>>;
  close(): Promise<void>;
};

type Options = {
  /** Where browsers are sent. The server announces this address; the port is the same on both. */
  readonly address: string;
  readonly port: number;
  /** The port of the page and its sockets, when they go through the same network. */
  readonly pagePort?: number;
  /** Where the page is asked for, when that is another address. */
  readonly pageAddress?: string;
  /** Where the server listens. */
  readonly to: string;
  readonly seed?: number;
};

const calm: Weather = { loss: 0, burst: 1, delayMs: 0, jitterMs: 0 };

/**
 * A bad network between browsers and the media port. It needs no rights: on the loopback there are many addresses, and a
 * server that announces another one than it listens on is what a server behind NAT is.
 */
export async function startRelay(
  { address, port, pagePort, pageAddress = address, to, seed = 1 }: Options,
): Promise<Relay> {
  const chance = new Chance(seed);
  const now: Record<Way, Weather> = { up: calm, down: calm };
  const counts = { up: { came: 0, lost: 0 }, down: { came: 0, lost: 0 } };
  const streak = { up: 0, down: 0 };
  let closed: Cut = "nothing";
  const loses = (way: Way): boolean => {
    if (closed !== "nothing") return true;
    if (streak[way] > 0) return streak[way]-- > 0;
    const { loss, burst } = now[way];
    // The first of a burst stands for all of it, and is as much rarer; what is not lost makes room for bursts.
    if (chance.share() >= loss / (burst - loss * (burst - 1))) return false;
    streak[way] = burst - 1;
    return true;
  };
  const pass = (way: Way, send: () => void): void => {
    counts[way].came++;
    if (loses(way)) return void counts[way].lost++;
    const { delayMs, jitterMs } = now[way];
    if (delayMs + jitterMs === 0) send();
    else setTimeout(send, delayMs + chance.share() * jitterMs);
  };
  const udp = await relayUdp({ address, port, to, pass });
  const open = (): boolean => closed !== "everything";
  const mediaOpen = (): boolean => closed !== "media" && open();
  const tcp = await relayTcp({ address, port, to, open: mediaOpen });
  const page = pagePort === undefined ? undefined : await relayTcp({ address: pageAddress, port: pagePort, to, open });
  return {
    counts,
    weather(change, ways = ["up", "down"]) {
      for (const way of ways) now[way] = { ...now[way], ...change };
    },
    cut(what) {
      closed = what;
      if (!mediaOpen()) tcp.drop();
      if (!open()) page?.drop();
    },
    breakSockets: () => page?.drop(),
    async close() {
      await Promise.all([udp.close(), tcp.close(), page?.close()]);
    },
  };
}

type Passage = Pick<Options, "address" | "port" | "to">;
type UdpOptions = Passage & { readonly pass: (way: Way, send: () => void) => void };

async function relayUdp({ address, port, to, pass }: UdpOptions): Promise<{ close(): Promise<void> }> {
  const front = createSocket("udp4");
  const behind = new Map<string, Socket>();
  let closed = false;
  const open = (from: RemoteInfo): Socket => {
    const socket = createSocket("udp4");
    socket.on("message", (packet) => pass("down", () => closed || front.send(packet, from.port, from.address)));
    // A server that is being restarted refuses packets for a while.
    socket.on("error", () => {});
    socket.bind(0, address); // some browsers do not believe an answer that calls them part of the loopback
    return socket;
  };
  front.on("message", (packet, from) => {
    const name = `${from.address}:${from.port}`;
    const socket = behind.get(name) ?? open(from);
    behind.set(name, socket);
    pass("up", () => closed || socket.send(packet, port, to));
  });
  await new Promise<void>((resolve, reject) => front.once("error", reject).bind(port, address, resolve));
  return {
    async close() {
      closed = true;
      for (const it of [front, ...behind.values()]) await new Promise<void>((resolve) => it.close(() => resolve()));
    },
  };
}

type TcpOptions = Passage & { readonly open: () => boolean };

async function relayTcp({ address, port, to, open }: TcpOptions): Promise<{ drop(): void; close(): Promise<void> }> {
  const streams = new Set<Stream>();
  const server: Server = createServer((front) => {
    if (!open()) return void front.destroy();
    const back = connect({ host: to, port });
    for (const it of [front, back]) {
      streams.add(it);
      // Either end may break off at any time; the other then ends as well.
      it.on("error", () => {}).on("close", () => {
        streams.delete(it);
        front.destroy();
        back.destroy();
      });
    }
    front.pipe(back).pipe(front);
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, address, resolve));
  const drop = (): void => streams.forEach((it) => it.destroy());
  return {
    drop,
    async close() {
      drop();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
