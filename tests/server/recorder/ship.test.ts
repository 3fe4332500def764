import { Buffer } from "node:buffer";
import { randomBytes, randomUUID } from "node:crypto";
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { s3Line } from "../../../server/adapters/blobs/s3-client.ts";
import { s3Segments } from "../../../server/adapters/blobs/s3-segments.ts";
import { makeLog, silentLog } from "../../../server/kit/log.ts";
import { LogFiles } from "../../../server/recorder/log-files.ts";
import { logParts } from "../../../server/recorder/log-parts.ts";
import { Shipper } from "../../../server/recorder/ship.ts";
import type { Segments } from "../../../server/ports/segments.ts";
import { type FakeClock, fakeClock } from "../../kit/clock.ts";
import { type S3Fake, s3Fake } from "../../kit/s3.ts";
import { until } from "../../kit/until.ts";

let folder = "";
let fake: S3Fake;
let segments: Segments;
let clock: FakeClock;
let closers: (() => unknown)[] = [];
const takeId = randomUUID();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "grindstone-ship-"));
  [fake, clock] = [await s3Fake(), fakeClock()];
  const place = { endpoint: fake.url, region: fake.region, bucket: "vault", forcePathStyle: true, prefix: "running/" };
  const pace = { answerMs: 500, partMs: 500, tries: 1, pauseMs: 1 };
  const line = s3Line({ ...place, ...fake.bucket("vault") }, pace);
  segments = s3Segments(line);
  closers = [() => rm(folder, { recursive: true }), () => fake.close(), () => line.close()];
});
afterEach(async () => {
  for (const it of closers.toReversed()) await it();
});

function shipper(options: Partial<ConstructorParameters<typeof Shipper>[0]> = {}): Shipper {
  const it = new Shipper({ segments, read: logParts(folder), log: silentLog, clock, everyMs: 1_000_000, ...options });
  closers.push(() => it.close());
  return it;
}

/** A log of this machine that grows, and is told of. */
async function logOf(it: Shipper, trackId: string = randomUUID()) {
  await mkdir(join(folder, takeId), { recursive: true });
  const file = join(folder, takeId, `${trackId}.log`);
  await writeFile(file, "", { flag: "a" });
  const told = { takeId, trackId };
  const grow = async (bytes: number, { durable = bytes } = {}) => {
    const before = (await readFile(file)).length;
    await appendFile(file, randomBytes(bytes));
    it.grew(told, before + durable);
  };
  return { file, trackId, told, grow };
}

/** What another machine would have of a log. */
async function elsewhere(trackId: string): Promise<Buffer> {
  const other = await mkdtemp(join(tmpdir(), "grindstone-elsewhere-"));
  closers.push(() => rm(other, { recursive: true }));
  await new LogFiles(other, segments).restore(takeId);
  return await readFile(join(other, takeId, `${trackId}.log`)).catch(() => Buffer.alloc(0));
}

const puts = (): number => fake.asked.filter((it) => it.startsWith("PUT")).length;

describe("a log that leaves while it grows", () => {
  it("is whole on another machine, however it grew", async () => {
    const it = shipper({ pieceBytes: 1000 });
    const logs = [await logOf(it), await logOf(it), await logOf(it)];
    for (const bytes of [1, 999, 2500, 7]) {
      for (const log of logs) await log.grow(bytes);
      await it.ship();
    }
    expect(it.behindBytes).toBe(0);
    for (const { file, trackId } of logs) expect((await elsewhere(trackId)).equals(await readFile(file))).toBe(true);
  });

  it("leaves only as far as it is durable here", async () => {
    const it = shipper();
    const log = await logOf(it);
    await log.grow(1000, { durable: 600 });
    await it.ship();
    expect((await elsewhere(log.trackId)).length).toBe(600);
  });

  it("costs nothing while nothing grows", async () => {
    const it = shipper();
    const log = await logOf(it);
    await log.grow(1000);
    await it.ship();
    const before = fake.asked.length;
    await it.ship();
    expect(fake.asked.length).toBe(before);
  });

  it("stays here while the store is away, and follows in order without a hole", async () => {
    const it = shipper({ pieceBytes: 100 });
    const log = await logOf(it);
    await log.grow(150);
    await it.ship();
    fake.fault("down", { when: /^PUT/ });
    await log.grow(450);
    await it.ship();
    expect([it.failing, it.behindBytes]).toEqual([true, 450]);
    expect((await elsewhere(log.trackId)).length).toBe(150);
    fake.heal();
    await it.ship();
    expect([it.failing, it.behindBytes]).toEqual([false, 0]);
    expect((await elsewhere(log.trackId)).equals(await readFile(log.file))).toBe(true);
  });

  it("is said not to keep up at once when the store refuses it, until it takes it again", async () => {
    const it = shipper();
    const log = await logOf(it);
    const other = { takeId: randomUUID(), trackId: randomUUID() };
    it.grew(other, 0);
    await log.grow(100);
    for (const refusal of [{ status: 503, code: "SlowDown" }, { status: 403, code: "AccessDenied" }, "down"] as const) {
      fake.fault(refusal, { when: /^PUT/ });
      await it.ship();
      expect([it.keepsUp(takeId), it.keepsUp(other.takeId)]).toEqual([false, true]);
      fake.heal();
      await it.ship();
      expect([it.keepsUp(takeId), it.behindBytes]).toEqual([true, 0]);
      await log.grow(100);
    }
  });

  it("is said not to keep up when the store only hangs, and what came meanwhile has not waited for as long", async () => {
    const held: (() => void)[] = [];
    const slow: Segments = { ...segments, send: () => new Promise((resolve) => held.push(resolve)) };
    const it = shipper({ segments: slow });
    const log = await logOf(it);
    await log.grow(100);
    clock.pass(6_000);
    const round = it.ship();
    await until(() => held.length === 1);
    clock.pass(3_000);
    await log.grow(100);
    expect(it.keepsUp(takeId)).toBe(true);
    clock.pass(1_000);
    expect(it.keepsUp(takeId)).toBe(false);
    held.pop()?.();
    await until(() => held.length === 1);
    expect(it.keepsUp(takeId)).toBe(true);
    clock.pass(6_000);
    expect(it.keepsUp(takeId)).toBe(false);
    held.pop()?.();
    await round;
    clock.pass(60_000);
    expect(it.keepsUp(takeId)).toBe(true);
  });

  it("is said to an operator once while the store hangs, and once that it leaves again", async () => {
    const held: (() => void)[] = [];
    const slow: Segments = { ...segments, send: () => new Promise((resolve) => held.push(resolve)) };
    const lines: string[] = [];
    const told = makeLog({ level: "info", format: "text", write: (line) => lines.push(line), now: () => 0 });
    const it = shipper({ segments: slow, log: told, everyMs: 10 });
    await (await logOf(it)).grow(100);
    await until(() => held.length === 1);
    clock.pass(10_000);
    await until(() => lines.length === 1);
    held.pop()?.();
    await until(() => lines.length === 2);
    expect(lines).toEqual([
      expect.stringContaining("recordings wait for the object store tracks=1"),
      expect.stringContaining("recordings leave for the object store again"),
    ]);
  });

  it("keeps no other waiting when one of them is refused", async () => {
    const it = shipper({ atOnce: 1 });
    const [bad, good] = [await logOf(it), await logOf(it)];
    await bad.grow(100);
    await good.grow(100);
    fake.fault("down", { when: new RegExp(`^PUT .*${bad.trackId}`) });
    await it.ship();
    expect((await elsewhere(good.trackId)).length).toBe(100);
    expect(it.behindBytes).toBe(100);
  });

  it("is gone on with by the next process from where it was", async () => {
    const first = shipper();
    const log = await logOf(first);
    await log.grow(1000);
    await first.ship();
    await first.close();
    const before = puts();
    const second = shipper();
    await (await logOf(second, log.trackId)).grow(500);
    await second.ship();
    expect(puts() - before).toBe(1);
    expect((await elsewhere(log.trackId)).equals(await readFile(log.file))).toBe(true);
  });

  it("has no piece left after it was deleted, not even one that was on its way", async () => {
    const it = shipper({ pieceBytes: 10 });
    const log = await logOf(it);
    const kept = await logOf(it);
    await log.grow(1000);
    await kept.grow(30);
    const shipping = it.ship();
    await it.segments.delete(takeId, log.trackId);
    await shipping;
    await it.ship();
    expect((await elsewhere(log.trackId)).length).toBe(0);
    expect((await elsewhere(kept.trackId)).length).toBe(30);
    await it.segments.delete(takeId);
    expect(fake.inside("vault").objects.size).toBe(0);
  });

  it("is let go of when its file is gone", async () => {
    const it = shipper();
    const log = await logOf(it);
    await log.grow(100);
    await rm(log.file);
    await it.ship();
    expect([it.failing, it.behindBytes]).toEqual([false, 0]);
  });

  it("holds in memory no more than the pieces that are on their way", async () => {
    const sizes: number[] = [];
    let [now, most] = [0, 0];
    const read = async (_: unknown, from: number, to: number) => {
      most = Math.max(most, ++now);
      sizes.push(to - from);
      return await Promise.resolve(new Uint8Array(to - from));
    };
    const slow: Segments = {
      ...segments,
      send: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        now--;
      },
    };
    const it = new Shipper({
      segments: slow,
      read,
      log: silentLog,
      clock,
      everyMs: 1_000_000,
      pieceBytes: 1000,
      atOnce: 2,
    });
    for (let n = 0; n < 10; n++) it.grew({ takeId, trackId: randomUUID() }, 5_500);
    await it.ship();
    await it.close();
    expect([most, Math.max(...sizes), sizes.reduce((sum, it) => sum + it, 0)]).toEqual([2, 1000, 55_000]);
  });

  it("reads no file that is not a log of a take", async () => {
    const it = shipper();
    it.grew({ takeId: "..", trackId: "passwd" }, 10);
    await it.ship();
    expect(puts()).toBe(0);
  });
});
