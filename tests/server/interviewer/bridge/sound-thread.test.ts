import { EventEmitter } from "node:events";
import { beforeEach, describe, expect, it } from "vitest";
import { SoundThread, type ThreadHandle } from "../../../../server/interviewer/bridge/sound-thread.ts";
import type { Made, Told, Wish } from "../../../../server/interviewer/bridge/thread-words.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import { type FakeTime, fakeTime } from "../../../kit/clock.ts";

class FakeThread extends EventEmitter implements Pick<ThreadHandle, "postMessage" | "terminate"> {
  readonly asked: Wish[] = [];
  over = false;
  postMessage(wish: Wish): void {
    this.asked.push(wish);
  }
  terminate(): Promise<number> {
    this.over = true;
    this.emit("exit", 1);
    return Promise.resolve(1);
  }
  tells(told: Told): void {
    this.emit("message", told);
  }
}

let time: FakeTime;
let threads: FakeThread[];
let thread: SoundThread;

beforeEach(() => {
  [time, threads] = [fakeTime(), []];
  const { clock, alarm } = time;
  const spawn = (): ThreadHandle => {
    const fake = new FakeThread();
    threads.push(fake);
    return fake as unknown as ThreadHandle;
  };
  thread = new SoundThread({ clock, alarm, log: silentLog, spawn });
});

const last = (): FakeThread => {
  const fake = threads.at(-1);
  if (!fake) throw new Error("no thread began");
  return fake;
};
const member = (told: Made[] = []) => ({
  begins: (id: number): Wish[] => [{ is: "ear", id, atMs: 0 }],
  told: (made: Made) => void told.push(made),
});
const packet = (id: number): Wish => ({ is: "packet", id, atMs: 0, bytes: new Uint8Array(1) });
const speaking = (id: number): Made => ({ is: "speaking", id, on: true });

describe("the thread of sound", () => {
  it("begins with the first who needs it, and tells each what is theirs", () => {
    expect(threads.length).toBe(0);
    const [one, two]: [Made[], Made[]] = [[], []];
    const [first, second] = [thread.join(member(one)), thread.join(member(two))];
    last().tells(speaking(second));
    thread.leave(second);
    last().tells(speaking(second));
    expect(one).toEqual([]);
    expect(two).toEqual([speaking(second)]);
    expect(threads.length).toBe(1);
    expect(last().asked.map((it) => it.is)).toEqual(["ear", "ear", "close"]);
    expect(first).not.toBe(second);
  });

  it("is another one at once when it ends, with everybody who is still there", () => {
    const [gone, stays] = [thread.join(member()), thread.join(member())];
    thread.leave(gone);
    last().emit("exit", 1);
    expect(thread.ask(packet(stays))).toBe(false);
    const late = thread.join(member());
    time.pass(0);
    expect(threads.length).toBe(2);
    expect(last().asked.map((it) => "id" in it && it.id)).toEqual([stays, late]);
    expect(thread.ask(packet(stays))).toBe(true);
  });

  it("begins again and again, calmly, when it ends each time", () => {
    thread.join(member());
    for (let n = 0; n < 200; n++) {
      last().emit("exit", 1);
      time.pass(100);
    }
    expect(threads.length).toBeLessThan(12);
    for (let n = 0; n < 12; n++) {
      time.pass(1_000);
      last().tells({ is: "alive", done: 0 });
    }
    const before = threads.length;
    last().emit("exit", 1);
    time.pass(0);
    expect(threads.length).toBe(before + 1);
  });

  it("is ended when it hangs, and not while it says that it is well", () => {
    thread.join(member());
    for (let n = 0; n < 10; n++) {
      time.pass(1_000);
      last().tells({ is: "alive", done: 0 });
    }
    expect(threads.length).toBe(1);
    time.pass(6_000);
    expect(threads[0]?.over).toBe(true);
    expect(threads.length).toBe(2);
  });

  it("lets packets go while it is behind, and nothing else", () => {
    const id = thread.join(member());
    for (let n = 0; n < 10_000; n++) thread.ask(packet(id));
    expect(last().asked.length).toBeLessThanOrEqual(3_000);
    expect(thread.ask({ is: "duck", id, on: true })).toBe(true);
    last().tells({ is: "alive", done: 2_000 });
    expect(thread.ask(packet(id))).toBe(true);
  });

  it("goes on when one who listens fails", () => {
    const told: Made[] = [];
    const id = thread.join({
      begins: () => [],
      told: () => {
        throw new Error("no");
      },
    });
    const other = thread.join(member(told));
    last().tells(speaking(id));
    last().tells(speaking(other));
    expect(told.length).toBe(1);
  });

  it("ends once, and nothing begins then", async () => {
    thread.join(member());
    const closing = thread.close();
    expect(thread.close()).toBe(closing);
    await closing;
    expect(time.waiting()).toBe(0);
    time.pass(60_000);
    expect(threads.length).toBe(1);
    expect(time.waiting()).toBe(0);
  });
});
