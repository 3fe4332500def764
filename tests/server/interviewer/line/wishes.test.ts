import { describe, expect, it } from "vitest";
import { Wishes } from "../../../../server/interviewer/line/wishes.ts";

const hint = (id: string, args = {}) => ({ id, name: "give_hint", args });
const result = { hint: "Sort it." };

/** A wish that was passed on under an id of its own. */
function wanted(wishes: Wishes, line: number, id = "call-1"): string {
  const outer = wishes.asked(line, hint(id));
  if (outer === null) throw new Error("it was passed on before");
  return outer;
}

describe("wishes over several lines", () => {
  it("have ids of their own, so that those of two lines are never taken for each other", () => {
    const wishes = new Wishes();
    const first = wanted(wishes, 1);
    expect(wishes.asked(2, { id: "call-1", name: "next_question", args: {} })).not.toBe(first);
  });

  it("take one result, which is for the line that asked", () => {
    const wishes = new Wishes();
    const outer = wanted(wishes, 1);
    expect([wishes.answered(outer, result), wishes.answered(outer, {}), wishes.answered("unknown", {})]).toEqual([
      true,
      false,
      false,
    ]);
    expect(wishes.undelivered(2)).toEqual([]);
    expect(wishes.undelivered(1)).toEqual([{ outer, innerId: "call-1", result }]);
    wishes.delivered(outer);
    expect(wishes.undelivered(1)).toEqual([]);
  });

  it("are passed on once when another line wants the same before the turn is over, also while they are done", () => {
    const wishes = new Wishes();
    const outer = wanted(wishes, 1);
    expect(wishes.asked(2, hint("call-7"))).toBeNull();
    wishes.answered(outer, result);
    expect(wishes.undelivered(2)).toEqual([{ outer, innerId: "call-7", result }]);
  });

  it("are passed on again in a later turn, by the same line, or for something else", () => {
    const wishes = new Wishes();
    const outer = wanted(wishes, 1);
    expect(wishes.asked(1, hint("call-2"))).not.toBeNull();
    expect(wishes.asked(2, hint("call-3", { of: "another" }))).not.toBeNull();
    wishes.answered(outer, result);
    wishes.delivered(outer);
    wishes.settled(1);
    expect(wishes.asked(2, hint("call-4"))).toBeNull(); // call-2 is still being done
  });

  it("go over to a line that comes back to them", () => {
    const wishes = new Wishes();
    const outer = wanted(wishes, 3);
    wishes.resumed(3, 5);
    wishes.answered(outer, result);
    expect(wishes.undelivered(5)).toHaveLength(1);
  });
});
