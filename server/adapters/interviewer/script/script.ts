import type { InterviewerProvider } from "../../../ports/interviewer.ts";
import { ScriptLine } from "./script-line.ts";
import type { ScriptKit } from "./talk.ts";
import { scriptWords } from "./words.ts";

/** The interviewer that needs no key and no network: it asks a task's plan, with the voice of this server. */
export function scriptInterviewer(kit: ScriptKit): InterviewerProvider {
  return {
    name: scriptWords.name,
    get voice() {
      return kit.speaker.voice ?? scriptWords.noVoice;
    },
    outside: null,
    resumes: false,
    lastsMs: null,
    takesNudges: false,
    open: (wish) => new ScriptLine(kit, wish),
  };
}
