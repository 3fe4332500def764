import { EventEmitter } from "node:events";
import { Hono } from "hono";
import { WebSocket } from "ws";
import { grindstone } from "../../proto/gen/interview.js";
import { patchOf, type RoomView } from "../../proto/live/view.ts";
import { safetyHeaders } from "../../server/edge/headers.ts";
import { listen, makeServer, stopServer } from "../../server/edge/listen.ts";
import { openPcmDoor, type PcmKit } from "../../server/edge/pcm/door.ts";
import type { PcmRoom } from "../../server/edge/pcm/guest.ts";
import { systemAlarm } from "../../server/kit/alarm.ts";
import { systemClock } from "../../server/kit/clock.ts";
import { AppError } from "../../server/kit/errors.ts";
import { silentLog } from "../../server/kit/log.ts";
import type { InterviewRow } from "../../server/ports/interviews.ts";
import { Followers } from "../../server/rooms/followers.ts";
import type { Line } from "../../server/rooms/place.ts";

type Open = NonNullable<PcmKit["openVoice"]>;
type Voice = Awaited<ReturnType<Open>>;

/** The PCM door on a port, in front of a room that does what it is told and remembers what was asked of it. */
export type PcmHouse = Awaited<ReturnType<typeof openPcmHouse>>;
export const me = "01987654-3210-7abc-8def-000000000001";
export const interviewId = "01987654-3210-7abc-8def-0123456789ab";
const sessionId = "01987654-3210-7abc-8def-0123456789ac";
export const device = "01987654-3210-7abc-8def-0123456789ad";

type Change = Partial<Pick<PcmKit, "timing" | "openVoice" | "tickets">> & {
  readonly status?: InterviewRow["status"];
  readonly ownerId?: string;
};

export async function openPcmHouse({ status = "PENDING", ownerId = me, ...change }: Change = {}) {
  const http = makeServer(new Hono(), { tls: null, headers: safetyHeaders(false) });
  const door = { publicUrl: null, tls: false, trustedProxies: 0 };
  const room = new FakeRoom();
  const voices: FakeVoice[] = [];
  const tokens = new Set(["good", "second", "third"]);
  const uses: string[] = [];
  const kit: PcmKit = {
    tickets: {
      use: (token, id) => {
        uses.push(token);
        const good = id === interviewId && tokens.delete(token);
        return Promise.resolve(good ? { personId: me, deviceId: device, name: "Nova", admin: false } : null);
      },
    },
    interviews: {
      find: (id) => Promise.resolve(id === interviewId ? { ...row, id, ownerId, status } : null),
    },
    rooms: room.rooms,
    followers: room.followers,
    openVoice: ({ onSound }) => {
      const voice = new FakeVoice(onSound);
      voices.push(voice);
      return Promise.resolve(voice as unknown as Voice);
    },
    clock: systemClock,
    alarm: systemAlarm,
    log: silentLog,
    ...change,
  };
  const pcm = openPcmDoor({ http, door, ...kit });
  const { port } = new URL(await listen(http, { host: "127.0.0.1", port: 0, tls: null }));
  return {
    ...{ room, voices, uses, tokens, pcm },
    signOut: () => pcm.signOut([device]),
    client: (path = `/ws/interviews/${interviewId}?token=good`) => new TestClient(`ws://127.0.0.1:${port}${path}`),
    async close() {
      await pcm.close();
      await stopServer(http, 100);
    },
  };
}

const row: InterviewRow = {
  ...{ id: "", ownerId: "", task: null, grindId: null, sessionId, mode: "ai", status: "PENDING", reason: null },
  ...{ endedAs: null, createdAt: new Date(0), startedAt: null, endedAt: null, version: 1 },
};

/** What a client's sound becomes here: kept, to be looked at. */
export class FakeVoice {
  readonly producer = { observer: new EventEmitter(), id: "mic" };
  readonly heard: number[] = [];
  readonly listens: unknown[] = [];
  closed = false;
  readonly speak: (pcm: Int16Array) => void;

  constructor(speak: (pcm: Int16Array) => void) {
    this.speak = speak;
  }

  hear(pcm: Int16Array): void {
    this.heard.push(...pcm);
  }

  listen(to: unknown): Promise<void> {
    this.listens.push(to);
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

/** A room of one interview, which shows what it is told to. */
export class FakeRoom {
  readonly followers = new Followers();
  readonly did: string[] = [];
  line: Line | null = null;
  /** Thrown at who comes in. */
  refuses: AppError | null = null;
  /** The next microphones that cannot be sent. */
  readonly noMic: AppError[] = [];
  pageIsThere = false;
  /** Who comes in waits for `done`. */
  entering = { begun: (): void => undefined, done: Promise.resolve() };
  /** An end that is asked for is done then. */
  ending = Promise.resolve();
  view: RoomView = {
    ...{ sessionId, grind: null, task: null, mode: "ai" as const, startedAtMs: 0, seatId: null },
    ...{ seatKeptUntilMs: null, askerId: null, handover: null, interview: null, lastEnd: null, people: {} },
    recording: { state: "off", trouble: null, lost: [] },
    interviewer: null,
  } as RoomView;
  #seq = 7;

  /** Everybody sees this from now on. */
  show(change: Partial<RoomView>): void {
    const view = { ...this.view, ...change };
    const patch = patchOf(this.view, view, this.#seq + 1);
    this.view = view;
    if (!patch) return;
    this.#seq = patch.seq;
    this.followers.tell(sessionId, "room:changed", patch);
  }

  interviewerIs(state: "connecting" | "listening" | "thinking" | "speaking", producerId = "voice"): void {
    this.show({
      interviewer: {
        ...{ state, provider: "script", voice: "rms", outside: null, standsIn: false, hears: [me], recorded: true },
        ...{ thinkTime: "normal" as const, waitsSinceMs: null },
        tracks: [{ producerId, source: "mic", paused: false }],
      },
    });
  }

  caption(personId: string | null, text: string, final = true): void {
    this.followers.tell(sessionId, "caption:shown", { id: text, personId, text, final, typed: false, atMs: 0 });
  }

  ends(end: NonNullable<RoomView["lastEnd"]>["end"]): void {
    this.show({ interview: null, lastEnd: { interviewId, ownerId: me, end } });
  }

  get rooms(): PcmKit["rooms"] {
    return {
      enter: async (_person, line) => {
        this.entering.begun();
        await this.entering.done;
        if (this.refuses) throw this.refuses;
        this.did.push(this.pageIsThere ? "refused beside a page" : "entered");
        if (this.pageIsThere) throw new AppError("conflict", "In another tab.", { field: "takeOver" });
        this.line = line;
        return this.#room;
      },
      there: () => Promise.resolve(this.pageIsThere ? this.#room : undefined),
    };
  }

  get #room(): PcmRoom {
    const stream = { producer: {}, router: {}, source: "mic" } as unknown as PcmRoom["interviewerStream"];
    return {
      look: () => ({ seq: this.#seq, view: this.view }),
      happens: async (event) => {
        this.did.push(event.kind);
        if (event.kind === "seat taken") this.show({ seatId: event.by });
        if (event.kind === "interview ended") {
          await this.ending;
          if (!this.view.interview) throw new AppError("conflict", "No interview is under way.");
          this.ends("USER_INITIATED");
        }
        await Promise.resolve();
      },
      start: async () => {
        this.did.push("started");
        this.show({ interview: { id: interviewId, ownerId: me, startedAtMs: 0, endsAtMs: 3_600_000 } });
        await Promise.resolve();
      },
      publish: async (_id, publication) => {
        const error = this.noMic.shift();
        if (error) throw error;
        if ("make" in publication) await publication.make({} as never);
        this.did.push("published");
        return "mic";
      },
      stop: () => {},
      dropped: async () => void this.did.push("dropped"),
      signedOut: async () => void this.did.push("signed out"),
      holds: (_id, line) => this.line === line,
      interviewerStream: stream,
    };
  }
}

type Heard = grindstone.ServerToClientMessage.$Properties;

/** A client that remembers all that it heard. */
export class TestClient {
  readonly socket: WebSocket;
  readonly heard: Heard[] = [];
  readonly open: Promise<void>;
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on("message", (data: Buffer) => this.heard.push(grindstone.ServerToClientMessage.decode(data)));
    this.open = new Promise((resolve, reject) => this.socket.once("open", resolve).once("error", reject));
    this.closed = new Promise((resolve) =>
      this.socket.once("close", (code, reason) => resolve({ code, reason: String(reason) }))
    );
    this.open.catch(() => undefined); // whoever waits for it hears
  }

  /** The first of a kind that was or will be heard. */
  async of<K extends keyof Heard>(kind: K): Promise<NonNullable<Heard[K]>> {
    for (;;) {
      const found = this.heard.find((it) => it[kind]);
      if (found) return found[kind] as NonNullable<Heard[K]>;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error(`closed without ${kind}`);
      await new Promise<void>((resolve) => {
        const next = (): void => {
          this.socket.off("message", next).off("close", next);
          resolve();
        };
        this.socket.on("message", next).on("close", next);
      });
    }
  }

  /** Everything that was said so far was read. */
  async answered(): Promise<void> {
    const pong = new Promise((resolve) => this.socket.once("pong", resolve));
    this.socket.ping();
    await pong;
  }

  raw(data: Uint8Array | string): void {
    this.socket.send(data);
  }

  say(message: grindstone.ClientToServerMessage.$Properties): void {
    this.raw(grindstone.ClientToServerMessage.encode(message).finish());
  }

  sound(pcm: Int16Array | number[]): void {
    const samples = Int16Array.from(pcm);
    this.say({ audioChunk: { audioContent: new Uint8Array(samples.buffer) } });
  }

  /** Resolves to the code with which it was closed, when that was also said in a frame before. */
  async refused(): Promise<{ code: number; message: string }> {
    const { code } = await this.closed;
    const { error } = this.heard.at(-1) ?? {};
    if (error?.code !== code) throw new Error(`closed with ${code}, and the last frame was ${JSON.stringify(error)}`);
    return { code, message: error.message ?? "" };
  }
}
