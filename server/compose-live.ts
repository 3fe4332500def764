import type { IceServer } from "../proto/live/media.ts";
import type { Features } from "./compose-features.ts";
import type { Kit } from "./compose-kit.ts";
import { makeFanout } from "./edge/signaling/fanout.ts";
import { makeHandlers } from "./edge/signaling/handlers.ts";
import { roomName, serveLive } from "./edge/signaling/serve.ts";
import type { Sockets } from "./edge/sockets.ts";
import type { Recorder } from "./recorder/live/recorder.ts";
import type { Desk } from "./interviewer/desk.ts";
import { makeFinish } from "./interviews/finishing.ts";
import { systemAlarm } from "./kit/alarm.ts";
import { Sweeper } from "./retention/sweeper.ts";
import { Echoes } from "./rooms/echo.ts";
import { RoomMedia } from "./rooms/media/room-media.ts";
import type { WorkerPool } from "./rooms/media/worker-pool.ts";
import type { Crier } from "./rooms/place.ts";
import { Followers } from "./rooms/followers.ts";
import type { Interviewers } from "./rooms/interviewers.ts";
import { Rooms } from "./rooms/rooms.ts";

/** Each look is one question. Lower notices sooner that a node is gone, or that this one's own claims are. */
const lookEveryMs = 60_000;

type Parts = {
  readonly pool: WorkerPool;
  readonly sockets: Sockets;
  readonly features: Features;
  readonly recorder: Recorder;
  readonly interviewers: Interviewers | null;
  readonly desk: Pick<Desk, "wordsOf">;
  readonly iceServers: (personId: string) => readonly IceServer[];
};

/** The rooms, and who follows one from inside this server. */
export type Live = { readonly rooms: Rooms; readonly followers: Followers };

/** Opens the rooms, serves them at the live door, and lets them hear what happens elsewhere in the house. */
export async function openLive({ scope, ids, clock, log }: Kit, parts: Parts): Promise<Live> {
  const { pool, sockets, recorder, interviewers, desk, iceServers, features: { stores, master, happened } } = parts;
  const fanout = makeFanout({ sockets, log });
  const followers = new Followers();
  const cry: Crier = (sessionId, name, fact) => {
    fanout.tell(roomName(sessionId), name, fact);
    followers.tell(sessionId, name, fact);
  };
  const finish = makeFinish({ ...stores, rooms: stores.liveRooms, wordsOf: (id) => desk.wordsOf(id), clock });
  const kept = { store: { ...stores.liveRooms, finish }, keys: stores.keys, seal: master, tape: recorder };
  const kit = { ...kept, interviewers, cry, clock, ids, log };
  const rooms = scope.own(
    await Rooms.open({ kit, openMedia: () => RoomMedia.open({ pool, ids, log, iceServers }) }),
    (it) => it.close(),
  );
  const deserted = { name: "deserted rooms", run: (now: Date) => rooms.endDeserted(now) };
  // On each node, since each looks after its own claims; of a room only one can be the next process.
  Sweeper.open({ sweeps: [deserted], alone: (work) => work(), everyMs: lookEveryMs, clock, log }, scope);
  recorder.events.on("recording", (interviewId, view) => rooms.recordingIs(interviewId, view), scope.signal);
  const echoes = scope.own(
    new Echoes(() => RoomMedia.open({ pool, ids, log, iceServers, alone: true }), systemAlarm),
    (it) => it.close(),
  );
  serveLive({ sockets, handlers: makeHandlers({ rooms, echoes }), clock, ids, log });

  const report = (error: unknown): void => log.error("a room did not hear of a change", { error });
  happened.on("memberChanged", ({ grindId }) => void rooms.recheck({ grindId }).catch(report), scope.signal);
  happened.on("grindDeleted", (grindId) => void rooms.recheck({ grindId }).catch(report), scope.signal);
  happened.on("interviewEnded", (id) => void rooms.interviewEnded(id).catch(report), scope.signal);
  happened.on("consented", ({ sessionId }) => void rooms.recheck({ sessionId }).catch(report), scope.signal);
  return { rooms, followers };
}
