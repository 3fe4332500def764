import type { Server as HttpServer } from "node:http";
import type { Features } from "./compose-features.ts";
import type { Kit } from "./compose-kit.ts";
import type { Live } from "./compose-live.ts";
import type { Door } from "./edge/origin.ts";
import { openPcmDoor, type PcmDoor } from "./edge/pcm/door.ts";
import type { OpenPcmVoice } from "./interviewer/bridge/pcm-voice.ts";
import { systemAlarm } from "./kit/alarm.ts";

type Parts = {
  readonly http: HttpServer;
  readonly door: Door;
  readonly live: Live;
  readonly features: Pick<Features, "interviews" | "tickets" | "happened">;
  readonly openVoice: OpenPcmVoice | null;
};

/** Opens the second door to the rooms, for clients that speak PCM. */
export function openPcm({ scope, clock, log }: Kit, { http, door, live, features, openVoice }: Parts): PcmDoor {
  const { rooms, followers } = live;
  const pcm = openPcmDoor({
    ...{ http, door, followers, openVoice, clock, log, alarm: systemAlarm },
    ...features,
    rooms: {
      enter: async (me, line, sessionId) => (await rooms.enter(me, line, { sessionId, takeOver: false })).room,
      there: (sessionId) => rooms.there(sessionId),
    },
  });
  scope.own(pcm, (it) => it.close());
  features.happened.on("signedOut", (devices) => pcm.signOut(devices), scope.signal);
  return pcm;
}
