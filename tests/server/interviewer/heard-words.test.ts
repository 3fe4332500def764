import { beforeEach, describe, expect, it } from "vitest";
import { HeardWords } from "../../../server/interviewer/heard-words.ts";
import { fakeClock } from "../../kit/clock.ts";

describe("the words that are understood", () => {
  let heard: HeardWords;
  let kept: string[];
  let spans: (readonly [number, number])[];
  const clock = fakeClock(0);
  beforeEach(() => {
    [kept, spans] = [[], []];
    let ids = 0;
    heard = new HeardWords({
      clock,
      ids: { next: () => String(++ids) },
      tells: { caption: () => undefined },
      whose: () => "nova",
      note: ({ text }, { fromMs, toMs }) => {
        kept.push(text);
        spans.push([fromMs, toMs]);
      },
    });
  });
  const turn = (fromMs: number, toMs: number): void => {
    heard.began(fromMs);
    heard.ended(toMs);
  };
  const answer = (): void => {
    heard.answered();
    heard.settle();
  };

  it("are kept with the time of the turn, however late they come", () => {
    turn(1_000, 4_000);
    clock.pass(9_000);
    heard.add("With a ");
    heard.add("table.");
    heard.close();
    answer();
    expect([kept, spans]).toEqual([["With a table."], [[1_000, 4_000]]]);
  });

  it.each([
    ["all of them", "With a table.", "With a table."],
    ["another hearing of them", "With the table.", "With the table."],
    ["the first of them alone", "With", "With a table."],
    ["nothing", null, "With a table."],
  ])("are kept once when the next mind tells %s", (_, again, expected) => {
    turn(1_000, 4_000);
    heard.add("With a table.");
    heard.again(1);
    heard.again(1);
    if (again !== null) heard.add(again);
    expect(kept).toEqual([]);
    answer();
    heard.close();
    heard.finish();
    expect(kept).toEqual([expected]);
  });

  it("are whole when the mind that is gone had told the first of them alone", () => {
    heard.began(1_000);
    heard.add("With a");
    heard.again(1);
    heard.ended(4_000);
    heard.add("With a table of all");
    heard.add(" that I saw.");
    heard.close();
    answer();
    expect([kept, spans]).toEqual([["With a table of all that I saw."], [[1_000, 4_000]]]);
  });

  it.each([
    ["both", "With a table. Or a queue, yes."],
    ["the second one alone", "Or a queue, yes."],
  ])("of two turns that were not answered are kept once when the next mind tells %s", (_, again) => {
    turn(1_000, 2_000);
    heard.add("With a table.");
    heard.close();
    turn(3_000, 4_000);
    heard.again(2);
    heard.add(again);
    heard.close();
    answer();
    expect(kept.join(" ")).toBe("With a table. Or a queue, yes.");
  });

  it("that were answered are not told again, and stay as they are", () => {
    turn(1_000, 2_000);
    heard.add("With a table.");
    heard.answered();
    heard.again(0);
    turn(3_000, 4_000);
    heard.add("Or a queue.");
    heard.again(1);
    heard.add("Or a queue.");
    heard.finish();
    expect(kept).toEqual(["With a table.", "Or a queue."]);
  });
});
