import { setImmediate } from "node:timers";
import type { Alarm } from "../../server/kit/alarm.ts";
import type { Clock } from "../../server/kit/clock.ts";

export type FakeClock = Clock & {
  /** Moves time on. */
  readonly pass: (ms: number) => void;
};

/** A clock that stands still until told. */
export function fakeClock(startMs: number = Date.UTC(2026, 0, 5, 18, 0, 0)): FakeClock {
  let nowMs = startMs;
  return { now: () => nowMs, pass: (ms) => void (nowMs += ms) };
}

export type FakeTime = {
  readonly clock: Clock;
  readonly alarm: Alarm;
  /** Moves time on; whatever is due meanwhile happens in its order and at its time. */
  readonly pass: (ms: number) => void;
  /** The same, and everything that promises do in between is done. */
  readonly live: (ms: number) => Promise<void>;
  /** How many alarms are set. */
  readonly waiting: () => number;
};

/** A clock with alarms, which stand still until told. */
export function fakeTime(startMs: number = Date.UTC(2026, 0, 5, 18, 0, 0)): FakeTime {
  let nowMs = startMs;
  let count = 0;
  const set = new Map<number, { readonly atMs: number; readonly work: () => void }>();
  const next = (untilMs: number): number | undefined => {
    let first: number | undefined;
    let firstMs = untilMs;
    for (const [key, { atMs }] of set) {
      if (atMs < firstMs || atMs === firstMs && first === undefined) [first, firstMs] = [key, atMs];
    }
    return first;
  };
  const ring = (untilMs: number): boolean => {
    const key = next(untilMs);
    const bell = key === undefined ? undefined : set.get(key);
    if (key === undefined || !bell) return false;
    set.delete(key);
    nowMs = Math.max(nowMs, bell.atMs);
    bell.work();
    return true;
  };
  return {
    clock: { now: () => nowMs },
    alarm(afterMs, work) {
      const key = ++count;
      set.set(key, { atMs: nowMs + Math.max(0, afterMs), work });
      return () => void set.delete(key);
    },
    pass(ms) {
      const endMs = nowMs + ms;
      while (ring(endMs))/* until nothing more is due */ ;
      nowMs = endMs;
    },
    async live(ms) {
      const endMs = nowMs + ms;
      await promises();
      for (let rung = 1; ring(endMs); rung++) await (rung % 32 === 0 ? promises() : shortPromises());
      await promises();
      while (ring(endMs)) await promises();
      nowMs = endMs;
    },
    waiting: () => set.size,
  };
}

/** Enough for what a message goes through; a turn of the machine for each would take ten times as long. */
async function shortPromises(): Promise<void> {
  for (let at = 0; at < 8; at++) await Promise.resolve();
}

/** Everything that promises have to do by now is done. */
function promises(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
