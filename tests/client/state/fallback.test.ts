import { Blob } from "node:buffer";
import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Emitter } from "../../../client/kit/emitter.ts";
import { type Locks, makeLocks } from "../../../client/kit/locks.ts";
import { type FallbackStore, memoryStore } from "../../../client/media/fallback-store.ts";
import type { FallbackRecorder } from "../../../client/media/fallback-recorder.ts";
import { makeCall } from "../../../client/api/call.ts";
import { createFallback } from "../../../client/state/fallback.ts";
import { createSession } from "../../../client/state/session.ts";
import { limits } from "../../../proto/limits.ts";
import { fakeServer, refusal, type Reply, type Seen } from "../fake-server.ts";
import { me } from "../page.tsx";

type Events = FallbackRecorder["events"] extends Emitter<infer E> ? E : never;
const microphone = {} as MediaStreamTrack;
const pages: (() => void)[] = [];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const dispose of pages.splice(0)) dispose();
  vi.useRealTimers();
});

/** A server that keeps bytes as the real one does, and fails as a test says. */
function takingServer() {
  const state = {
    bytes: [] as number[],
    whole: false,
    fails: undefined as Reply | undefined,
    most: Infinity,
    begun: 0,
    gone: false,
  };
  const shown = (): Reply => ({
    status: 200,
    body: {
      id: "t1",
      state: state.whole ? "received" : "receiving",
      received: state.bytes.length,
      maxBytes: limits.fallbackBytes,
      maxPieceBytes: limits.fallbackPieceBytes,
    },
  });
  const answer = (work: (seen: Seen) => Reply) => (seen: Seen): Reply => {
    if (state.gone) return refusal(404, "not-found", "There is no such recording.");
    return state.fails ?? work(seen);
  };
  const server = fakeServer({
    "POST /interviews/:id/audio": answer(() => (state.begun++, shown())),
    "GET /interviews/:id/audio/:trackId": answer(shown),
    "PUT /interviews/:id/audio/:trackId": answer(({ url, body }) => {
      if (Number(url.searchParams.get("offset")) !== state.bytes.length) {
        return refusal(409, "conflict", "This piece does not follow what is there.", "offset");
      }
      const bytes = body as Uint8Array;
      if (state.bytes.length + bytes.length > state.most) return refusal(413, "too-large", "It is too long.");
      state.bytes.push(...bytes);
      state.whole = url.searchParams.get("last") === "true";
      return shown();
    }),
  });
  return { state, server };
}

type Setting = {
  store?: FallbackStore;
  taking?: ReturnType<typeof takingServer>;
  signedIn?: typeof me;
  able?: boolean;
  /** Those of the browser, where pages are tabs of one. */
  locks?: Locks;
};

/** One page of a browser; another with the same store is what comes after a reload. */
function openPage(setting: Setting = {}) {
  const { store = memoryStore(), taking = takingServer(), signedIn = me, able = true, locks = makeLocks() } = setting;
  const recorders: { events: Emitter<Events>; muted: boolean; stopped: boolean }[] = [];
  const made = createRoot((dispose) => {
    pages.push(dispose);
    const call = makeCall({ fetch: taking.server.fetch, onSignedOut: () => session.lost() });
    const session = createSession(() => call);
    session.signedIn(signedIn);
    const record = () => {
      const one = {
        events: new Emitter<Events>(),
        muted: false,
        stopped: false,
        mute: (muted: boolean) => void (one.muted = muted),
        stop: () => {
          if (one.stopped) return;
          one.stopped = true;
          one.events.emit("ended");
        },
      };
      recorders.push(one);
      return one;
    };
    const parts = { store: () => Promise.resolve(store), locks, canRecord: () => able, record };
    const fallback = createFallback({ call, session, online: () => true, parts: { ...parts, nowMs: Date.now } });
    return { fallback, session, dispose };
  });
  const say = async (...bytes: number[]): Promise<void> => {
    recorders.at(-1)?.events.emit("piece", new Blob([Uint8Array.from(bytes)]) as unknown as globalThis.Blob);
    await settle();
  };
  return { ...made, ...taking, store, recorders, say };
}
const settle = async (ms = 0): Promise<void> => {
  for (let i = 0; i < 8; i++) await vi.advanceTimersByTimeAsync(i === 0 ? ms : 0);
};

describe("what this computer records", () => {
  it("is sent piece by piece while it is recorded, and is gone from here when the server has all of it", async () => {
    const { fallback, say, state, store } = openPage();
    expect(fallback.state()).toBe("quiet");
    fallback.begin("i1", microphone);
    expect([fallback.state(), fallback.interviewId()]).toEqual(["recording", "i1"]);
    await say(1, 2);
    await say(3);
    expect([state.bytes, state.whole, fallback.unsentBytes()]).toEqual([[1, 2, 3], false, 0]);
    fallback.stop();
    await settle();
    expect([state.whole, fallback.state(), await store.all()]).toEqual([true, "quiet", []]);
  });

  it("waits while the server cannot be reached, and goes on from where it was", async () => {
    const { fallback, say, state } = openPage();
    fallback.begin("i1", microphone);
    await say(1);
    state.fails = "offline";
    await say(2);
    await say(3);
    expect([fallback.waits(), fallback.unsentBytes()]).toEqual(["offline", 2]);
    fallback.stop();
    await settle();
    expect(fallback.state()).toBe("waiting");
    state.fails = undefined;
    await settle(60_000);
    expect([state.bytes, state.whole, fallback.state()]).toEqual([[1, 2, 3], true, "quiet"]);
  });

  it("is sent by the next page when its own was closed", async () => {
    const first = openPage();
    first.state.fails = "offline";
    first.fallback.begin("i1", microphone);
    await first.say(1, 2);
    // A tab that is closed ends nothing: its locks go, and what it kept stays.
    first.dispose();
    const { state, fallback } = openPage({ store: first.store, taking: { state: first.state, server: first.server } });
    state.fails = undefined;
    await settle(60_000);
    expect([state.bytes, state.whole, fallback.state()]).toEqual([[1, 2], true, "quiet"]);
  });

  it("goes on at the place that the server names", async () => {
    const { fallback, say, state } = openPage();
    fallback.begin("i1", microphone);
    await say(1, 2);
    state.fails = "offline";
    await say(3, 4);
    state.bytes.push(3); // it came, and the answer was lost
    state.fails = undefined;
    await settle(60_000);
    fallback.stop();
    await settle();
    expect([state.bytes, state.whole]).toEqual([[1, 2, 3, 4], true]);
  });

  it("ends when the server says that it is too long, and says so", async () => {
    const { fallback, say, state, store, recorders } = openPage();
    fallback.begin("i1", microphone);
    await say(1);
    state.most = 1;
    await say(2);
    expect(fallback.trouble()).toEqual({ what: "refused", why: "It is too long." });
    expect([state.bytes, state.whole]).toEqual([[1], true]);
    expect([recorders[0]?.stopped, fallback.state(), await store.all()]).toEqual([true, "quiet", []]);
    fallback.understood();
    expect(fallback.trouble()).toBeUndefined();
  });

  it("says so when the server closed it before all of it came", async () => {
    const { fallback, say, state, store } = openPage();
    fallback.begin("i1", microphone);
    await say(1);
    state.bytes.push(9); // so that the next piece does not follow
    state.whole = true;
    await say(2, 3);
    expect([fallback.trouble()?.what, await store.all()]).toEqual(["refused", []]);
  });

  it("is whole when only the answer to its last piece was lost", async () => {
    const { fallback, say, state, store } = openPage();
    fallback.begin("i1", microphone);
    await say(1);
    state.fails = "offline";
    await say(2);
    fallback.stop();
    await settle();
    state.bytes.push(2);
    state.whole = true;
    state.fails = undefined;
    await settle(60_000);
    expect([fallback.trouble(), fallback.state(), await store.all()]).toEqual([undefined, "quiet", []]);
  });

  it("ends before it is longer than the server takes", async () => {
    const { fallback, recorders, state } = openPage();
    fallback.begin("i1", microphone);
    const huge = { size: limits.fallbackBytes + 1 } as globalThis.Blob;
    recorders[0]?.events.emit("piece", huge);
    await settle();
    expect([fallback.trouble()?.what, fallback.state(), state.begun]).toEqual(["full", "quiet", 0]);
  });

  it("ends when the browser has no more space, and sends what it has", async () => {
    const store = memoryStore();
    const { fallback, say, state } = openPage({ store });
    fallback.begin("i1", microphone);
    await say(1);
    store.add = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    await say(2);
    expect([fallback.trouble()?.what, state.bytes, state.whole]).toEqual(["full", [1], true]);
  });

  it("goes when the interview is deleted", async () => {
    const { fallback, say, state, store, recorders } = openPage();
    fallback.begin("i1", microphone);
    await say(1);
    state.gone = true;
    await say(2);
    expect([recorders[0]?.stopped, fallback.state(), await store.all()]).toEqual([true, "quiet", []]);
  });

  it("goes unsent when one takes back one's agreement", async () => {
    const { fallback, say, state, store } = openPage();
    state.fails = "offline";
    fallback.begin("i1", microphone);
    await say(1);
    fallback.discard("i1");
    state.fails = undefined;
    await settle(60_000);
    expect([state.begun, fallback.state(), await store.all()]).toEqual([0, "quiet", []]);
  });

  it("goes when somebody else signs in, and stays while nobody does", async () => {
    const first = openPage();
    first.state.fails = "offline";
    first.fallback.begin("i1", microphone);
    await first.say(1);
    first.session.lost();
    await settle(60_000);
    expect([first.recorders[0]?.stopped, (await first.store.all()).length]).toEqual([true, 1]);
    first.state.fails = undefined;
    first.session.signedIn({ ...me, id: "01990000-0000-7000-8000-000000000002" });
    await settle(60_000);
    expect([first.state.begun, await first.store.all()]).toEqual([0, []]);
  });

  it("is silence while one is muted, and says when the browser cannot record", () => {
    const { fallback, recorders } = openPage();
    fallback.begin("i1", microphone);
    fallback.mute(true);
    expect(recorders[0]?.muted).toBe(true);
    const other = openPage({ able: false });
    other.fallback.begin("i1", microphone);
    expect([other.fallback.trouble()?.what, other.recorders]).toEqual(["unable", []]);
  });

  it("ends with its page, which asks nothing of the server after that", async () => {
    const { fallback, say, state, server, recorders, dispose } = openPage();
    state.fails = "offline";
    fallback.begin("i1", microphone);
    await say(1);
    dispose();
    dispose();
    const asked = server.calls.length;
    state.fails = undefined;
    await settle(120_000);
    expect([recorders[0]?.stopped, server.calls.length]).toEqual([true, asked]);
  });
});

describe("what this browser could not do once", () => {
  /** Fails as browsers do: a transaction that was ended under the page is an AbortError, and no end of the page. */
  const failing = (store: FallbackStore, what: "add" | "all" | "begin" | "change" | "read" | "remove") => {
    const works = store[what];
    Object.assign(store, { [what]: () => Promise.reject(new DOMException("ended", "AbortError")) });
    return () => void Object.assign(store, { [what]: works });
  };

  it.each(["begin", "add"] as const)(
    "%s: is kept when it can be, in order, and said to be in this page alone",
    async (what) => {
      const { fallback, say, state, store, recorders } = openPage();
      const mend = failing(store, what);
      fallback.begin("i1", microphone);
      await say(1, 2);
      await say(3);
      expect([fallback.waits(), fallback.lasting(), fallback.unsentBytes()]).toEqual(["browser", false, 3]);
      expect([fallback.trouble(), recorders[0]?.stopped]).toEqual([undefined, false]);
      mend();
      await settle(60_000);
      expect([state.bytes, fallback.waits(), fallback.lasting()]).toEqual([[1, 2, 3], undefined, false]);
      fallback.stop();
      await settle();
      expect([state.whole, fallback.state()]).toEqual([true, "quiet"]);
    },
  );

  it("is asked to be whole again, when only its end could not be noted", async () => {
    const { fallback, say, state, store } = openPage();
    fallback.begin("i1", microphone);
    await say(1);
    const mend = failing(store, "change");
    fallback.stop();
    await settle(3_000);
    expect(state.whole).toBe(false);
    mend();
    await settle(60_000);
    expect([state.bytes, state.whole, fallback.state()]).toEqual([[1], true, "quiet"]);
  });

  it("a piece that cannot be read is read again, and nothing after it overtakes it", async () => {
    const { fallback, recorders, say, state } = openPage();
    fallback.begin("i1", microphone);
    let reads = 0;
    const arrayBuffer = () =>
      reads++ < 2 ? Promise.reject(new DOMException("", "NotReadableError")) : Promise.resolve(Uint8Array.of(1).buffer);
    recorders[0]?.events.emit("piece", { size: 1, arrayBuffer } as unknown as globalThis.Blob);
    await say(2);
    expect([fallback.waits(), state.bytes]).toEqual(["browser", []]);
    await settle(60_000);
    expect([fallback.waits(), state.bytes, reads]).toEqual([undefined, [1, 2], 3]);
  });

  it.each(["all", "read"] as const)("%s: is not called sent, and goes on when it can be read", async (what) => {
    const { fallback, say, state, store } = openPage();
    fallback.begin("i1", microphone);
    await say(1);
    state.fails = "offline";
    await say(2);
    const mend = failing(store, what);
    state.fails = undefined;
    fallback.stop();
    await settle(3_000);
    expect([fallback.state(), fallback.waits(), fallback.unsentBytes()]).toEqual(["waiting", "browser", 1]);
    mend();
    await settle(60_000);
    expect([state.bytes, state.whole, fallback.state()]).toEqual([[1, 2], true, "quiet"]);
  });

  it("holds back no other recording", async () => {
    const { fallback, say, state, store } = openPage();
    state.fails = "offline";
    fallback.begin("i1", microphone);
    await say(1);
    const [unreadable] = await store.all();
    const read = store.read.bind(store);
    store.read = (id, from) => id === unreadable?.id ? Promise.reject(new Error("unreadable")) : read(id, from);
    state.fails = undefined;
    fallback.begin("i2", microphone);
    await say(7);
    await settle(60_000);
    expect([state.bytes, fallback.waits(), fallback.unsentBytes()]).toEqual([[7], "browser", 1]);
  });

  it.each(["all", "remove"] as const)(
    "%s: goes unsent all the same when one takes back one's agreement",
    async (what) => {
      const { fallback, say, state, store } = openPage();
      state.fails = "offline";
      fallback.begin("i1", microphone);
      await say(1);
      const mend = failing(store, what);
      fallback.discard("i1");
      state.fails = undefined;
      await settle(60_000);
      mend();
      await settle(60_000);
      expect([state.begun, fallback.state(), await store.all()]).toEqual([0, "quiet", []]);
    },
  );

  it("ends the recording, and says so, when the browser lost what it kept", async () => {
    const { fallback, say, state, store, recorders } = openPage();
    fallback.begin("i1", microphone);
    await say(1);
    for (const { id } of await store.all()) await store.remove(id);
    await say(2);
    expect([fallback.trouble(), recorders[0]?.stopped, state.bytes]).toEqual([{ what: "gone" }, true, [1]]);
  });
});

it("says that a server answers and does not take it, which is no lost connection", async () => {
  const { fallback, say, state } = openPage();
  state.fails = refusal(503, "unavailable", "There is no room right now.");
  fallback.begin("i1", microphone);
  await say(1);
  expect([fallback.state(), fallback.waits()]).toEqual(["recording", "busy"]);
  state.fails = undefined;
  await settle(60_000);
  expect([state.bytes, fallback.waits()]).toEqual([[1], undefined]);
});

describe("two tabs of one browser", () => {
  it("record one person once, and say so; the first loses nothing, and the second may when it is over", async () => {
    const shared = { store: memoryStore(), taking: takingServer(), locks: makeLocks() };
    const [first, second] = [openPage(shared), openPage(shared)];
    first.fallback.begin("i1", microphone);
    await first.say(1, 2);
    second.fallback.begin("i1", microphone);
    await second.say(9, 9);
    expect([second.fallback.state(), second.fallback.trouble()]).not.toContain("recording");
    expect(second.fallback.trouble()).toEqual({ what: "elsewhere" });
    await first.say(3);
    first.fallback.stop();
    await settle(60_000);
    expect([shared.taking.state.bytes, shared.taking.state.whole, shared.taking.state.begun]).toEqual([
      [1, 2, 3],
      true,
      1,
    ]);
    second.fallback.understood();
    second.fallback.begin("i2", microphone);
    await settle();
    expect([second.fallback.state(), second.fallback.trouble()]).toEqual(["recording", undefined]);
  });

  it("are not two where one changes its microphone", async () => {
    const { fallback, recorders } = openPage();
    for (let n = 0; n < 3; n++) fallback.begin("i1", microphone);
    await settle();
    expect([fallback.state(), fallback.trouble(), recorders.map((it) => it.stopped)]).toEqual([
      "recording",
      undefined,
      [true, true, false],
    ]);
  });
});
