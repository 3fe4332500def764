import { describe, expect, it } from "vitest";
import { Flow } from "../../../../server/edge/pcm/flow.ts";
import { Pour } from "../../../../server/edge/pcm/pour.ts";
import { fakeTime } from "../../../kit/clock.ts";

const ms = (length: number, value = 1_000) => new Int16Array(length * 16).fill(value);

function pouring({ ahead = false } = {}) {
  const time = fakeTime();
  const poured: { atMs: number; pcm: Int16Array }[] = [];
  const startMs = time.clock.now();
  const pour = new Pour({
    ...time,
    ahead: () => ahead,
    out: (pcm) => poured.push({ atMs: time.clock.now() - startMs, pcm }),
  });
  pour.go();
  const total = () => poured.reduce((sum, it) => sum + it.pcm.length, 0) / 16;
  return { time, pour, poured, total };
}

describe("sound that is poured", () => {
  it("goes on at once when it comes as it is spoken", () => {
    const { time, pour, poured } = pouring();
    for (let pieces = 0; pieces < 50; pieces++) {
      pour.push(ms(20));
      time.pass(20);
    }
    expect(poured.map((it) => it.atMs)).toEqual(Array.from({ length: 50 }, (_, at) => at * 20));
  });

  it("is never handed on far ahead of the clock, and none of it is lost", () => {
    const { time, pour, poured, total } = pouring({ ahead: true });
    const sound = Int16Array.from({ length: 16_000 * 2 + 7 }, (_, at) => at % 1_000);
    pour.push(sound);
    for (let passed = 0; passed <= 2_100; passed += 10) {
      expect(total()).toBeLessThanOrEqual(passed + 220);
      time.pass(10);
    }
    expect(poured.flatMap((it) => [...it.pcm])).toEqual([...sound]);
    expect(time.waiting()).toBe(0);
  });

  it("catches up in what is quiet after a line that stalled, and leaves out no word", () => {
    const { time, pour, total } = pouring();
    pour.push(ms(1_000));
    for (let passed = 0; passed < 1_000; passed += 20) {
      pour.push(ms(20, 10));
      time.pass(20);
    }
    expect(total()).toBeLessThan(1_400);
    expect(total()).toBeGreaterThanOrEqual(1_000);
    time.pass(1_000);
    const before = total();
    pour.push(ms(20));
    expect(total()).toBe(before + 20);
  });

  it("leaves out nothing quiet of who is only sent ahead", () => {
    const { time, pour, total } = pouring({ ahead: true });
    pour.push(ms(3_000, 0));
    time.pass(3_000);
    expect(total()).toBe(3_000);
  });

  it("keeps the last second while it is held, and goes on with that", () => {
    const { time, pour, poured, total } = pouring();
    pour.hold();
    for (let pieces = 1; pieces <= 100; pieces++) {
      pour.push(ms(20, 1_000 + pieces));
      time.pass(20);
    }
    expect(total()).toBe(0);
    pour.go();
    time.pass(2_000);
    expect(poured.map((it) => it.pcm[0])).toEqual(Array.from({ length: 50 }, (_, at) => 1_051 + at));
  });

  it("stops when it is closed", () => {
    const { time, pour, total } = pouring({ ahead: true });
    pour.push(ms(1_000));
    pour.close();
    const before = total();
    time.pass(1_000);
    expect([total(), time.waiting()]).toEqual([before, 0]);
  });
});

describe("how fast a client may send", () => {
  it("lets live sound through without a rest, also in pieces of 10 ms", () => {
    const time = fakeTime();
    const flow = new Flow(time.clock);
    for (let pieces = 0; pieces < 10_000; pieces++) {
      expect([flow.takes(160), flow.restMs]).toEqual([true, 0]);
      time.pass(10);
    }
  });

  it("rests as long as sound is ahead of the clock by more than a second", () => {
    const time = fakeTime();
    const flow = new Flow(time.clock);
    flow.takes(16 * 3_000);
    expect(flow.restMs).toBe(2_000);
    time.pass(2_500);
    flow.takes(0);
    expect(flow.restMs).toBe(0);
  });

  it("forgives a burst, and no flood", () => {
    const time = fakeTime();
    const flow = new Flow(time.clock);
    const taken = (frames: number) => Array.from({ length: frames }, () => flow.takes(0)).filter(Boolean).length;
    expect(taken(800)).toBe(500);
    const later = new Flow(time.clock);
    for (let seconds = 0; seconds < 10; seconds++) {
      for (let frames = 0; frames < 180; frames++) expect(later.takes(0)).toBe(true);
      time.pass(1_000);
    }
  });
});
