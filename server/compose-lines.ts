import type { Kit } from "./compose-kit.ts";
import type { Config } from "./config.ts";
import type { OpenSteadyLine } from "./interviewer/line/line.ts";
import { makePurse } from "./interviewer/line/purse.ts";
import { steadyLines } from "./interviewer/line/steady-line.ts";
import { systemAlarm } from "./kit/alarm.ts";
import type { InterviewerProvider } from "./ports/interviewer.ts";
import type { SpendingStore } from "./ports/spending.ts";

type Parts = {
  readonly spending: SpendingStore;
  /** The interviewer on this machine, which is always there. */
  readonly local: InterviewerProvider;
};

/** Where interviews get their line: Gemini where a key is set, and the local interviewer behind it. */
export async function openLines(
  { gemini }: Pick<Config, "gemini">,
  { scope, clock, log }: Kit,
  { spending, local }: Parts,
): Promise<OpenSteadyLine> {
  const seconds = (minutes: number | null | undefined): number | null => minutes ? minutes * 60 : null;
  const { person, grind, instance } = gemini?.minutes ?? {};
  const limits = { person: seconds(person), grind: seconds(grind), instance: seconds(instance) };
  const base = { clock, alarm: systemAlarm, log };
  // What was used is written down before the database closes.
  const purse = scope.own(makePurse({ ...base, store: spending, limits }), (it) => it.settled());
  const outside = gemini ? [await openGemini(gemini, log)] : [];
  return steadyLines({ ...base, providers: [...outside, local], purse, chance: Math.random });
}

/** Its SDK costs 27 MB of memory, so it is loaded only where it is used. */
async function openGemini(gemini: NonNullable<Config["gemini"]>, log: Kit["log"]): Promise<InterviewerProvider> {
  const { geminiInterviewer } = await import("./adapters/interviewer/gemini/gemini.ts");
  return geminiInterviewer({ ...gemini, log });
}
