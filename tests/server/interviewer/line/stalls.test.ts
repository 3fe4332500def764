import { describe, expect, it } from "vitest";
import type { FakeLine } from "./fake-provider.ts";
import { fakeProvider, nearProvider } from "./fake-provider.ts";
import { aBrief, aLine, second } from "./a-line.ts";

const ready = (line: FakeLine): void => line.tells.ready();
const soFar = { said: [{ by: "interviewer" as const, name: "", text: "Hello Nova" }], question: 0 };

function greeted(traits: Parameters<typeof fakeProvider>[0] = {}) {
  const provider = fakeProvider({ onOpen: ready, ...traits });
  const near = nearProvider({ onOpen: ready });
  const house = aLine([provider, near], { brief: () => ({ ...aBrief, soFar }) });
  provider.last().tells.sound(second(), 24_000);
  provider.last().tells.turnComplete();
  house.time.pass(2_000);
  return { ...house, provider, near };
}
const nudges = (line: FakeLine | undefined): number =>
  line?.told.filter((it) => typeof it === "object" && "text" in it).length ?? 0;

describe("a silence that nobody wants", () => {
  it("is broken by a nudge, then by another line, then by the local voice, within four seconds", () => {
    const { provider, near, speak, time, states, notices } = greeted();
    speak(10);
    time.pass(1_700);
    expect(nudges(provider.lines[0])).toBe(1);
    time.pass(800);
    expect(provider.lines).toHaveLength(2);
    expect(provider.last().told).toContain("ended");
    time.pass(900);
    expect(states().at(-1)).toBe("fallback Near stands in");
    expect(near.last().wish).toMatchObject({ standsIn: true, opening: "waits" });
    expect(near.last().told.at(-1)).toBe("ended");
    expect(notices).toEqual([
      "Far does not answer right now. A voice on this server (slt) goes on with the plan.",
    ]);
  });

  it("is broken when it is frozen in the middle of a word, counted from when its sound is spoken", () => {
    const { provider, near, speak, time } = greeted();
    speak(10);
    provider.last().tells.sound(second(), 24_000);
    time.pass(1_000 + 1_699);
    expect(nudges(provider.last())).toBe(0);
    time.pass(1);
    expect(nudges(provider.last())).toBe(1);
    time.pass(1_700);
    expect(near.last().wish.opening).toBe("goes-on");
  });

  it("is known at once when a turn is complete without a sound", () => {
    const { provider, near, speak, time } = greeted();
    speak(10);
    provider.last().tells.turnComplete();
    time.pass(0);
    expect(nudges(provider.last())).toBe(1);
    provider.last().tells.turnComplete();
    time.pass(0);
    expect(provider.lines).toHaveLength(2);
    provider.last().tells.turnComplete();
    time.pass(0);
    expect(near.lines).toHaveLength(1);
  });

  it("says what is so when the mind only writes", () => {
    const { provider, speak, time, notices } = greeted();
    speak(10);
    for (let turn = 0; turn < 3; turn++) {
      provider.last().tells.wrote();
      provider.last().tells.turnComplete();
      time.pass(0);
    }
    expect(notices).toEqual([
      "Far answers in writing only, which cannot be heard. A voice on this server (slt) goes on with the plan.",
    ]);
  });

  it("is none while the mind is at work, but not for ever", () => {
    const { provider, near, speak, time, line, wishes } = greeted();
    speak(10);
    time.pass(1_000);
    provider.last().tells.wants({ id: "a", name: "give_hint", args: {} });
    time.pass(1_000);
    line.answer(wishes[0] ?? "", { hint: "Sort it." });
    time.pass(1_300);
    expect(nudges(provider.last())).toBe(0);
    time.pass(200);
    expect(near.lines).toHaveLength(1);
  });

  it("is none while somebody speaks, or when nothing is owed", () => {
    const { provider, near, line, time } = greeted();
    line.speechBegan();
    time.pass(60_000);
    expect([nudges(provider.last()), provider.lines.length, near.lines.length]).toEqual([0, 1, 0]);
  });

  it("is no answer to what was typed when a turn that was cut off ends", () => {
    const { provider, speak, line, time } = greeted();
    speak(10);
    provider.last().tells.sound(second(), 24_000);
    line.tell("typed", { answers: true });
    provider.last().tells.interrupted();
    provider.last().tells.turnComplete();
    time.pass(100);
    expect(nudges(provider.last())).toBe(1); // what was typed alone
  });

  it("is counted from when somebody typed, not from the end of what they cut off", () => {
    const { provider, speak, line, time } = greeted();
    speak(10);
    for (let at = 0; at < 10; at++) provider.last().tells.sound(second(), 24_000);
    line.tell("typed", { answers: true });
    line.spoken(9_000);
    time.pass(1_700);
    expect(nudges(provider.last())).toBe(2); // what was typed, and the nudge
  });

  it("does not hurry the local voice, and calls it again when it stays silent", () => {
    const near = nearProvider({ onOpen: ready });
    const { time } = aLine([near]);
    time.pass(19_999);
    expect(near.lines).toHaveLength(1);
    time.pass(1);
    expect(near.lines).toHaveLength(2);
    expect(nudges(near.lines[0])).toBe(0);
  });
});

describe("a provider that is gone", () => {
  const dying = () => {
    const house = greeted();
    house.speak(10);
    house.provider.last().tells.sound(second(), 24_000);
    house.provider.last().tells.closed({ code: 1008, reason: "API key not valid", hopeless: true });
    return house;
  };

  it("is replaced in the middle of a sentence, and says so once", () => {
    const { near, states, notices } = dying();
    expect(states().slice(-1)).toEqual(["fallback Near stands in"]);
    expect(near.last().wish).toMatchObject({ opening: "goes-on", standsIn: true });
    expect(notices).toHaveLength(1);
  });

  it("is asked again after a while, in a quiet moment, and leads again", () => {
    const { provider, near, line, time, states, notices } = dying();
    near.last().tells.sound(second(), 24_000);
    near.last().tells.turnComplete();
    time.pass(60_000);
    expect(provider.lines).toHaveLength(1);
    line.quiet(true);
    expect(provider.last().wish).toMatchObject({ opening: "waits", standsIn: false });
    expect(near.last().closed).toBe(true);
    expect(states().at(-1)).toBe("live Far");
    expect(notices.at(-1)).toBe("Far answers again and leads the interview from here on.");
  });

  it("is not taken back when the interview went on meanwhile, and is at the next quiet moment", () => {
    const provider = fakeProvider({ onOpen: () => undefined });
    const near = nearProvider({ onOpen: ready });
    const { line, time, states } = aLine([provider, near], { brief: () => ({ ...aBrief, soFar }) });
    provider.last().tells.closed({ code: 1006, reason: "", hopeless: false });
    near.last().tells.sound(second(), 24_000);
    near.last().tells.turnComplete();
    time.pass(5_000);
    line.quiet(true);
    expect(provider.lines).toHaveLength(2);
    near.last().tells.sound(second(), 24_000);
    ready(provider.last());
    expect(provider.last().closed).toBe(true);
    near.last().tells.turnComplete();
    line.quiet(true);
    ready(provider.last());
    expect(provider.lines).toHaveLength(3);
    expect(states().at(-1)).toBe("live Far");
  });

  it("is taken back with what the candidate began to say while it was dialed", () => {
    const provider = fakeProvider({ onOpen: () => undefined });
    const near = nearProvider({ onOpen: ready });
    const { line, time } = aLine([provider, near], { brief: () => ({ ...aBrief, soFar }) });
    provider.last().tells.closed({ code: 1006, reason: "", hopeless: false });
    near.last().tells.sound(second(), 24_000);
    near.last().tells.turnComplete();
    time.pass(5_000);
    line.quiet(true);
    line.speechBegan();
    line.hear(new Int16Array(320).fill(7));
    ready(provider.last());
    expect(provider.last().told).toEqual(["began", { samples: 320, first: 7 }]);
  });

  it("is asked ever more rarely while it refuses", () => {
    const provider = fakeProvider({ onOpen: (it) => it.tells.closed({ code: 1006, reason: "", hopeless: false }) });
    const near = nearProvider({ onOpen: ready });
    const { line, time } = aLine([provider, near]);
    near.last().tells.sound(second(), 24_000);
    near.last().tells.turnComplete();
    line.quiet(true);
    const dialed = [0, 1, 2, 3, 4, 5, 6].map(() => {
      time.pass(60_000);
      return provider.lines.length;
    });
    expect(dialed[0]).toBeLessThan(7);
    expect(dialed.at(-1)).toBeLessThan(14);
  });

  it("does not keep the machine busy when the local one fails too", () => {
    const provider = fakeProvider({ onOpen: (it) => it.tells.closed({ code: 1006, reason: "", hopeless: true }) });
    const near = nearProvider({ onOpen: (it) => it.tells.closed({ code: 0, reason: "no voice", hopeless: false }) });
    const { time } = aLine([provider, near]);
    time.pass(10_000);
    expect(near.lines.length).toBeGreaterThan(2);
    expect(near.lines.length).toBeLessThan(13);
  });
});

describe("what a mind wants done", () => {
  it("is asked for once and answered once, also when the line that asked breaks", () => {
    const { provider, line, wishes, told, speak } = greeted();
    speak(3);
    const [first] = provider.lines;
    first?.tells.wants({ id: "call-1", name: "next_question", args: {} });
    line.answer(wishes[0] ?? "", { question: "Why?" });
    line.answer(wishes[0] ?? "", { question: "Again?" });
    expect(first?.told.at(-1)).toEqual({ answer: "call-1", result: { question: "Why?" } });
    first?.tells.closed({ code: 1011, reason: "", hopeless: false });
    provider.last().tells.wants({ id: "call-9", name: "next_question", args: {} });
    expect(told.filter((it) => it === "wants next_question")).toHaveLength(1);
    expect(provider.last().told.at(-1)).toEqual({ answer: "call-9", result: { question: "Why?" } });
  });

  it("is asked for again when it is wanted again in a later turn", () => {
    const { provider, line, wishes, told, speak } = greeted();
    for (const id of ["call-1", "call-2"]) {
      speak(3);
      provider.last().tells.wants({ id, name: "next_question", args: {} });
      line.answer(wishes.at(-1) ?? "", { done: true });
      provider.last().tells.sound(second(), 24_000);
      provider.last().tells.turnComplete();
    }
    expect(told.filter((it) => it === "wants next_question")).toHaveLength(2);
  });

  it("gets its result on the line that knows of it, first of all", () => {
    const { provider, line, wishes, speak } = greeted({ onOpen: () => undefined });
    ready(provider.last());
    provider.last().tells.sound(second(), 24_000);
    provider.last().tells.turnComplete();
    speak(3);
    provider.last().tells.wants({ id: "call-1", name: "give_hint", args: {} });
    provider.last().tells.handle("with-call");
    provider.last().tells.closed({ code: 1006, reason: "", hopeless: false });
    expect(provider.last().wish.handle).toBe("with-call");
    line.answer(wishes[0] ?? "", { hint: "Sort." });
    ready(provider.last());
    expect(provider.last().told[0]).toEqual({ answer: "call-1", result: { hint: "Sort." } });
  });

  it("is not answered after it was cancelled", () => {
    const { provider, line, wishes, told } = greeted();
    provider.last().tells.wants({ id: "call-1", name: "give_hint", args: {} });
    provider.last().tells.cancelled(["call-1", "unknown"]);
    line.answer(wishes[0] ?? "", {});
    expect(told.at(-1)).toBe(`cancelled ${wishes[0]}`);
    expect(provider.last().told).toEqual([]);
  });
});
