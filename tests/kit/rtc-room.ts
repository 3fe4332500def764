import { systemClock } from "../../server/kit/clock.ts";
import { uuidv7 } from "../../server/kit/ids.ts";
import { type Log, silentLog } from "../../server/kit/log.ts";
import { workerPlace } from "../../server/native/worker.mjs";
import { RoomMedia } from "../../server/rooms/media/room-media.ts";
import { WorkerPool } from "../../server/rooms/media/worker-pool.ts";
import { RtcPeer } from "./rtc-peer.ts";

type PoolOptions = { readonly workers?: number; readonly log?: Log };

/** Workers of a test's own, on free ports of this machine. */
export function openPool({ workers = 1, log = silentLog }: PoolOptions = {}): Promise<WorkerPool> {
  return WorkerPool.open({
    binary: workerPlace().bin,
    listenHost: "127.0.0.1",
    port: 0,
    workers,
    announcedAddress: null,
    clock: systemClock,
    log,
  });
}

type RoomOptions = { readonly consumersPerWorker?: number; readonly alone?: boolean };

export function openRoom(pool: WorkerPool, more: RoomOptions = {}): Promise<RoomMedia> {
  return RoomMedia.open({ pool, ids: uuidv7(systemClock), log: silentLog, iceServers: () => [], ...more });
}

/** Somebody comes into a room with a real connection, and follows when they are moved. */
export async function come(media: RoomMedia, personId: string): Promise<RtcPeer> {
  return new RtcPeer(await media.enter(personId), {
    connect: (how) => media.connect(personId, how),
    publish: (what) => media.publish(personId, { ...what, silent: false }),
    consume: (what) => media.consume(personId, what),
    play: (what) => media.play(personId, what),
  });
}
