import type { Question, RubricItem, Task, TaskDraft } from "../../../proto/http/tasks.ts";
import { Refusal } from "../../kit/refusal.ts";
import { words } from "./words.ts";

/** A task while it is written: numbers are text as typed, lists are one line each. */
export type Draft = {
  title: string;
  kind: TaskDraft["kind"];
  difficulty: TaskDraft["difficulty"];
  minutes: string;
  brief: string;
  rubric: DraftItem[];
  plan: DraftQuestion[];
};
export type DraftItem = { name: string; weight: string; levels: { weak: string; solid: string; strong: string } };
export type DraftQuestion = { ask: string; minutes: string; probes: string; hints: string };

export const itemsMost = 6;
export const itemsLeast = 4;
export const questionsMost = 10;
export const questionsLeast = 6;

export function emptyItem(weight = ""): DraftItem {
  return { name: "", weight, levels: { weak: "", solid: "", strong: "" } };
}

export function emptyQuestion(): DraftQuestion {
  return { ask: "", minutes: "5", probes: "", hints: "" };
}

/** What a new task starts from: as many places as are needed, and weights that add up. */
export function emptyDraft(): Draft {
  return {
    title: "",
    kind: "coding",
    difficulty: "Medium",
    minutes: "45",
    brief: "",
    rubric: Array.from({ length: itemsLeast }, () => emptyItem("25")),
    plan: Array.from({ length: questionsLeast }, emptyQuestion),
  };
}

export function draftOf(task: Task): Draft {
  const item = ({ name, weight, levels }: RubricItem): DraftItem => ({
    name,
    weight: String(weight),
    levels: { ...levels },
  });
  const question = ({ ask, minutes, probes, hints }: Question): DraftQuestion => ({
    ask,
    minutes: String(minutes),
    probes: probes.join("\n"),
    hints: hints.join("\n"),
  });
  return {
    title: task.title,
    kind: task.kind,
    difficulty: task.difficulty,
    minutes: String(task.minutes),
    brief: task.brief,
    rubric: task.rubric.map(item),
    plan: task.plan.map(question),
  };
}

/** What is sent. Throws a refusal that names the first number that is none; everything else the server judges. */
export function toTask(draft: Draft): TaskDraft {
  return {
    title: draft.title,
    kind: draft.kind,
    difficulty: draft.difficulty,
    minutes: number(draft.minutes, "minutes"),
    brief: draft.brief,
    rubric: draft.rubric.map((item, at) => ({ ...item, weight: number(item.weight, `rubric.${at}.weight`) })),
    plan: draft.plan.map((question, at) => ({
      ask: question.ask,
      minutes: number(question.minutes, `plan.${at}.minutes`),
      probes: lines(question.probes),
      hints: lines(question.hints),
    })),
  };
}

/** The sum of what can be read; a weight that is no number counts nothing. */
export function sumOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + (isNumber(text) ? Number(text) : 0), 0);
}

/** The list with one entry moved, or the same list where there is no such place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  if (from < 0 || from >= next.length || to < 0 || to >= next.length) return next;
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** A stored draft, or undefined where the text is none; storage outlives builds and can be edited by anybody. */
export function readDraft(text: string | null): { draft: Draft; at: string } | undefined {
  if (text === null) return undefined;
  try {
    const { draft, at } = JSON.parse(text);
    const blank = emptyDraft();
    const whole = typeof at === "string" && isLike(draft, blank) && listOf(draft.rubric, emptyItem()) &&
      listOf(draft.plan, emptyQuestion());
    return whole ? { draft, at } : undefined;
  } catch {
    // Not JSON: nothing of ours, so there is nothing to offer.
    return undefined;
  }
}

function listOf(list: unknown, model: object): boolean {
  return Array.isArray(list) && list.length <= itemsMost + questionsMost && list.every((one) => isLike(one, model));
}

function isLike(value: unknown, model: object): boolean {
  if (typeof value !== "object" || value === null) return false;
  const held = value as Record<string, unknown>;
  return Object.entries(model).every(([key, part]) => {
    if (Array.isArray(part)) return Array.isArray(held[key]);
    return typeof part === "object" && part !== null ? isLike(held[key], part) : typeof held[key] === typeof part;
  });
}

function isNumber(text: string): boolean {
  return /^\s*\d{1,4}\s*$/.test(text);
}

function number(text: string, field: string): number {
  if (!isNumber(text)) throw new Refusal("bad-request", words.notANumber, { field });
  return Number(text);
}

function lines(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}
