import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { RoomMedia } from "../../../../server/rooms/media/room-media.ts";
import type { WorkerPool } from "../../../../server/rooms/media/worker-pool.ts";
import type { RtcPeer } from "../../../kit/rtc-peer.ts";
import { come, openPool, openRoom } from "../../../kit/rtc-room.ts";
import { until } from "../../../kit/until.ts";

let pool: WorkerPool;
let media: RoomMedia;
const peers: RtcPeer[] = [];

beforeAll(async () => {
  pool = await openPool();
});
afterAll(() => pool.close());
afterEach(async () => {
  for (const it of peers.splice(0)) it.close();
  await media.close();
});

async function room(...names: readonly string[]): Promise<RtcPeer[]> {
  media = await openRoom(pool);
  const all = await Promise.all(names.map((it) => come(media, it)));
  peers.push(...all);
  return all;
}

it("carries what one says to everybody who listens, and to nobody else", async () => {
  const [ada, bo, cem, dee] = await room("ada", "bo", "cem", "dee") as [RtcPeer, RtcPeer, RtcPeer, RtcPeer];
  const [fromAda, fromBo] = await Promise.all([ada.publish(), bo.publish()]);
  await Promise.all([bo.listen([fromAda]), cem.listen([fromAda, fromBo]), dee.listen([fromBo])]);
  await until(() =>
    bo.heard(fromAda).packets > 25 && cem.heard(fromAda).packets > 25 && dee.heard(fromBo).packets > 25
  );
  expect(bo.heard(fromAda).marks).toEqual([ada.mark]);
  expect(cem.heard(fromAda).marks).toEqual([ada.mark]);
  expect(cem.heard(fromBo).marks).toEqual([bo.mark]);
  expect(dee.heard(fromBo).marks).toEqual([bo.mark]);
  expect(dee.heard(fromAda).packets).toBe(0);
  expect(ada.heard(fromBo).packets).toBe(0);
});
