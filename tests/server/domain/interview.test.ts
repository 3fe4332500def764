import { describe, expect, it } from "vitest";
import {
  endOf,
  type InterviewStatus,
  mayMove,
  type NextStatus,
  origins,
  over,
  whyNot,
} from "../../../server/domain/interview.ts";

const all: InterviewStatus[] = ["PENDING", "IN_PROGRESS", "COMPLETED", "ERROR"];
const legal = ["PENDING → IN_PROGRESS", "PENDING → ERROR", "IN_PROGRESS → COMPLETED", "IN_PROGRESS → ERROR"];
const pairs = all.flatMap((from) => all.filter((to): to is NextStatus => to !== "PENDING").map((to) => ({ from, to })));

describe("the moves of an interview", () => {
  it.each(pairs)("knows whether $from may become $to, and says why not", ({ from, to }) => {
    const allowed = legal.includes(`${from} → ${to}`);
    expect(mayMove(from, to)).toBe(allowed);
    expect(origins(to).includes(from)).toBe(allowed);
    if (!allowed) expect(whyNot(from, to)).toMatch(/^[A-Z].+\.$/);
  });

  it("are over after COMPLETED and ERROR", () => {
    expect(all.filter(over)).toEqual(["COMPLETED", "ERROR"]);
  });
});

describe("the end of an interview", () => {
  const createdAt = new Date(1_000);
  const startedAt = new Date(5_000);

  it.each([
    { what: "now when nothing is said", said: undefined, expected: 9_000 },
    { what: "what is said", said: 6_000, expected: 6_000 },
    { what: "the very start", said: 5_000, expected: 5_000 },
    { what: "now when the caller's clock is ahead", said: 9_500, expected: 9_000 },
    { what: "refused before the start", said: 4_999, expected: undefined },
  ])("is $what", ({ said, expected }) => {
    const end = endOf({ createdAt, startedAt }, said === undefined ? undefined : new Date(said), 9_000);
    expect(end?.getTime()).toBe(expected);
  });

  it("of one that never began is measured from when it was made", () => {
    expect(endOf({ createdAt, startedAt: null }, new Date(1_500), 9_000)).toEqual(new Date(1_500));
    expect(endOf({ createdAt, startedAt: null }, new Date(999), 9_000)).toBeNull();
  });
});
