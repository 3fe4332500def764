import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Buffer } from "node:buffer";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { over } from "../../domain/interview.ts";
import type { Tickets } from "../../interviews/tokens.ts";
import type { Interviews } from "../../interviews/interviews.ts";
import { short } from "../../kit/ids.ts";
import { type Door, ourUrl } from "../origin.ts";
import { Arrival } from "./arrival.ts";
import { type Refusal, refusalOf, refusals } from "./refusals.ts";
import { Visit, type VisitKit } from "./visit.ts";
import { type Timing, timing as usual, Wire } from "./wire.ts";

export type PcmKit = VisitKit & {
  readonly tickets: Pick<Tickets, "use">;
  readonly interviews: Pick<Interviews, "find">;
  readonly timing?: Timing;
};
type Shown = { readonly token: string; readonly signedOut: ReadonlySet<string> };
type Options = PcmKit & { readonly http: HttpServer; readonly door: Door };
export type PcmDoor = {
  /** Closes what devices hold open that were signed out. */
  signOut(deviceIds: readonly string[]): void;
  /** The devices that hold something open. */
  devices(): readonly string[];
  /** Says goodbye to everybody, whose places are kept; who does not answer is cut off when the server below stops. */
  close(): Promise<void>;
};

const path = /^\/ws\/interviews\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** How many may be saying who they are at once. */
const waitingMost = 100;
/** How long a client that is there has to answer when another one comes for its interview. */
const answersWithinMs = 2_000;
const stopping = "The server is stopping. Come back in a minute with a new token; the interview goes on.";
/** A frame beyond this is not even read to its end. */
const payloadBytes = 1_000_000;

/** The door for clients that speak PCM over a WebSocket, at /ws/interviews/<id>. */
export function openPcmDoor(options: Options): PcmDoor {
  const { http, door } = options;
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: payloadBytes });
  const visitors = new Visitors(options);
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Uint8Array): void => {
    const [pathname = "", query = ""] = (request.url ?? "/").split("?", 2);
    if (pathname.startsWith("/socket.io/")) return;
    if (!ours(door, request) || !pathname.startsWith("/ws/")) return drop(socket);
    sockets.handleUpgrade(request, socket, Buffer.from(head), (client) => {
      visitors.welcome(client, path.exec(pathname)?.[1] ?? null, new URLSearchParams(query).get("token"));
    });
  };
  http.on("upgrade", onUpgrade);
  return {
    signOut: (deviceIds) => visitors.signOut(deviceIds),
    devices: () => visitors.devices(),
    async close() {
      http.off("upgrade", onUpgrade);
      await visitors.stop();
      for (const client of sockets.clients) client.close(1001, stopping);
      sockets.close();
    },
  };
}

/** Who is at the door, and in which interviews. */
class Visitors {
  readonly #options: PcmKit;
  readonly #visits = new Map<string, { readonly wire: Wire; readonly visit: Visit }>();
  readonly #leaving = new Set<Promise<void>>();
  /** Those who are saying who they are, longest first. */
  readonly #waiting = new Map<Arrival, Wire>();
  /** For each who is being let in: the devices that were signed out meanwhile. */
  readonly #signedOut = new Set<Set<string>>();

  constructor(options: PcmKit) {
    this.#options = options;
  }

  welcome(socket: WebSocket, interviewId: string | null, token: string | null): void {
    const { clock, alarm, timing = usual } = this.#options;
    let arrival: Arrival | undefined;
    const wire = new Wire({
      ...{ socket, clock, alarm, timing },
      onFrame: (frame) => arrival?.hear(frame),
      onGone: () => arrival?.gone(),
    });
    if (interviewId === null) return wire.refuse(refusals.unknown);
    if (!this.#hasRoom()) return wire.refuse(refusals.tooMany);
    const known = arrival = new Arrival({
      ...{ interviewId, token, wire, alarm },
      admit: (shown) => this.#watched((signedOut) => this.#admit(wire, interviewId, { token: shown, signedOut })),
      onKnown: () => void (arrival && this.#waiting.delete(arrival)),
      onGone: (visit) => this.#gone(interviewId, visit),
      onFailed: (error) => this.#fail(wire, error),
    });
    this.#waiting.set(known, wire);
  }

  /** Whoever says nothing makes room for whoever comes, so that silence cannot fill the door. */
  #hasRoom(): boolean {
    if (this.#waiting.size < waitingMost) return true;
    const silent = [...this.#waiting].find(([it]) => it.silent);
    if (!silent) return false;
    const [arrival, wire] = silent;
    this.#waiting.delete(arrival);
    wire.refuse(refusals.tooMany);
    return true;
  }

  devices(): readonly string[] {
    return [...this.#visits.values()].map(({ visit }) => visit.deviceId);
  }

  signOut(deviceIds: readonly string[]): void {
    for (const meanwhile of this.#signedOut) for (const id of deviceIds) meanwhile.add(id);
    for (const { visit } of this.#visits.values()) {
      if (!deviceIds.includes(visit.deviceId)) continue;
      this.#leave(visit.leave("signed-out"));
      visit.refuse(refusals.signedOut);
    }
  }

  /** Resolves when nobody of them is in a room any more; their places are kept there. */
  async stop(): Promise<void> {
    for (const { wire, visit } of this.#visits.values()) {
      wire.close(1001, stopping);
      this.#leave(visit.leave("dropped"));
    }
    await Promise.all(this.#leaving);
  }

  /** Has `work` know which devices are signed out while it runs. */
  async #watched<T>(work: (signedOut: ReadonlySet<string>) => Promise<T>): Promise<T> {
    const signedOut = new Set<string>();
    this.#signedOut.add(signedOut);
    return await work(signedOut).finally(() => this.#signedOut.delete(signedOut));
  }

  /** null: they were told why not. */
  async #admit(wire: Wire, interviewId: string, { token, signedOut }: Shown): Promise<Visit | null> {
    const refuse = (why: Refusal): null => {
      wire.refuse(why);
      return null;
    };
    const holder = await this.#options.tickets.use(token, interviewId);
    if (!holder) return refuse(refusals.token);
    const interview = await this.#options.interviews.find(interviewId);
    if (interview?.ownerId !== holder.personId || interview.sessionId === null) return refuse(refusals.unknown);
    if (over(interview.status)) return refuse(refusals.over);
    if (!await this.#free(interviewId) || this.#visits.has(interviewId)) return refuse(refusals.alreadyConnected);
    if (signedOut.has(holder.deviceId)) return refuse(refusals.signedOut);
    const visit = new Visit({ ...this.#options, wire, me: holder, interviewId, sessionId: interview.sessionId });
    this.#visits.set(interviewId, { wire, visit });
    this.#options.log.debug("a PCM client came in", { interview: short(interviewId) });
    return visit;
  }

  /** Whether nobody is there for this interview. A client whose line broke without a word makes room. */
  async #free(interviewId: string): Promise<boolean> {
    const there = this.#visits.get(interviewId);
    if (!there) return true;
    if (await there.wire.answers(answersWithinMs)) return false;
    there.wire.cut();
    await there.visit.leave("dropped");
    if (this.#visits.get(interviewId) === there) this.#visits.delete(interviewId);
    return true;
  }

  #gone(interviewId: string, visit: Visit): void {
    if (this.#visits.get(interviewId)?.visit === visit) this.#visits.delete(interviewId);
    this.#leave(visit.leave("dropped"));
  }

  #leave(leaving: Promise<void>): void {
    const told = leaving.catch((error: unknown) => this.#options.log.error("a PCM guest did not leave", { error }));
    this.#leaving.add(told);
    void told.then(() => this.#leaving.delete(told));
  }

  #fail(wire: Wire, error: unknown): void {
    const refusal = refusalOf(error);
    if (!refusal) this.#options.log.error("a PCM client was not let in", { error });
    wire.refuse(refusal ?? refusals.provider);
  }
}

function ours(door: Door, { headers }: IncomingMessage): boolean {
  try {
    ourUrl(door, (name) => headers[name] as string | undefined);
    return true;
  } catch {
    return false; // a name that is not ours; what it was is nobody's business
  }
}

function drop(socket: Duplex): void {
  socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}
