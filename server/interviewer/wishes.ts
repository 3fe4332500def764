import { nextHint, nextQuestion, type Progress } from "../domain/plan.ts";
import { unreachable } from "../kit/unreachable.ts";
import type { Brief } from "../ports/interviewer.ts";
import { type ToolName, toolNamed, wrongArguments } from "../ports/interviewer-tools.ts";
import { answerWords } from "./words.ts";

export type Wish = {
  readonly id: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
};
/** What comes of a wish. */
export type Granted = {
  readonly result: Readonly<Record<string, unknown>>;
  readonly progress?: Progress;
  readonly observed?: { readonly item: string; readonly quote: string; readonly note: string };
  readonly ends?: true;
};
type At = { readonly task: Brief["task"]; readonly progress: Progress; readonly leftMs: number };

/** Decides what a mind gets that wants something. Pure. */
export function grant({ name, args }: Wish, at: At): Granted {
  const tool = toolNamed(name);
  if (!tool) return { result: { error: answerWords.noTool(name) } };
  const wrong = wrongArguments(tool, args);
  return wrong === null ? granted(tool.name, args, at) : { result: { error: wrong } };
}

function granted(name: ToolName, args: Wish["args"], { task, progress, leftMs }: At): Granted {
  const { plan, rubric } = task;
  const text = (key: string): string => String(args[key]).slice(0, 500);
  switch (name) {
    case "next_question": {
      const next = nextQuestion(plan, progress, leftMs);
      if (!next) return { result: { done: true, next: answerWords.planDone } };
      const { ask, minutes } = plan[next.question] ?? { ask: "", minutes: 0 };
      return { progress: next, result: { number: next.question + 1, of: plan.length, ask, minutes } };
    }
    case "give_hint": {
      const found = nextHint(plan, progress);
      return found
        ? { progress: found.progress, result: { hint: found.hint } }
        : { result: { next: answerWords.noHint } };
    }
    case "note_observation": {
      const item = rubric.find((it) => it.name === args["item"]);
      if (!item) return { result: { error: `The rubric has no item "${text("item")}". Nothing was noted.` } };
      return { observed: { item: item.name, quote: text("quote"), note: text("note") }, result: { noted: true } };
    }
    case "end_interview":
      return { ends: true, result: { ending: true } };
    default:
      return unreachable(name);
  }
}
