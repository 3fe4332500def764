import { type Accessor, batch, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { Call } from "../api/call.ts";
import { type Locks, makeLocks } from "../kit/locks.ts";
import { openFallbackStore } from "../media/fallback-database.ts";
import { FallbackQueue, type QueueState } from "../media/fallback-queue.ts";
import { canRecord, FallbackRecorder, type FallbackRecorderLike } from "../media/fallback-recorder.ts";
import type { FallbackStore } from "../media/fallback-store.ts";
import type { Waits } from "../media/fallback-waits.ts";
import type { Session } from "./session.ts";

/**
 * `recording`: this computer records. `sending`: it does not any more, and what it recorded is on its way. `waiting`: it
 * will be, when the server can be reached. `quiet`: nothing of it is here.
 */
export type FallbackState = "quiet" | "recording" | "sending" | "waiting";

/** What this computer records by itself because the room cannot, and how much of it the server has. */
export interface Fallback {
  readonly state: Accessor<FallbackState>;
  /** Which interview is recorded here now. */
  readonly interviewId: Accessor<string | undefined>;
  readonly unsentBytes: Accessor<number>;
  /** Why what is here is not on its way just now. */
  readonly waits: Accessor<Waits | undefined>;
  /** Whether what is here outlives a closed tab. */
  readonly lasting: Accessor<boolean>;
  /** Why something was not recorded or not sent; shown until `understood`. */
  readonly trouble: Accessor<FallbackTrouble | undefined>;
  understood(): void;
  /** Records a microphone for an interview, in place of what was recorded before. */
  begin(interviewId: string, microphone: MediaStreamTrack): void;
  /** While muted, silence is recorded. */
  mute(muted: boolean): void;
  stop(): void;
  /** Ends it, and what is here of this interview goes unsent. */
  discard(interviewId: string): void;
}

/**
 * `unable`: this browser cannot record. `elsewhere`: another tab records already. `full`: no more fits. `gone`: the
 * browser has it no more. `refused`: the server did not take it, in its words.
 */
export type FallbackTrouble = { readonly what: "unable" | "elsewhere" | "full" | "gone" } | {
  readonly what: "refused";
  readonly why: string;
};

/** What it is made of; tests give their own. */
export type FallbackParts = {
  readonly store: () => Promise<FallbackStore>;
  readonly locks: Locks;
  readonly canRecord: () => boolean;
  readonly record: (microphone: MediaStreamTrack) => FallbackRecorderLike;
  readonly nowMs: () => number;
};
type Options = {
  readonly call: Call;
  readonly session: Pick<Session, "who">;
  readonly online: Accessor<boolean>;
  readonly parts?: Partial<FallbackParts>;
};
type Running = { readonly interviewId: string; readonly id: string; readonly recorder: FallbackRecorderLike };

/** Also sends what an earlier page left here. Ends with its owner. */
export function createFallback({ call, session, online, parts = {} }: Options): Fallback {
  const { store = openFallbackStore, locks = makeLocks(), nowMs = Date.now } = parts;
  const { canRecord: able = canRecord, record = (it) => new FallbackRecorder(it) } = parts;
  const [queued, setQueued] = createSignal<QueueState>({ unsentBytes: 0, waits: undefined, lasting: true });
  const [running, setRunning] = createSignal<Running>();
  const [trouble, setTrouble] = createSignal<FallbackTrouble>();
  const queue = new FallbackQueue({ store: store(), call, locks, nowMs });
  /** What this tab recorded before is over first. */
  let mine: Promise<unknown> = Promise.resolve();
  const personId = createMemo((): string | undefined => {
    const who = session.who();
    return who.state === "in" ? who.me.id : undefined;
  });

  const stop = (): void => {
    running()?.recorder.stop();
    setRunning(undefined);
  };
  const failed = (now: FallbackTrouble, id: string): void =>
    batch(() => {
      if (running()?.id === id) stop();
      setTrouble(now);
    });
  const stops = [
    queue.events.on("changed", (now) => void setQueued(now)),
    queue.events.on("over", (id, what) => failed({ what }, id)),
    queue.events.on("dropped", (id, why) => failed({ what: "refused", why }, id)),
  ];
  createEffect(on(personId, (now) => {
    stop();
    void queue.belongsTo(now);
  }));
  createEffect(on(online, (now) => now && void queue.pump(), { defer: true }));
  createEffect(() => {
    if (!running() && (queued().lasting || queued().unsentBytes === 0)) return;
    addEventListener("beforeunload", askToStay);
    onCleanup(() => removeEventListener("beforeunload", askToStay));
  });
  onCleanup(() => {
    stop();
    for (const it of stops) it();
    queue.close();
  });

  const started = (microphone: MediaStreamTrack): FallbackRecorderLike | undefined => {
    try {
      return able() ? record(microphone) : undefined;
    } catch {
      return undefined; // a microphone that cannot be recorded is told as trouble
    }
  };
  const begin = (interviewId: string, microphone: MediaStreamTrack): void => {
    stop();
    const me = personId();
    if (me === undefined) return;
    const recorder = started(microphone);
    if (!recorder) return void setTrouble({ what: "unable" });
    const id = queue.intake.begin({ interviewId, personId: me });
    recorder.events.on("piece", (bytes) => queue.intake.add(id, bytes));
    const ended = new Promise<void>((resolve) => {
      recorder.events.on("ended", () => {
        queue.intake.end(id);
        if (running()?.id === id) setRunning(undefined);
        resolve();
      });
    });
    setRunning({ interviewId, id, recorder });
    mine = mine.then(() => locks.only(`recording ${me}`, () => ended)).then((free) => {
      if (free) return;
      queue.intake.forget(id);
      failed({ what: "elsewhere" }, id);
    });
  };
  return {
    state: () => {
      if (running()) return "recording";
      if (queued().unsentBytes === 0) return "quiet";
      return queued().waits ? "waiting" : "sending";
    },
    interviewId: () => running()?.interviewId,
    unsentBytes: () => queued().unsentBytes,
    waits: () => queued().waits,
    lasting: () => queued().lasting,
    trouble,
    understood: () => setTrouble(undefined),
    begin,
    mute: (muted) => running()?.recorder.mute(muted),
    stop,
    discard(interviewId) {
      if (running()?.interviewId === interviewId) stop();
      void queue.discard(interviewId);
    },
  };
}

/** The browser asks whether to close the page: what is recorded would end, or what is unsent be gone. */
function askToStay(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
