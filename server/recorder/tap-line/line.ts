import { Buffer } from "node:buffer";
import { AppError } from "../../kit/errors.ts";
import { Emitter } from "../../kit/emitter.ts";
import type { Log } from "../../kit/log.ts";
import type { LogHead, Mark } from "../log/records.ts";
import { logKey } from "../tap/format.mjs";
import { TapSocket } from "./socket.ts";
import type { Durable, LogName, Route, Said, Trouble, Wish } from "./words.ts";

export type TapEvents = {
  durable: [log: LogName, upTo: Durable];
  trouble: [log: LogName, trouble: Trouble];
  /** The tap that came after a break does not go on with that log, now; it may be asked for it again. Said before `up`. */
  refused: [log: LogName];
  /** A tap listens at this port. After a break all that was wanted was asked for again before this is said. */
  up: [port: number];
  /** Nothing is recorded until the next `up`. */
  down: [];
};

/** The way to the process that writes logs. It is opened again when it breaks, with all that was wanted. */
export interface Tap {
  readonly events: Emitter<TapEvents>;
  /** Where workers send what is to be recorded, on 127.0.0.1; undefined while there is no tap. */
  readonly port: number | undefined;
  /**
   * Makes a log or goes on with one. Resolves when it is ready. Throws AppError "conflict" where another process writes it,
   * "unavailable" where there is no tap or the disk does not take it, "internal" for another key or a log that is none.
   */
  openLog(head: Omit<LogHead, "version">, dataKey: Uint8Array): Promise<void>;
  /** Resolves when packets of that SSRC are written: only then may its consumer be resumed. */
  route(route: Route): Promise<void>;
  unroute(ssrc: number): void;
  mark(log: LogName, mark: Mark): void;
  note(log: LogName, note: unknown): void;
  /** Resolves when all that came is durable and the file is closed; also when no such log is open. */
  closeLog(log: LogName): Promise<void>;
  /** The same for every log of a take: from then on it may be read to its end. */
  closeTake(takeId: string): Promise<void>;
  /** Says goodbye: the tap flushes and closes what this line opened. */
  close(): Promise<void>;
}

export type TapLineOptions = {
  /** The path of the tap's socket. */
  readonly socket: string;
  readonly log: Log;
};

type Head = Omit<LogHead, "version">;
type Word = Extract<Wish, { is: "mark" | "note" }>;
type OpenLog = { readonly head: Head; readonly key: string; opening: Promise<void>; open: boolean; waiting: Word[] };

/** What is kept of marks and notes while the log's tap is away. More than a person writes while it starts again. */
const wordsKept = 1_000;

const nameOf = ({ takeId, trackId }: LogName): string => `${takeId}/${trackId}`;

/** The way to the tap of this machine. */
export class TapLine implements Tap {
  readonly events: Emitter<TapEvents>;
  readonly #log: Log;
  readonly #socket: TapSocket;
  readonly #logs = new Map<string, OpenLog>();
  readonly #routes = new Map<number, Route>();
  #port: number | undefined;
  #losses = 0;
  #closing: Promise<void> | undefined;

  /** Begins to look for the tap, now and whenever it was lost. */
  constructor({ socket, log }: TapLineOptions) {
    this.#log = log;
    this.events = new Emitter((error, event) => log.error("a listener of the tap failed", { event, error }));
    this.#socket = new TapSocket({
      ...{ path: socket, log },
      onSaid: (said) => this.#hear(said),
      onLost: () => this.#lost(),
    });
  }

  get port(): number | undefined {
    return this.#port;
  }

  async openLog(head: Head, dataKey: Uint8Array): Promise<void> {
    const name = nameOf(head);
    const there = this.#logs.get(name);
    if (there) return await there.opening;
    const key = Buffer.from(logKey(dataKey, head)).toString("base64");
    const log: OpenLog = { head, key, opening: Promise.resolve(), open: false, waiting: [] };
    this.#logs.set(name, log);
    try {
      await (log.opening = this.#open(log));
    } catch (error) {
      this.#logs.delete(name);
      throw error;
    }
  }

  async route(route: Route): Promise<void> {
    this.#routes.set(route.ssrc, route);
    try {
      await this.#socket.ask({ is: "route", ...route });
    } catch (error) {
      this.#routes.delete(route.ssrc);
      throw error;
    }
  }

  unroute(ssrc: number): void {
    if (this.#routes.delete(ssrc)) this.#socket.say({ is: "unroute", ssrc });
  }

  mark(log: LogName, mark: Mark): void {
    this.#say({ is: "mark", takeId: log.takeId, trackId: log.trackId, mark });
  }

  note(log: LogName, note: unknown): void {
    this.#say({ is: "note", takeId: log.takeId, trackId: log.trackId, note });
  }

  async closeLog({ takeId, trackId }: LogName): Promise<void> {
    await this.#close({ takeId, trackId });
  }

  async closeTake(takeId: string): Promise<void> {
    await this.#close({ takeId });
  }

  close(): Promise<void> {
    return this.#closing ??= this.#closeAll();
  }

  async #closeAll(): Promise<void> {
    const takes = new Set([...this.#logs.values()].map((it) => it.head.takeId));
    await Promise.all([...takes].map((it) => this.closeTake(it)));
    this.#socket.close();
  }

  /** A tap that goes meanwhile has let go of its files as well. */
  async #close(what: { takeId: string; trackId?: string }): Promise<void> {
    const meant = [...this.#logs.values()].map((it) => it.head).filter(({ takeId, trackId }) =>
      takeId === what.takeId && (what.trackId === undefined || trackId === what.trackId)
    );
    for (const head of meant) {
      this.#logs.delete(nameOf(head));
      for (const [ssrc, route] of this.#routes) if (nameOf(route) === nameOf(head)) this.#routes.delete(ssrc);
    }
    if (this.#port !== undefined) await this.#socket.ask({ is: "close", ...what }).catch(ignoreLoss);
  }

  async #open(log: OpenLog): Promise<void> {
    await this.#socket.ask({ is: "open", key: log.key, ...log.head });
    log.open = true;
    for (const it of log.waiting.splice(0)) this.#socket.say(it);
  }

  #say(word: Word): void {
    const log = this.#logs.get(nameOf(word));
    if (!log) return;
    if (log.open) this.#socket.say(word);
    else if (log.waiting.push(word) > wordsKept) log.waiting.shift();
  }

  #hear(said: Exclude<Said, { n: number }>): void {
    switch (said.is) {
      case "hello":
        void this.#resume(said.port);
        return;
      case "durable":
        for (const { takeId, trackId, ...upTo } of said.logs) this.events.emit("durable", { takeId, trackId }, upTo);
        return;
      case "trouble": {
        const { takeId, trackId, code, stage } = said;
        if (stage === "ended") this.#logs.delete(nameOf(said));
        this.events.emit("trouble", { takeId, trackId }, { code, stage });
      }
    }
  }

  /** A tap is there, maybe another one than before: it is asked for all that was wanted. */
  async #resume(port: number): Promise<void> {
    const losses = this.#losses;
    await Promise.all([...this.#logs.values()].map((it) => this.#reopen(it)));
    const lost = (error: unknown): void => this.#log.error("a stream is not recorded any more", { error });
    const routes = [...this.#routes.values()];
    await Promise.all(routes.map((it) => this.#socket.ask({ is: "route", ...it }).catch(lost)));
    if (losses !== this.#losses) return;
    this.#port = port;
    this.events.emit("up", port);
  }

  async #reopen(log: OpenLog): Promise<void> {
    const losses = this.#losses;
    try {
      await (log.opening = this.#open(log));
    } catch (error) {
      // The tap is gone again: the next one is asked.
      if (losses !== this.#losses) return;
      const { takeId, trackId } = log.head;
      this.#log.error("a recording does not go on at once", { error });
      if (this.#logs.get(nameOf(log.head)) === log) this.#logs.delete(nameOf(log.head));
      this.events.emit("refused", { takeId, trackId });
    }
  }

  #lost(): void {
    this.#losses++;
    for (const log of this.#logs.values()) log.open = false;
    if (this.#port === undefined) return;
    this.#port = undefined;
    this.#log.error("nothing is recorded until the tap runs again");
    this.events.emit("down");
  }
}

function ignoreLoss(error: unknown): void {
  if (!(error instanceof AppError && error.code === "unavailable")) throw error;
}
