import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import type { Failure } from "../../proto/http/shared.ts";
import type { Answer, AnswerTo, AskName, FactName, Facts, Wish } from "../../proto/signaling.ts";
import { Emitter } from "../kit/emitter.ts";
import { Refusal } from "../kit/refusal.ts";

/** How the line to the live door is. `refused`: the server does not let this browser in, and it is not tried again. */
export type LiveLine = "opening" | "open" | "broken" | "refused";

/** The live door: what is asked is answered or refused, what the server tells is heard. It mends itself. */
export interface Live {
  readonly line: LiveLine;
  /** Why the line is refused. */
  readonly refusal: Refusal | undefined;
  /** Throws Refusal when it was refused, when no answer came, and at once while the line is broken. */
  ask<N extends AskName>(name: N, wish: Wish<N>, options?: { signal?: AbortSignal }): Promise<AnswerTo<N>>;
  /** Returns the way to stop listening. */
  on<N extends FactName>(fact: N, listener: (fact: Facts[N]) => void): () => void;
  onLine(listener: (line: LiveLine) => void): () => void;
  /** Resolves when the line is open; throws Refusal when it is refused or does not open in time. */
  ready(): Promise<void>;
  /** Lets go of a line that may be dead and opens another one. */
  renew(): void;
  /** Opens another line, to the node that `way` leads to; back to any when that one is not there. */
  go(way: string): void;
  close(): void;
}

export type LiveOptions = Partial<ManagerOptions & SocketOptions> & { url?: string };

/** How long an answer may take. Lower calls slow networks broken, higher leaves people in front of a dead line. */
const answerMs = 8_000;
/** How long somebody who wants in waits for the line. */
const openMs = 15_000;
/** Between the tries to open a broken line; each is shortened or lengthened by chance, so that not all come at once. */
const retry = { firstMs: 100, longestMs: 2_000, chance: 0.5 } as const;

/** Leads to whichever node has this browser; below the way of one, to that one. */
const anyNode = "/socket.io";

/** Opens the live door of the server that this page came from. */
export function openLive({ url = "", ...options }: LiveOptions = {}): Live {
  const socket = io(url, {
    path: anyNode,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    forceNew: true,
    reconnectionDelay: retry.firstMs,
    reconnectionDelayMax: retry.longestMs,
    randomizationFactor: retry.chance,
    timeout: 6_000,
    ...options,
  });
  return new SocketLive(socket);
}

class SocketLive implements Live {
  line: LiveLine = "opening";
  refusal: Refusal | undefined;
  readonly #socket: Socket;
  readonly #events = new Emitter<{ line: [line: LiveLine] }>();
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("connect", () => this.#become("open"));
    socket.on("disconnect", (reason) => {
      this.#become("broken");
      // The library takes this for a farewell; a server that restarts says the same, and is back in a moment.
      if (reason === "io server disconnect") this.#reconnectSoon();
    });
    socket.on("connect_error", (error) => {
      const refusal = refusalOf(error);
      if (refusal?.code === "unauthenticated" || refusal?.code === "forbidden") return this.#refuse(refusal);
      if (this.line === "open") this.#become("broken");
      socket.io.opts.path = anyNode;
      if (!socket.active) this.#reconnectSoon();
    });
  }

  async ask<N extends AskName>(
    name: N,
    wish: Wish<N>,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<AnswerTo<N>> {
    signal?.throwIfAborted();
    if (!this.#socket.connected) throw this.refusal ?? offline();
    const answer = await this.#emit(name, wish);
    signal?.throwIfAborted();
    // The one place where the vocabulary's types meet what came over the line; the server made it by the same types.
    if ("ok" in answer) return answer.ok as AnswerTo<N>;
    const { code, message, field, way } = answer.error;
    throw new Refusal(code, message, { field, way });
  }

  on<N extends FactName>(fact: N, listener: (fact: Facts[N]) => void): () => void {
    const heard = listener as (fact: unknown) => void;
    this.#socket.on(fact as string, heard);
    return () => void this.#socket.off(fact as string, heard);
  }

  onLine(listener: (line: LiveLine) => void): () => void {
    return this.#events.on("line", listener);
  }

  ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => decide("late"), openMs);
      const decide = (line: LiveLine | "late"): void => {
        if (line !== "open" && line !== "refused" && line !== "late") return;
        clearTimeout(late);
        stop();
        if (line === "open") resolve();
        else reject(this.refusal ?? offline());
      };
      const stop = this.onLine(decide);
      decide(this.line);
    });
  }

  renew(): void {
    if (this.line === "refused") return;
    this.#socket.disconnect();
    this.#become("broken");
    this.#socket.connect();
  }

  go(way: string): void {
    this.#socket.io.opts.path = `${way}${anyNode}`;
    this.renew();
  }

  close(): void {
    clearTimeout(this.#again);
    this.#socket.removeAllListeners();
    this.#socket.disconnect();
  }

  #emit(name: AskName, wish: unknown): Promise<Answer<unknown>> {
    return new Promise((resolve, reject) => {
      this.#socket.timeout(answerMs).emit(name, wish, (error: Error | null, answer: Answer<unknown>) => {
        if (!error) return resolve(answer);
        // A line on which answers do not come is as good as broken, and waiting for the protocol to notice is long.
        if (this.#socket.connected) this.renew();
        reject(offline(error));
      });
    });
  }

  #become(line: LiveLine): void {
    if (this.line === line) return;
    this.line = line;
    this.#events.emit("line", line);
  }

  #refuse(refusal: Refusal): void {
    this.refusal = refusal;
    this.#socket.disconnect();
    this.#become("refused");
  }

  #reconnectSoon(): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#socket.connect(), retry.firstMs + Math.random() * retry.longestMs / 2);
  }
}

function offline(cause?: unknown): Refusal {
  return new Refusal("offline", "The connection to the server is broken right now. It is being mended.", { cause });
}

function refusalOf(error: Error & { data?: unknown }): Refusal | undefined {
  const failure = error.data as Partial<Failure> | undefined;
  return failure?.error && new Refusal(failure.error.code, failure.error.message, { field: failure.error.field });
}
