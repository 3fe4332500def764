import { beforeEach, describe, expect, it } from "vitest";
import { Mouth } from "../../../server/interviewer/mouth.ts";
import { fakeTime } from "../../kit/clock.ts";
import { fakeBridge } from "../../kit/fake-bridge.ts";

const sound = (ms: number): Int16Array => new Int16Array(ms * 16).fill(1_000);

describe("the mouth of an interviewer", () => {
  let time: ReturnType<typeof fakeTime>;
  let told: string[];
  let bridge: ReturnType<typeof fakeBridge>;
  let mouth: Mouth;
  let cuts = 0;
  beforeEach(() => {
    time = fakeTime();
    told = [];
    cuts = 0;
    bridge = fakeBridge({ frame: () => undefined, speaking: (on) => mouth.speaks(on) }, time);
    mouth = new Mouth({
      ...{ bridge, ...time },
      onText: (text) => void told.push(text),
      onCut: () => void cuts++,
      onSpoken: (cutMs) => void told.push(cutMs === 0 ? "spoken" : "cut"),
      onFailed: (error) => void told.push(`failed: ${String(error)}`),
    });
  });
  const says = (text: string, ms: number): void => {
    mouth.text(text);
    mouth.play(sound(ms), 16_000);
  };

  it("shows each sentence when it is heard, and tells once that all of it is out", async () => {
    says("one", 1_000);
    says("two", 1_000);
    mouth.complete();
    expect(told).toEqual(["one"]);
    await time.live(900);
    expect(told).toEqual(["one"]);
    await time.live(1_200);
    expect(told).toEqual(["one", "two", "spoken"]);
  });

  it("goes on where it stopped, with every sentence", async () => {
    says("one", 1_000);
    says("two", 1_000);
    mouth.complete();
    await time.live(500);
    mouth.stop();
    await time.live(1_000);
    expect(bridge.speaking).toBe(false);
    mouth.resume();
    await time.live(3_000);
    expect(told).toEqual(["one", "two", "spoken"]);
    // A little of what was heard is said once more.
    expect(bridge.playedMs).toBe(2_250);
  });

  it("says nothing more of what is dropped, and tells that it was cut", async () => {
    says("one", 1_000);
    says("two", 1_000);
    await time.live(500);
    mouth.drop();
    expect(cuts, "what comes next is another sentence, even before the flush").toBe(1);
    mouth.complete();
    await time.live(5_000);
    expect(told).toEqual(["one", "cut"]);
    expect(bridge.playedMs).toBe(500);
  });

  it("tells nothing where nothing was said: a drop, the end of a turn, silence", async () => {
    mouth.drop();
    mouth.complete();
    mouth.speaks(false);
    await time.live(1_000);
    expect(told).toEqual([]);
  });

  it("tells of a turn that could only be read", async () => {
    mouth.text("one");
    mouth.complete();
    await time.live(100);
    expect(told).toEqual(["one", "spoken"]);
  });

  it("is silent at once when it closes, and as loud as before for who comes next", async () => {
    says("one", 1_000);
    says("two", 60_000);
    mouth.complete();
    await time.live(500);
    mouth.duck(true);
    mouth.close();
    await time.live(5_000);
    expect(told).toEqual(["one"]);
    expect([bridge.speaking, bridge.ducked, bridge.playedMs]).toEqual([false, false, 500]);
    expect(time.waiting()).toBe(0);
  });
});
