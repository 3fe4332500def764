import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { s3Line } from "../../../server/adapters/blobs/s3-client.ts";
import { s3Segments } from "../../../server/adapters/blobs/s3-segments.ts";
import { silentLog } from "../../../server/kit/log.ts";
import { LogFiles } from "../../../server/recorder/log-files.ts";
import { logParts, Shipper } from "../../../server/recorder/ship.ts";
import { TapLine } from "../../../server/recorder/tap-line.ts";
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
    const line = s3Line({ ...place, ...account });
    closers.push(() => line.close());
    return s3Segments(line);
  };
}

it("another machine reads a recording of one that is lost, up to what had left it", async () => {
  const tap = await startTestTap();
  closers.push(() => tap.close());
  const line = new TapLine({ socket: tap.socket, log: silentLog });
  const open = store();
  const shipper = new Shipper({ segments: open(), read: logParts(tap.folder), log: silentLog, everyMs: 1_000_000 });
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
  for (let n = 0; n < 40; n++) {
    line.note(log, { kind: "caption", n });
    if (n % 10 !== 9) continue;
    const before = durable;
    await until(() => durable > before);
    await shipper.ship();
  }
  expect(shipper.behindBytes).toBe(0);
  // The line is cut before this leaves the machine, and in the middle of a piece.
  fake.fault("down", { when: /^PUT/ });
  const before = durable;
  line.note(log, { kind: "caption", n: 40 });
  await until(() => durable > before);
  await shipper.ship();
  fake.heal();

  const files = new LogFiles(elsewhere, open());
  await files.restore(log.takeId);
  await files.mend(log, dataKey);
  const heard: unknown[] = [];
  for await (const it of files.read(log, dataKey, {})) if (it.kind === "note") heard.push(it.note);
  expect(heard).toEqual(Array.from({ length: 40 }, (_, n) => ({ kind: "caption", n })));
  expect(await readdir(join(elsewhere, log.takeId))).toEqual([`${log.trackId}.log`]);
  // What lies in the store says nothing to whoever looks at it.
  for (const { bytes } of fake.inside("vault").objects.values()) expect(bytes.includes("caption")).toBe(false);
});
