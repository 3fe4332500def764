import type { InterviewerProvider } from "../../ports/interviewer.ts";
import type { InterviewerSpeaks } from "../../rooms/interviewers.ts";
import type { LineState, SteadyTells } from "./line.ts";
import { lineWords } from "./words.ts";

type Tells = Pick<SteadyTells, "state" | "notice">;

/** Tells where a line stands and who leads, once for each change, and says it in a sentence when that is somebody else. */
export class Shown {
  readonly #tells: Tells;
  #before: { readonly state: LineState; readonly text: string } | null = null;

  constructor(tells: Tells) {
    this.#tells = tells;
  }

  show(
    state: LineState,
    { wanted, local }: { readonly wanted: InterviewerProvider; readonly local: InterviewerProvider },
    { writes }: { readonly writes: boolean },
  ): void {
    const standsIn = state === "fallback";
    const { name, voice, outside } = standsIn ? local : wanted;
    const speaks: InterviewerSpeaks = { provider: name, voice, outside, standsIn };
    const text = JSON.stringify([state, speaks]);
    const before = this.#before;
    if (text === before?.text) return;
    this.#before = { state, text };
    this.#tells.state(state, speaks);
    if (standsIn && before?.state !== "fallback") {
      this.#tells.notice((writes ? lineWords.standsInForWriting : lineWords.standsIn)(wanted.name, voice));
    }
    if (state === "live" && before?.state === "fallback") this.#tells.notice(lineWords.back(name));
  }
}

/** The same tells, of which none comes once it is `over`. */
export function quietAfter(tells: SteadyTells, over: () => boolean): SteadyTells {
  const guarded = Object.entries(tells).map(([name, tell]) => [
    name,
    (...args: never[]) => over() || (tell as (...all: never[]) => void)(...args),
  ]);
  return Object.fromEntries(guarded) as SteadyTells;
}
