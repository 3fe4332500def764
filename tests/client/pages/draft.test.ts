import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TaskDraft } from "../../../proto/http/tasks.ts";
import {
  type Draft,
  draftOf,
  emptyDraft,
  emptyQuestion,
  moved,
  readDraft,
  sumOf,
  toTask,
} from "../../../client/pages/editor/draft.ts";
import { Refusal } from "../../../client/kit/refusal.ts";

const byValue = (a: number, b: number): number => a - b;

/** A draft as somebody would leave it when they are done. */
function written(): Draft {
  const draft = emptyDraft();
  return {
    ...draft,
    title: "Rate limiter",
    brief: "A few customers send most of the traffic.",
    rubric: draft.rubric.map((item, k) => ({
      ...item,
      name: `Thing ${k}`,
      levels: { weak: "a", solid: "b", strong: "c" },
    })),
    plan: draft.plan.map((_, k) => ({
      ask: `Question ${k}?`,
      minutes: "5",
      probes: "How so?\n\n  And then?  ",
      hints: "Count.",
    })),
  };
}

describe("toTask", () => {
  it("makes of a written draft what the contract takes", () => {
    const task = toTask(written());
    expect(TaskDraft.safeParse(task).success).toBe(true);
    expect(task.plan[0]?.probes).toEqual(["How so?", "And then?"]);
  });

  it.each([["", "minutes"], ["4.5", "minutes"], ["many", "minutes"], ["-3", "minutes"], ["1e9", "minutes"]])(
    "refuses %j and names the field",
    (minutes, field) => {
      const attempt = (): unknown => toTask({ ...written(), minutes });
      expect(attempt).toThrow(Refusal);
      expect(attempt).toThrow(expect.objectContaining({ field }));
    },
  );

  it("names the very question whose minutes are no number", () => {
    const draft = written();
    draft.plan[3] = { ...emptyQuestion(), minutes: "x" };
    expect(() => toTask(draft)).toThrow(expect.objectContaining({ field: "plan.3.minutes" }));
  });

  it("gives back what a task was made of", () => {
    const task = toTask(written());
    const whole = { ...task, id: "1", grindId: "g", teaser: "", mine: true, createdAt: "", version: 1 };
    expect(toTask(draftOf(whole))).toEqual(task);
  });
});

describe("moved", () => {
  it("keeps every entry, wherever one is moved", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { maxLength: 10 }),
        fc.integer({ min: -2, max: 12 }),
        fc.integer({ min: -2, max: 12 }),
        (list, from, to) => {
          expect(moved(list, from, to).toSorted(byValue)).toEqual(list.toSorted(byValue));
        },
      ),
    );
  });

  it("puts one where it was sent", () => {
    expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
    expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  });
});

it("counts weights that can be read and nothing else", () => {
  expect(sumOf(["25", " 30 ", "", "x", "45"])).toBe(100);
  expect(emptyDraft().rubric.map((item) => item.weight).reduce((sum, weight) => sum + Number(weight), 0)).toBe(100);
});

describe("readDraft", () => {
  it("finds a draft that was stored", () => {
    const draft = written();
    expect(readDraft(JSON.stringify({ draft, at: "2026-11-19T19:00:00.000Z" }))?.draft).toEqual(draft);
  });

  it.each([[null], [""], ["{"], ["null"], ["[]"], ["{}"], ['{"draft":{},"at":"x"}'], [
    '{"draft":{"title":1},"at":"x"}',
  ]])("offers nothing for %j", (text) => {
    expect(readDraft(text)).toBeUndefined();
  });

  it("offers nothing for a draft with a broken question, or the editor would break on it", () => {
    const draft = { ...written(), plan: [{ ask: "x" }] };
    expect(readDraft(JSON.stringify({ draft, at: "2026-11-19T19:00:00.000Z" }))).toBeUndefined();
  });
});
