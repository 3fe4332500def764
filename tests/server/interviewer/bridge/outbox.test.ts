import { describe, expect, it } from "vitest";
import { Allowance } from "../../../../server/interviewer/bridge/allowance.ts";
import { Outbox } from "../../../../server/interviewer/bridge/outbox.ts";

const rate = 24_000;
const count = (from: number, samples: number): Int16Array => Int16Array.from({ length: samples }, (_, n) => from + n);
const given = (outbox: Outbox): number[] => {
  const all: number[] = [];
  for (let it = outbox.next(); it; it = outbox.next()) all.push(...it.pcm);
  return all;
};

describe("what a voice has to say", () => {
  it("is given little by little, as much as was said", () => {
    const outbox = new Outbox();
    outbox.push({ pcm: count(0, rate), rate });
    expect(given(outbox).length).toBe(12_000);
    expect(given(outbox)).toEqual([]);
    outbox.said(2_400);
    expect(given(outbox)).toEqual([...count(12_000, 2_400)]);
    expect(outbox.ms).toBe(900);
  });

  it("is given again from the first that was not said, to another thread", () => {
    const outbox = new Outbox();
    outbox.push({ pcm: count(0, 9_600), rate });
    given(outbox);
    outbox.said(1_000);
    outbox.again();
    expect(given(outbox)).toEqual([...count(1_000, 8_600)]);
  });

  it("is no more than three minutes, in however small crumbs it comes", () => {
    const outbox = new Outbox();
    expect(outbox.push({ pcm: new Int16Array(rate * 600), rate })).toBe(false);
    expect(outbox.ms).toBe(180_000);
    expect(outbox.clear()).toEqual({ waitingMs: 180_000, givenMs: 0 });
    for (let n = 0; n < 5_000; n++) outbox.push({ pcm: count(n, 1), rate });
    expect(given(outbox)).toEqual([...count(0, 5_000)]);
  });
});

describe("an allowance", () => {
  it("lets a burst through, then so much a second", () => {
    const allowance = new Allowance({ perSecond: 100, burst: 50, nowMs: 0 });
    const through = (nowMs: number): number =>
      Array.from({ length: 1_000 }, () => allowance.take(1, nowMs)).filter(Boolean).length;
    expect([0, 0, 100, 10_000].map(through)).toEqual([50, 0, 10, 50]);
  });
});
