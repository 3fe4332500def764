import type { OutsideService } from "../proto/http/sessions.ts";
import { scriptInterviewer } from "./adapters/interviewer/script/script.ts";
import { type Booth, openBooth } from "./adapters/speaker/booth.ts";
import type { Kit } from "./compose-kit.ts";
import { openLines } from "./compose-lines.ts";
import type { Base } from "./compose-stores.ts";
import type { Config } from "./config.ts";
import { openSound, type Sound } from "./interviewer/bridge/sound.ts";
import { makeInterviewers } from "./interviewer/conductor.ts";
import { Desk } from "./interviewer/desk.ts";
import { systemAlarm } from "./kit/alarm.ts";
import type { Interviewers } from "./rooms/interviewers.ts";

/** What speaks, listens and writes for this server. */
export type Voices = { readonly booth: Booth; readonly sound: Sound; readonly desk: Desk };

/** Begins to look for the booth; the thread for sound begins with the first who needs it. */
export function openVoices(config: Pick<Config, "boothSocket">, { scope, clock, log }: Kit): Voices {
  const booth = scope.own(openBooth({ socket: config.boothSocket, log }), (it) => it.close());
  return { booth, sound: scope.own(openSound({ clock, log }), (it) => it.close()), desk: new Desk() };
}

type Parts = Voices & { readonly stores: Pick<Base["stores"], "tasks" | "transcripts" | "spending"> };

/** Where rooms get their interviewer: one that is on this machine, and before it the services that are set. */
export async function openInterviewers(
  config: Config,
  kit: Kit,
  { booth, sound, desk, stores }: Parts,
): Promise<Interviewers> {
  const { clock, ids, log } = kit;
  const alarm = systemAlarm;
  const local = scriptInterviewer({ speaker: booth.speaker, clock, alarm, log });
  return makeInterviewers({
    openBridge: sound.openBridge,
    openLine: await openLines(config, kit, { spending: stores.spending, local }),
    judge: booth.judge,
    tasks: stores.tasks,
    transcripts: stores.transcripts,
    desk,
    ...{ clock, alarm, ids, log },
  });
}

const geminiKeeps =
  "Google keeps it for 55 days to look for abuse; on a plan without payment, people there may also read " +
  "it to improve their products.";

/** Who outside would hear people in a session that an AI interviewer leads. */
export function outsideServices({ gemini }: Pick<Config, "gemini">): OutsideService[] {
  if (!gemini) return [];
  return [{ does: "interviewer", name: "Gemini", host: new URL(gemini.baseUrl).host, keeps: geminiKeeps }];
}
