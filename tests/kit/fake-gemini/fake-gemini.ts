import { type Alarm, systemAlarm } from "../../../server/kit/alarm.ts";
import { type Clock, systemClock } from "../../../server/kit/clock.ts";
import { type Close, type Thing, thing, wrongSetup } from "./rules.ts";
import { FakeSession, type Known, type Turn, type Wire } from "./session.ts";
import { greeting, replies } from "./words.ts";

/** What goes wrong with one answer. `frozen`: it stops after a third of its sound; `cut`: the connection does. */
export type Fault =
  | { readonly kind: "silent" | "empty" | "frozen" | "text" | "garbage" | "foreign" | "unknown-tool" }
  | { readonly kind: "close" | "cut"; readonly code: number; readonly reason: string };

/** What goes wrong with one dial. `late`: it is ready after so long; `close`: instead of becoming ready. */
export type DialFault =
  | { readonly kind: "refuse"; readonly status: number }
  | { readonly kind: "never" }
  | { readonly kind: "late"; readonly ms: number }
  | { readonly kind: "close"; readonly code: number; readonly reason: string };

export type Wish = { readonly name: string; readonly args: Thing };

/** How the service behaves; may be changed at any time. */
export type Behaviour = {
  key: string;
  /** From the setup to its answer; from the end of what was said to the first sound. */
  setupMs: number;
  thinkMs: number;
  /** An answer's length; it comes in pieces, so many times faster than it is spoken. */
  replyMs: number;
  chunkMs: number;
  speed: number;
  /** Connections live so long; they are told `noticeMs` before. null: for ever. */
  livesMs: number | null;
  noticeMs: number;
  /** Handles that are shown to it are refused. */
  refusesHandles: boolean;
  /** Each answer, each dial takes the next one; null: goes well. */
  faults: (Fault | null)[];
  dialFaults: (DialFault | null)[];
  /** Each answer but the first wants the next one done, before it speaks. */
  wishes: (Wish | null)[];
  /** The same by what is answered: who hears a turn again wants the same again. */
  wishFor: (turn: Turn) => Wish | null;
  /** What it says, one after the other; then its own. */
  says: string[];
  /** What it takes a turn for. */
  transcribe: (turn: Turn) => string;
};

/** What its sessions ask of the service. */
export type Mind = Readonly<Pick<Behaviour, "thinkMs" | "replyMs" | "chunkMs" | "speed" | "transcribe">> & {
  readonly clock: Clock;
  readonly alarm: Alarm;
  nextFault(turn: Turn): Fault | null;
  nextCallWish(turn: Turn): Wish | null;
  nextWords(greets: boolean): string;
  nextCall(): number;
  called(call: { readonly id: string; readonly name: string; readonly session: number }): void;
  answered(result: { readonly id: string; readonly session: number }): void;
  heard(session: FakeSession, turn: Turn): void;
  /** A handle for what the session knows now. */
  keep(session: FakeSession): string;
};

type Options = Partial<Behaviour> & { readonly clock?: Clock; readonly alarm?: Alarm };
type Kept = { readonly known: Known; readonly session: FakeSession };

const usual: Omit<Behaviour, "faults" | "dialFaults" | "wishes" | "says"> = {
  key: "fake-key",
  setupMs: 50,
  thinkMs: 300,
  replyMs: 2_000,
  chunkMs: 100,
  speed: 5,
  livesMs: null,
  noticeMs: 50_000,
  refusesHandles: false,
  wishFor: () => null,
  transcribe: ({ pcm }) => `words of ${Math.round(pcm.reduce((sum, it) => sum + it.length, 0) / 16)} ms`,
};

/** A stand-in for the Live service: the same messages, rules and ends, by script, and everything that it was given. */
export class FakeGemini implements Mind {
  readonly clock: Clock;
  readonly alarm: Alarm;
  readonly behaviour: Behaviour;
  readonly sessions: FakeSession[] = [];
  readonly calls: { readonly id: string; readonly name: string; readonly session: number }[] = [];
  readonly results: { readonly id: string; readonly session: number }[] = [];
  readonly turns: { readonly session: number; readonly turn: Turn; readonly atMs: number }[] = [];
  /** Addresses that were dialed, with their keys. */
  readonly dialed: string[] = [];
  readonly #kept = new Map<string, Kept>();
  #count = { calls: 0, says: 0, handles: 0 };

  constructor({ clock = systemClock, alarm = systemAlarm, ...behaviour }: Options = {}) {
    this.clock = clock;
    this.alarm = alarm;
    // Lists are used up, so each fake has its own.
    const lists = { faults: [], dialFaults: [], wishes: [], says: [] };
    this.behaviour = { ...usual, ...lists, ...behaviour };
  }

  get thinkMs(): number {
    return this.behaviour.thinkMs;
  }
  get replyMs(): number {
    return this.behaviour.replyMs;
  }
  get chunkMs(): number {
    return this.behaviour.chunkMs;
  }
  get speed(): number {
    return this.behaviour.speed;
  }
  get transcribe(): Behaviour["transcribe"] {
    return this.behaviour.transcribe;
  }

  /** How many times somebody was greeted, over all sessions. */
  get greetings(): number {
    return this.sessions.reduce((sum, it) => sum + it.greetings, 0);
  }

  get live(): FakeSession[] {
    return this.sessions.filter((it) => it.live);
  }

  /** What a dial is met with before it is a connection: an HTTP status, or null. */
  refusal(url: string): number | null {
    this.dialed.push(url);
    const { pathname, searchParams } = new URL(url.replace(/([^:])\/\/ws/, "$1/ws"));
    if (pathname !== "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent") return 404;
    if (!searchParams.has("key")) return 403;
    const fault = this.behaviour.dialFaults[0];
    if (fault?.kind !== "refuse") return null;
    this.behaviour.dialFaults.shift();
    return fault.status;
  }

  /** A connection; what comes over it goes to `read`, its end to `ended`. */
  accept(url: string, wire: Wire): { read(text: string): void; ended(): void } {
    const key = new URL(url.replace(/([^:])\/\/ws/, "$1/ws")).searchParams.get("key");
    const fault = this.behaviour.dialFaults.shift() ?? null;
    let session: FakeSession | null = null;
    let off = (): void => {};
    let over = false;
    const close = (code: number, reason: string): void => {
      over = true;
      wire.close(code, reason);
    };
    const open = (setup: Thing): void => {
      if (key !== this.behaviour.key) return close(1008, "API key not valid. Please pass a valid API key.");
      const wrong = wrongSetup(setup);
      if (wrong) return close(wrong.code, wrong.reason);
      if (fault?.kind === "close") return close(fault.code, fault.reason);
      if (fault?.kind === "never") return;
      const kept = this.#resumed(setup);
      if (kept && "code" in kept) return close(kept.code, kept.reason);
      const known = kept ? { turns: [...kept.known.turns], notes: [...kept.known.notes] } : null;
      session = new FakeSession({ mind: this, wire, setup, known, number: this.sessions.length + 1 });
      const opened = session;
      this.sessions.push(opened);
      off = this.alarm(this.behaviour.setupMs + (fault?.kind === "late" ? fault.ms : 0), () => this.#begin(opened));
    };
    return {
      read: (text) => {
        if (over) return;
        const message = parsed(text);
        if (!message) return close(1007, "Invalid JSON payload received.");
        if (session) session.read(message);
        else if (message["setup"] === undefined) close(1007, "setup must be the first message and only the first.");
        else open(thing(message["setup"]));
      },
      ended: () => {
        over = true;
        off();
        session?.ended({ code: 1000, reason: "" });
      },
    };
  }

  nextFault(): Fault | null {
    return this.behaviour.faults.shift() ?? null;
  }

  nextCallWish(turn: Turn): Wish | null {
    const next = this.turns.length > 0 ? this.behaviour.wishes.shift() : null;
    return next ?? this.behaviour.wishFor(turn);
  }

  nextWords(greets: boolean): string {
    if (greets) return greeting;
    return this.behaviour.says.shift() ?? replies[this.#count.says++ % replies.length] ?? "";
  }

  nextCall(): number {
    return ++this.#count.calls;
  }

  called(call: { readonly id: string; readonly name: string; readonly session: number }): void {
    this.calls.push(call);
  }

  answered(result: { readonly id: string; readonly session: number }): void {
    this.results.push(result);
  }

  heard(session: FakeSession, turn: Turn): void {
    this.turns.push({ session: session.number, turn, atMs: this.clock.now() });
  }

  keep(session: FakeSession): string {
    const handle = `handle-${session.number}-${++this.#count.handles}`;
    const { turns, notes } = session.known;
    this.#kept.set(handle, { known: { turns: [...turns], notes: [...notes] }, session });
    return handle;
  }

  #begin(session: FakeSession): void {
    if (!session.live) return;
    session.begin();
    const { livesMs, noticeMs } = this.behaviour;
    if (livesMs !== null) this.alarm(Math.max(0, livesMs - noticeMs), () => session.live && session.goAway(noticeMs));
  }

  #resumed(setup: Thing): Kept | Close | null {
    const { handle } = thing(setup["sessionResumption"]);
    if (handle === undefined) return null;
    const kept = typeof handle === "string" ? this.#kept.get(handle) : undefined;
    if (!kept || this.behaviour.refusesHandles) return { code: 1007, reason: "Session resumption handle is invalid." };
    if (kept.session.live) return { code: 1011, reason: "The session is already in use by another connection." };
    return kept;
  }
}

function parsed(text: string): Thing | null {
  try {
    return thing(JSON.parse(text));
  } catch {
    return null;
  }
}
