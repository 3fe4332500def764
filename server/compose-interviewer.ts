import type { OutsideService } from "../proto/http/sessions.ts";
import { type Booth, openBooth } from "./adapters/speaker/booth.ts";
import type { Kit } from "./compose-kit.ts";
import type { Config } from "./config.ts";
import { openSound, type Sound } from "./interviewer/bridge/sound.ts";

/** What speaks and listens for this server. */
export type Voices = { readonly booth: Booth; readonly sound: Sound };

/** Begins to look for the booth; the thread for sound begins with the first who needs it. */
export function openVoices(config: Pick<Config, "boothSocket">, { scope, clock, log }: Kit): Voices {
  const booth = scope.own(openBooth({ socket: config.boothSocket, log }), (it) => it.close());
  return { booth, sound: scope.own(openSound({ clock, log }), (it) => it.close()) };
}

const geminiKeeps =
  "Google keeps it for 55 days to look for abuse; on a plan without payment, people there may also read " +
  "it to improve their products.";

/** Who outside would hear people in a session that an AI interviewer leads. */
export function outsideServices({ gemini }: Pick<Config, "gemini">): OutsideService[] {
  if (!gemini) return [];
  return [{ does: "interviewer", name: "Gemini", host: new URL(gemini.baseUrl).host, keeps: geminiKeeps }];
}
