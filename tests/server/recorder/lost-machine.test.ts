import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { s3Line, usualPace } from "../../../server/adapters/blobs/s3-client.ts";
import { s3Segments } from "../../../server/adapters/blobs/s3-segments.ts";
import { silentLog } from "../../../server/kit/log.ts";
import { LogFiles } from "../../../server/recorder/log-files.ts";
import { logParts } from "../../../server/recorder/log-parts.ts";
import { Shipper } from "../../../server/recorder/ship.ts";
import { TapLine } from "../../../server/recorder/tap-line/line.ts";
import type { LogName } from "../../../server/recorder/tap-line/words.ts";
import { fakeClock } from "../../kit/clock.ts";
import { type S3Fake, s3Fake } from "../../kit/s3.ts";
import { startTestTap } from "../../kit/tap.ts";
import { until } from "../../kit/until.ts";

let fake: S3Fake;
let elsewhere = "";
let closers: (() => unknown)[] = [];

beforeEach(async () => {
  fake = await s3Fake();
  elsewhere = await mkdtemp(join(tmpdir(), "grindstone-elsewhere-"));
  closers = [() => rm(elsewhere, { recursive: true }), () => fake.close()];
});
afterEach(async () => {
  for (const it of closers.toReversed()) await it();
});

function store() {
  const account = fake.bucket("vault");
  return () => {
    const place = {
      endpoint: fake.url,
      region: fake.region,
      bucket: "vault",
      forcePathStyle: true,
      prefix: "running/",
    };
    const line = s3Line({ ...place, ...account }, { ...usualPace, tries: 1 });
    closers.push(() => line.close());
    return s3Segments(line);
  };
}

async function notes(files: LogFiles, log: LogName, dataKey: Uint8Array): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const it of files.read(log, dataKey, {})) if (it.kind === "note") all.push(it.note);
  return all;
}

it("another machine reads a recording of one that is lost, up to what had left it", async () => {
  const tap = await startTestTap();
  closers.push(() => tap.close());
  const line = new TapLine({ socket: tap.socket, log: silentLog });
  const open = store();
  const shipper = new Shipper({
    segments: open(),
    read: logParts(tap.folder),
    log: silentLog,
    clock: fakeClock(),
    everyMs: 1_000_000,
  });
  closers.push(() => shipper.close(), () => line.close());
  let durable = 0;
  line.events.on("durable", (log, { bytes }) => {
    durable = bytes;
    shipper.grew(log, bytes);
  });
  await until(() => line.port);

  const log = { takeId: randomUUID(), trackId: randomUUID() };
  const dataKey = randomBytes(32);
  await line.openLog({ ...log, kind: "notes", openedAtMs: Date.now() }, dataKey);
  const captions = (count: number) => Array.from({ length: count }, (_, n) => ({ kind: "caption", n }));
  const here = new LogFiles(tap.folder, null);
  const safe = (count: number) =>
    // In this order: what is read may not be durable yet, and the size says whether it is.
    until(async () => (await notes(here, log, dataKey)).length === count && durable === await here.size(log));
  for (const it of captions(20)) line.note(log, it);
  await safe(20);
  await shipper.ship();
  for (const it of captions(40).slice(20)) line.note(log, it);
  await safe(40);
  await shipper.ship();
  expect(shipper.behindBytes).toBe(0);
  // The machine is lost before this leaves it.
  fake.fault("down", { when: /^PUT/ });
  line.note(log, { kind: "caption", n: 40 });
  await safe(41);
  await shipper.ship();
  fake.heal();

  const files = new LogFiles(elsewhere, open());
  await files.restore(log.takeId);
  expect(await files.whole(log, dataKey)).toMatchObject({ lostBlocks: 0 });
  expect(await notes(files, log, dataKey)).toEqual(captions(40));
  expect(await readdir(join(elsewhere, log.takeId))).toEqual([`${log.trackId}.log`]);
  // What lies in the store says nothing to whoever looks at it.
  for (const { bytes } of fake.inside("vault").objects.values()) expect(bytes.includes("caption")).toBe(false);
});
