import { describe, expect, it } from "vitest";
import { Difficulty, TaskDraft, TaskKind } from "../../proto/http/tasks.ts";
import type { BuiltInTask } from "../../server/catalogue/built-in.ts";
import { catalogue } from "../../server/catalogue/index.ts";

const cases = catalogue.map((task) => [task.slug, task] as const);

const asked = (task: BuiltInTask): string[] => task.plan.map((question) => question.ask);
const probes = (task: BuiltInTask): string[] => task.plan.flatMap((question) => question.probes);
const hints = (task: BuiltInTask): string[] => task.plan.flatMap((question) => question.hints);
const spoken = (task: BuiltInTask): string[] => [...asked(task), ...probes(task), ...hints(task)];
const levels = (task: BuiltInTask): string[] => task.rubric.flatMap((item) => Object.values(item.levels));

const words = (text: string): number => text.split(/\s+/).length;
const firstSentence = (text: string): string => text.split(/(?<=[.?!])\s/, 1).join();

/** What is written more than once, letter case and punctuation aside. */
function repeated(texts: readonly string[]): string[] {
  const bare = texts.map((text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim());
  return bare.filter((text, at) => bare.indexOf(text) !== at);
}

describe("the catalogue", () => {
  it("holds three tasks of each kind and difficulty", () => {
    const counts = TaskKind.options.flatMap((kind) =>
      Difficulty.options.map((difficulty) =>
        catalogue.filter((task) => task.kind === kind && task.difficulty === difficulty).length
      )
    );
    expect(counts).toEqual(Array.from({ length: 12 }, () => 3));
    expect(catalogue).toHaveLength(36);
  });

  it("names each task once, by slug and by title", () => {
    expect(repeated(catalogue.map((task) => task.slug))).toEqual([]);
    expect(repeated(catalogue.map((task) => task.title))).toEqual([]);
    for (const { slug } of catalogue) expect(slug).toMatch(/^[a-z]+(-[a-z]+)+$/);
  });

  it("says nothing twice, within a task or between two", () => {
    expect(repeated(catalogue.flatMap(spoken))).toEqual([]);
    expect(repeated(catalogue.flatMap(levels))).toEqual([]);
    expect(repeated(catalogue.flatMap((task) => task.rubric.map((item) => item.name)))).toEqual([]);
    expect(repeated(catalogue.flatMap((task) => task.brief.split("\n\n")))).toEqual([]);
  });
});

describe.each(cases)("the task %s", (slug, task) => {
  it("is taken by the contract as it is written", () => {
    const { slug: kept, ...draft } = task;
    expect(kept).toBe(slug);
    expect(TaskDraft.parse(draft)).toEqual(draft);
  });

  it("has a plan that fills the time it names", () => {
    const planned = task.plan.reduce((sum, question) => sum + question.minutes, 0);
    expect(task.minutes).toBeGreaterThanOrEqual(15);
    expect(task.minutes).toBeLessThanOrEqual(60);
    expect(Math.abs(planned - task.minutes)).toBeLessThanOrEqual(task.minutes * 0.2);
  });

  it("opens its brief with a teaser and keeps it readable in a minute or two", () => {
    expect(firstSentence(task.brief)).toMatch(/[.?!]$/);
    expect(firstSentence(task.brief).length).toBeLessThanOrEqual(140);
    expect(words(task.brief)).toBeGreaterThanOrEqual(120);
    expect(words(task.brief)).toBeLessThanOrEqual(250);
  });

  it("weighs four to six things, together a hundred", () => {
    expect(task.rubric.length).toBeGreaterThanOrEqual(4);
    expect(task.rubric.length).toBeLessThanOrEqual(6);
    expect(task.rubric.reduce((sum, item) => sum + item.weight, 0)).toBe(100);
  });

  it("asks what can be said aloud in one breath", () => {
    for (const text of spoken(task)) {
      expect(text).toMatch(/^[\p{L} .,?!':;-]+$/u);
      expect(words(text)).toBeLessThanOrEqual(45);
    }
    for (const text of [...asked(task), ...probes(task)]) expect(text).toMatch(/[.?!]$/);
  });

  it("follows each question with one to three probes and hints", () => {
    for (const { probes, hints } of task.plan) {
      for (const list of [probes, hints]) {
        expect(list.length).toBeGreaterThanOrEqual(1);
        expect(list.length).toBeLessThanOrEqual(3);
      }
    }
  });
});
