import { describe, expect, it } from "vitest";
import { catalogue } from "../../../server/catalogue/index.ts";
import { atTheStart, generalPlan, nextHint, nextQuestion, type PlanQuestion } from "../../../server/domain/plan.ts";

const ask = (name: string, minutes = 5): PlanQuestion => ({
  ask: name,
  probes: [],
  hints: [`${name} 1`, `${name} 2`],
  minutes,
});
const plan = [ask("a"), ask("b"), ask("c"), ask("d")];
const long = 60 * 60_000;

describe("a plan", () => {
  it("goes from question to question, and ends", () => {
    const walked = [atTheStart];
    for (let next = nextQuestion(plan, atTheStart, long); next; next = nextQuestion(plan, next, long)) {
      walked.push(next);
    }
    expect(walked.map((it) => it.question)).toEqual([0, 1, 2, 3]);
  });

  it("leaves out what there is no time for, but not the last question", () => {
    expect(nextQuestion(plan, atTheStart, 150_000)?.question).toBe(3);
    expect(nextQuestion(plan, atTheStart, 40_000)).toBeNull();
  });

  it("gives each hint once, and new ones for the next question", () => {
    const first = nextHint(plan, atTheStart);
    const second = first && nextHint(plan, first.progress);
    expect([first?.hint, second?.hint]).toEqual(["a 1", "a 2"]);
    expect(second && nextHint(plan, second.progress)).toBeNull();
    expect(nextQuestion(plan, second?.progress ?? atTheStart, long)).toEqual({ question: 1, hints: 0 });
  });
});

it.each(["coding", "system_design", "behavioural", "phone_screen", "another kind"])(
  "there is a general plan for %s",
  (kind) => {
    const general = generalPlan(kind);
    expect(general.length).toBeGreaterThanOrEqual(6);
    for (const it of general) {
      expect(it.ask.length).toBeGreaterThan(10);
      expect(it.probes.length).toBeGreaterThan(0);
      expect(it.hints.length).toBeGreaterThan(0);
    }
  },
);

it("every built-in task has a plan to lead an interview by", () => {
  expect(catalogue.length).toBeGreaterThanOrEqual(30);
  for (const { title, plan } of catalogue) {
    expect(plan.length, title).toBeGreaterThanOrEqual(6);
    expect(plan.length, title).toBeLessThanOrEqual(10);
    for (const it of plan) {
      expect(Math.min(it.probes.length, it.hints.length), `${title}: ${it.ask}`).toBeGreaterThan(0);
    }
  }
});
