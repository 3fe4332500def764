import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../../../server/kit/clock.ts";
import { uuidv7 } from "../../../../server/kit/ids.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import { startTap } from "../../../../server/native/tap.mjs";
import { type Damage, readLog } from "../../../../server/recorder/log/read.ts";
import type { LogRecord } from "../../../../server/recorder/log/records.ts";
import { Recorder } from "../../../../server/recorder/live/recorder.ts";
import { renderTrack } from "../../../../server/recorder/mux/render.ts";
import { TapLine } from "../../../../server/recorder/tap-line/line.ts";
import { insider } from "../../../fuzz/media-insider.ts";
import { type FakeTakes, fakeTakes } from "../../../kit/fake-takes.ts";
import { come, openPool, openRoom } from "../../../kit/rtc-room.ts";
import { asRecords } from "../../../kit/rtp-stream.ts";
import { until } from "../../../kit/until.ts";

const seed = 5_050;
const floods = 20;
const packetsEach = 500;
const dataKey = new Uint8Array(32).fill(9);
const closers: (() => unknown)[] = [];
let dataDir: string;
let takes: FakeTakes;
let recorder: Recorder;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "insider-"));
  closers.push(() => rm(dataDir, { recursive: true }));
  const process = await startTap({ dataDir, program: "node", say: () => undefined });
  closers.push(() => process.stop());
  const tap = new TapLine({ socket: process.socket, log: silentLog });
  closers.push(() => tap.close());
  await until(() => tap.port !== undefined);
  takes = fakeTakes();
  recorder = new Recorder({
    ...{ tap, takes, clock: systemClock, ids: uuidv7(systemClock), log: silentLog, node: "here" },
    keys: { open: () => Promise.resolve(dataKey) },
    mayBegin: () => Promise.resolve(),
    bring: () => Promise.resolve(),
    keepsUp: () => true,
  });
  closers.push(() => recorder.close());
});
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const interviewId = "01a2b3c4-0000-7000-8000-000000000001";
async function logOf(personId: string): Promise<{ records: LogRecord[]; damage: Damage[] }> {
  const file = path.join(dataDir, "vault", "logs", interviewId, `${takes.trackOf(personId, "voice")}.log`);
  const [records, damage]: [LogRecord[], Damage[]] = [[], []];
  for await (const it of readLog(createReadStream(file), dataKey, { onDamage: (it) => damage.push(it) })) {
    records.push(it);
  }
  return { records, damage };
}
const rendered = async (records: readonly LogRecord[]) =>
  await renderTrack(asRecords(records), {
    kind: "sound",
    async put(body) {
      let bytes = 0;
      for await (const it of body) bytes += it.length;
      return { bytes, sha256: "" };
    },
  });

describe("somebody who is recorded and sends junk", () => {
  it("harms nobody else's recording, nor what reads their own", async () => {
    const pool = await openPool();
    closers.push(() => pool.close());
    const media = await openRoom(pool);
    closers.push(() => media.close());
    const ann = await come(media, "ann");
    closers.push(() => ann.close());
    await ann.publish();
    const enemy = await insider(media, seed);
    closers.push(() => enemy.close());
    await recorder.want(interviewId, [...media.streams("ann"), ...media.streams("insider")]);
    for (let flood = 0; flood < floods; flood++) {
      enemy.send(packetsEach);
      await ann.sent(5);
    }
    expect(enemy.sent()).toBeGreaterThan(floods * packetsEach / 2);
    await ann.sent(25);
    await recorder.end(interviewId);

    const mine = await logOf("ann");
    const packets = mine.records.filter((it) => it.kind === "packet");
    expect(mine.damage).toEqual([]);
    expect(packets.length).toBeGreaterThan(floods * 5);
    const file = await rendered(mine.records);
    expect(file?.counts).toMatchObject({ used: packets.length, lost: 0, foreign: 0 });
    const theirs = await logOf("insider");
    expect(theirs.damage).toEqual([]);
    expect(theirs.records.filter((it) => it.kind === "packet").length).toBeGreaterThan(0);
    await rendered(theirs.records);
  });
});
