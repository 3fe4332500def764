import { beforeEach, describe, expect, it } from "vitest";
import { Floor } from "../../../server/interviewer/floor.ts";

const frame = 320;

describe("the floor of an interview", () => {
  let told: (number | string)[];
  let floor: Floor;
  let atMs: number;
  beforeEach(() => {
    [told, atMs] = [[], 0];
    const does = (what: string) => () => void told.push(what);
    floor = new Floor({
      thinkTime: "normal",
      mouth: {
        duck: (on) => void told.push(on ? "duck" : "unduck"),
        ...{ stop: does("stop"), resume: does("resume"), drop: does("drop"), busy: false },
      },
      line: {
        hear: (pcm) => void told.push(pcm[0] ?? 0),
        began: does("began"),
        ended: (fromMs, toMs) => void told.push(`ended after ${toMs - fromMs}`),
      },
    });
  });
  /** So many slices, each with its own mark as sound. */
  const hears = (voice: boolean, mark: number, count: number): void => {
    for (let at = 0; at < count; at++) {
      atMs += 20;
      const ms = voice ? 20 : 0;
      const slice = { atMs, ms: 20, speechMs: ms, voicedMs: ms, pitch: 0, openness: 0.5 };
      floor.slice(slice, new Int16Array(frame).fill(mark));
    }
  };
  const passed = (): number[] => told.filter((it): it is number => typeof it === "number");

  it("passes on 300 ms from before somebody spoke, all they say, and the silence that ends it, once each", () => {
    hears(false, 1, 100);
    hears(true, 2, 50);
    hears(false, 3, 60);
    expect(passed().filter((it) => it === 1)).toHaveLength(300 / 20);
    expect(passed().filter((it) => it === 2)).toHaveLength(50);
    expect(told.at(-1)).toBe("ended after 1000");
    expect(passed().filter((it) => it === 3)).toHaveLength(1_000 / 20);
  });

  it("passes nothing on of who is not heard any more", () => {
    hears(false, 1, 100);
    hears(true, 2, 2);
    floor.forgets();
    hears(true, 3, 50);
    expect(new Set(passed())).toEqual(new Set([3]));
  });

  it("gives it back when it is dropped, and begins anew with who speaks next", () => {
    hears(true, 1, 50);
    floor.drop();
    expect(told.at(-1)).toMatch(/^ended/);
    expect(floor.open).toBe(false);
    hears(true, 2, 50);
    expect(told.filter((it) => it === "began")).toHaveLength(2);
  });
});
