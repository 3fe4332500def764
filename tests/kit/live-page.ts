import { io, type Socket } from "socket.io-client";
import { patched, type RoomView } from "../../proto/live/view.ts";
import type { Failure } from "../../proto/http/shared.ts";
import type { Answer, AnswerTo, AskName, FactName, Facts, Joined, Wish } from "../../proto/signaling.ts";
import type { Person } from "./server.ts";
import { until } from "./until.ts";

/** A page at the live door, without media: asks, and remembers all that it was told. */
export type LivePage = {
  readonly socket: Socket;
  /** Rejects with the refusal's code and sentence. */
  ask<N extends AskName>(name: N, wish: Wish<N>): Promise<AnswerTo<N>>;
  /** Sends whatever one likes and gives back whatever is answered. */
  raw(name: string, ...wish: unknown[]): Promise<unknown>;
  /** Comes into a room; keeps its view up to date from then on. */
  join(sessionId: string, more?: Partial<Wish<"room:join">>): Promise<Joined>;
  /** What this page sees now, by its joined view and all patches since. */
  view(): RoomView;
  heard<N extends FactName>(name: N): readonly Facts[N][];
  /** Resolves once a fact of this name was told that fits. */
  hears<N extends FactName>(name: N, fits?: (fact: Facts[N]) => boolean): Promise<Facts[N]>;
  /** Resolves once the view is such. */
  sees(fits: (view: RoomView) => boolean): Promise<RoomView>;
  /** The connection breaks off without a word. */
  breakOff(): void;
  close(): void;
};

/** What an ask was refused with. */
export class Refused extends Error {
  readonly failure: Failure["error"];
  constructor({ error }: Failure) {
    super(`${error.code}: ${error.message}`);
    this.failure = error;
  }
}

/** Opens a page of somebody who is signed in. */
export async function openPage(url: string, person: Pick<Person, "cookie">): Promise<LivePage> {
  const headers = { cookie: person.cookie(), origin: url };
  const socket = io(url, { transports: ["websocket"], forceNew: true, reconnection: false, extraHeaders: headers });
  const told: [string, unknown][] = [];
  let view: RoomView | null = null;
  let seq = 0;
  const follow = ([name, fact]: [string, unknown]): void => {
    if (name !== "room:changed" || !view) return;
    const patch = fact as Facts["room:changed"];
    if (patch.seq <= seq) return;
    if (patch.seq !== seq + 1) throw new Error(`a patch is missing: ${seq} then ${patch.seq}`);
    seq = patch.seq;
    view = patched(view, patch);
  };
  socket.onAny((name: string, fact: unknown) => {
    told.push([name, fact]);
    follow([name, fact]);
  });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("connect_error", reject));

  const raw = (name: string, ...wish: unknown[]): Promise<unknown> =>
    socket.timeout(10_000).emitWithAck(name, ...wish) as Promise<unknown>;
  const ask: LivePage["ask"] = async (name, wish) => {
    const answer = await raw(name, wish) as Answer<AnswerTo<typeof name>>;
    if ("error" in answer) throw new Refused(answer);
    return answer.ok;
  };
  const heard: LivePage["heard"] = (name) => told.filter(([it]) => it === name).map(([, fact]) => fact) as never;
  const current = (): RoomView => {
    if (!view) throw new Error("this page is in no room");
    return view;
  };
  return {
    socket,
    ask,
    raw,
    heard,
    view: current,
    async join(sessionId, more = {}) {
      const before = told.length;
      const joined = await ask("room:join", { sessionId, ...more });
      seq = joined.seq;
      view = joined.view;
      // What came with the answer is in it already, or follows it.
      told.slice(before).forEach(follow);
      return joined;
    },
    async hears(name, fits = () => true) {
      await until(() => heard(name).some(fits));
      const fact = heard(name).find(fits);
      if (fact === undefined) throw new Error("it was told and is gone");
      return fact;
    },
    async sees(fits) {
      await until(() => fits(current()));
      return current();
    },
    breakOff: () => socket.io.engine.close(),
    close: () => void socket.disconnect(),
  };
}
