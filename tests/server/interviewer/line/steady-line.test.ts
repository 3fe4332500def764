import { describe, expect, it } from "vitest";
import type { FakeLine } from "./fake-provider.ts";
import { fakeProvider, nearProvider } from "./fake-provider.ts";
import type { Purse } from "../../../../server/interviewer/line/purse.ts";
import { aBrief, aLine, second } from "./a-line.ts";

const ready = (line: FakeLine): void => line.tells.ready();
const answerWith = (line: FakeLine): void => {
  line.tells.sound(second(), 24_000);
  line.tells.turnComplete();
};
const far = (more = {}) => fakeProvider({ onOpen: ready, ...more });
const gone = (line: FakeLine, hopeless = false): void =>
  line.tells.closed({ code: 1011, reason: "internal error", hopeless });
const framesOf = (line: FakeLine): number[] =>
  line.told.flatMap((it) => typeof it === "object" && "samples" in it ? [it.first] : []);
const soFar = { said: [{ by: "interviewer" as const, name: "", text: "Hello Nova" }], question: 0 };

/** A line that has greeted. */
function greeted(more: Parameters<typeof aLine>[1] = {}, traits = {}) {
  const provider = far(traits);
  const near = nearProvider({ onOpen: ready });
  let brief = aBrief;
  const house = aLine([provider, near], { brief: () => brief, ...more });
  answerWith(provider.last());
  brief = { ...aBrief, soFar };
  house.time.pass(1_000);
  return { ...house, provider, near };
}

describe("a steady line", () => {
  it("dials, greets once, and says who speaks", () => {
    const { provider, states } = greeted();
    expect(states()).toEqual(["dialing Far", "live Far"]);
    expect(provider.last().wish).toMatchObject({ opening: "greets", handle: null, standsIn: false });
  });

  it("gives what was said while it dialed, in order", () => {
    const provider = fakeProvider();
    const { speak } = aLine([provider, nearProvider()]);
    speak(3);
    expect(provider.last().told).toEqual([]);
    ready(provider.last());
    expect(provider.last().told).toEqual(["began", ...[0, 1, 2].map((first) => ({ samples: 320, first })), "ended"]);
  });

  it("exchanges a line in a quiet moment before it is too old, the old one first, by its handle", () => {
    const { provider, line, time, states } = greeted({}, { lastsMs: 100_000 });
    const [first] = provider.lines;
    first?.tells.handle("h1");
    time.pass(80_000);
    expect(states().at(-1)).toBe("draining Far");
    expect(provider.lines).toHaveLength(1);
    line.quiet(true);
    expect(first?.closed).toBe(true);
    expect(provider.last().wish).toMatchObject({ handle: "h1", opening: "waits" });
    expect(states().slice(-2)).toEqual(["resuming Far", "live Far"]);
  });

  it("does not wait longer for that than the line lives", () => {
    const { provider, time } = greeted();
    provider.last().tells.goingAway(10_000);
    time.pass(6_999);
    expect(provider.lines).toHaveLength(1);
    time.pass(1);
    expect(provider.lines).toHaveLength(2);
  });

  it("loses no word and gives none twice when a line breaks in the middle of an answer", () => {
    const { provider, line } = greeted({}, { onOpen: undefined });
    provider.last().tells.ready();
    line.speechBegan();
    for (let at = 0; at < 100; at++) line.hear(new Int16Array(320).fill(at));
    gone(provider.last());
    for (let at = 100; at < 300; at++) line.hear(new Int16Array(320).fill(at));
    line.speechEnded();
    const next = provider.last();
    expect(next.wish).toMatchObject({ handle: null, opening: "waits" });
    ready(next);
    expect(framesOf(next)).toEqual(Array.from({ length: 300 }, (_, at) => at));
    expect([next.told[0], next.told.at(-1)]).toEqual(["began", "ended"]);
  });

  it("begins anew with what was said when the way back is refused", () => {
    const { provider, states } = greeted({}, { onOpen: undefined });
    provider.last().tells.ready();
    provider.last().tells.handle("h1");
    gone(provider.last());
    expect(provider.last().wish.handle).toBe("h1");
    gone(provider.last());
    expect(provider.last().wish).toMatchObject({ handle: null, brief: { soFar } });
    ready(provider.last());
    expect(states().slice(-3)).toEqual(["resuming Far", "reseeding Far", "live Far"]);
  });

  it("never greets again, even when nobody can say what was said", () => {
    const provider = far();
    const { time } = aLine([provider, nearProvider()]);
    provider.last().tells.sound(second(), 24_000);
    gone(provider.last());
    time.pass(10);
    expect(provider.last().wish).toMatchObject({ opening: "goes-on", brief: { soFar: { said: [] } } });
  });

  it("does not come back to a place from before what it says now", () => {
    const { provider, speak } = greeted();
    const [first] = provider.lines;
    first?.tells.handle("h1");
    speak(5);
    first?.tells.sound(second(), 24_000);
    if (first) gone(first);
    expect(provider.last().wish).toMatchObject({ handle: null, opening: "goes-on" });
    expect(provider.last().told).toEqual([]);
  });

  it("drops sound of a turn that was cut off when somebody began to speak", () => {
    const { provider, line, said } = greeted();
    const before = said();
    line.speechBegan();
    provider.last().tells.sound(second(), 24_000);
    expect(said()).toBe(before);
  });

  it("waits with what a slow provider cannot take", () => {
    const { provider, line, time } = greeted();
    provider.last().waitingBytes = 1_000_000;
    line.speechBegan();
    line.hear(new Int16Array(320));
    expect(provider.last().told).toEqual([]);
    provider.last().waitingBytes = 0;
    time.pass(20);
    expect(provider.last().told).toEqual(["began", { samples: 320, first: 0 }]);
  });

  it("counts what nobody could be given, and says it once", () => {
    const provider = fakeProvider();
    const { line, time, notices } = aLine([provider, nearProvider()], { patience: null });
    line.speechBegan();
    for (let at = 0; at < 6_150; at++) line.hear(new Int16Array(320));
    time.pass(2_000);
    expect(notices).toEqual([
      "The interviewer was out of reach, and the first 3 seconds of what was said did not reach it. The recording is not " +
      "touched by this.",
    ]);
  });

  it("lets the local one lead alone where nobody else may hear, and asks nobody outside", () => {
    const provider = far();
    const near = nearProvider({ onOpen: ready });
    const { states } = aLine([provider, near], { localOnly: true });
    expect(provider.lines).toEqual([]);
    expect(states()).toEqual(["dialing Near", "live Near"]);
  });

  it("leaves the one outside at once when somebody refuses it, and comes back at a quiet moment", () => {
    const { provider, near, line, states, notices } = greeted();
    line.localOnly(true);
    expect(provider.last().closed).toBe(true);
    expect(near.last().wish).toMatchObject({ standsIn: false, opening: "waits" });
    expect(notices).toEqual(["From here on Near leads, on this server. Nothing more is sent outside."]);
    line.localOnly(false);
    expect(states().at(-1)).toBe("live Near");
    line.quiet(true);
    expect(states().at(-1)).toBe("live Far");
  });

  it("asks first whether it may cost something, and lets the local one lead when nothing is left", () => {
    const provider = far();
    const near = nearProvider({ onOpen: ready });
    const purse: Purse = {
      open({ spent }) {
        spent("Nothing is left today.");
        return () => undefined;
      },
    };
    const { states, notices } = aLine([provider, near], { purse });
    expect(provider.lines).toEqual([]);
    expect(near.last().wish).toMatchObject({ opening: "greets", standsIn: false });
    expect([states().at(-1), notices]).toEqual(["live Near", ["Nothing is left today."]]);
  });

  it("goes on without the one outside while its minutes cannot be looked up, and comes back when they can", () => {
    let broken = true;
    const purse: Purse = {
      open({ granted, failed }) {
        if (broken) failed();
        else granted();
        return () => undefined;
      },
    };
    const provider = fakeProvider();
    const near = nearProvider({ onOpen: ready });
    const { states, notices, line, time } = aLine([provider, near], { purse });
    expect([states().at(-1), provider.lines]).toEqual(["fallback Near stands in", []]);
    expect(notices).toHaveLength(1);
    broken = false;
    line.quiet(true);
    time.pass(60_000);
    ready(provider.last());
    expect(states().at(-1)).toBe("live Far");
  });

  it("changes over at a quiet moment when nothing is left in the middle, and pays for no more than it used", () => {
    let end = (): void => {};
    let open = 0;
    const purse: Purse = {
      open({ granted, spent }) {
        open++;
        end = () => spent("Nothing is left today.");
        granted();
        return () => void open--;
      },
    };
    const { line, provider, states, speak } = greeted({ purse });
    speak(3);
    end();
    answerWith(provider.last());
    expect(states().at(-1)).toBe("live Far");
    line.quiet(true);
    expect([states().at(-1), open]).toEqual(["live Near", 0]);
    line.localOnly(true);
    line.localOnly(false);
    expect(provider.lines).toHaveLength(1);
  });

  it("leaves nothing behind when it is closed: no line, no alarm, no word", async () => {
    const { provider, line, time, told, speak } = greeted({}, { lastsMs: 60_000 });
    speak(3);
    const closing = line.close();
    const before = told.length;
    provider.last().tells.said("late", true);
    gone(provider.last());
    line.tell("late", { answers: true });
    line.quiet(true);
    await Promise.all([closing, line.close()]);
    time.pass(3_600_000);
    expect(provider.lines).toHaveLength(1);
    expect(provider.last().told.filter((it) => it === "closed")).toHaveLength(1);
    expect(told.length).toBe(before);
    expect(time.waiting()).toBe(0);
  });
});
