import type { IceServer } from "../proto/live/media.ts";
import type { Features } from "./compose-features.ts";
import type { Kit } from "./compose-kit.ts";
import { makeFanout } from "./edge/signaling/fanout.ts";
import { makeHandlers } from "./edge/signaling/handlers.ts";
import { roomName, serveLive } from "./edge/signaling/serve.ts";
import type { Sockets } from "./edge/sockets.ts";
import type { Recorder } from "./recorder/live/recorder.ts";
import { Echoes } from "./rooms/echo.ts";
import { RoomMedia } from "./rooms/media/room-media.ts";
import type { WorkerPool } from "./rooms/media/worker-pool.ts";
import type { Crier } from "./rooms/place.ts";
import { Rooms } from "./rooms/rooms.ts";

type Parts = {
  readonly pool: WorkerPool;
  readonly sockets: Sockets;
  readonly features: Features;
  readonly recorder: Recorder;
  readonly iceServers: (personId: string) => readonly IceServer[];
};

/** Opens the rooms, serves them at the live door, and lets them hear what happens elsewhere in the house. */
export async function openLive({ scope, ids, clock, log }: Kit, parts: Parts): Promise<Rooms> {
  const { pool, sockets, recorder, iceServers, features: { stores, master, happened } } = parts;
  const fanout = makeFanout({ sockets, log });
  const cry: Crier = (sessionId, name, fact) => fanout.tell(roomName(sessionId), name, fact);
  const kit = { store: stores.liveRooms, keys: stores.keys, seal: master, cry, tape: recorder, clock, ids, log };
  const rooms = scope.own(
    await Rooms.open({ kit, openMedia: () => RoomMedia.open({ pool, ids, log, iceServers }) }),
    (it) => it.close(),
  );
  recorder.events.on("recording", (interviewId, view) => rooms.recordingIs(interviewId, view), scope.signal);
  const echoes = scope.own(
    new Echoes(() => RoomMedia.open({ pool, ids, log, iceServers, alone: true })),
    (it) => it.close(),
  );
  serveLive({ sockets, handlers: makeHandlers({ rooms, echoes, ids }), clock, ids, log });

  const report = (error: unknown): void => log.error("a room did not hear of a change", { error });
  happened.on("memberChanged", (change) => void rooms.memberChanged(change).catch(report), scope.signal);
  happened.on("grindDeleted", (grindId) => void rooms.endAll(grindId).catch(report), scope.signal);
  happened.on("consented", (said) => void rooms.consented(said).catch(report), scope.signal);
  return rooms;
}
