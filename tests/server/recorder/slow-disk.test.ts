import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import type { LogRecord } from "../../../server/recorder/log/records.ts";
import { logKey, writeHead } from "../../../server/recorder/tap/format.mjs";
import { LogFile, times } from "../../../server/recorder/tap/log-file.mjs";
import { logBytesAllowed } from "../../../server/recorder/tap/spool.mjs";
import { aDataKey, aHead, readBack } from "../../kit/logs.ts";

type Then = (error: Error | null, written: number) => void;
type Trouble = { code: string; stage: string };

const key = logKey(aDataKey, aHead);
const top = writeHead(aHead, key);
const failure = (code: string): Error => Object.assign(new Error(code), { code });

/** A disk that does what it is told to: nothing until it is let, a part of what it was given, or an error. */
class FakeDisk {
  file: Buffer = Buffer.concat([top, top]);
  closed = 0;
  held = false;
  refuses: string | undefined;
  refusesSync: string | undefined;
  takesAtOnce = Infinity;
  #waiting: (() => void)[] = [];

  write(bytes: Buffer, at: number, then: Then): void {
    this.#do(() => {
      if (this.refuses) return then(failure(this.refuses), 0);
      const taken = bytes.subarray(0, this.takesAtOnce);
      const longer = Buffer.alloc(Math.max(this.file.length, at + taken.length));
      this.file.copy(longer);
      taken.copy(longer, at);
      this.file = longer;
      then(null, taken.length);
    });
  }

  sync(then: (error: Error | null) => void): void {
    this.#do(() => then(this.refusesSync ? failure(this.refusesSync) : null));
  }

  syncName(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.closed++;
    return Promise.resolve();
  }

  let(): void {
    this.held = false;
    for (const it of this.#waiting.splice(0)) it();
  }

  #do(work: () => void): void {
    if (this.held) this.#waiting.push(work);
    else work();
  }
}

function opened() {
  const disk = new FakeDisk();
  const troubles: Trouble[] = [];
  const memory = { bytes: 0, allowed: 2 * logBytesAllowed };
  const said = (it: Trouble) => void troubles.push(it);
  const log = new LogFile({ disk, key, head: top, number: 0, bytes: disk.file.length, packets: 0, memory, said });
  let nowMs = 0;
  let sequence = 0;
  /** A packet of `bytes` every 20 ms for so long. */
  const run = (ms: number, bytes = 100): void => {
    for (const end = nowMs + ms; nowMs < end; nowMs += 20) {
      const packet = Buffer.alloc(bytes);
      packet.writeUInt32BE(sequence++, 0);
      log.packet(nowMs * 1_000, packet);
      log.tick(nowMs, nowMs * 1_000);
    }
  };
  const close = async (): Promise<void> => {
    const done = log.close(nowMs);
    for (let tries = 0; tries < 60; tries++) log.tick(nowMs += 50, nowMs * 1_000);
    await done;
  };
  return { disk, troubles, memory, log, run, close, sent: () => sequence };
}

async function kept(disk: FakeDisk): Promise<{ numbers: number[]; records: LogRecord[]; damaged: number }> {
  const { records, damage } = await readBack(disk.file);
  const numbers = records.flatMap((it) => it.kind === "packet" ? [Buffer.from(it.rtp).readUInt32BE(0)] : []);
  return { numbers, records, damaged: damage.length };
}
const all = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

describe("a log on a disk that", () => {
  it("is well is on it within a second, always", async () => {
    const { disk, log, run, troubles, close, sent } = opened();
    for (let second = 1; second <= 5; second++) {
      run(1_000);
      expect(log.news()?.uptoUs).toBeGreaterThan((second * 1_000 - 1_000) * 1_000);
    }
    await close();
    expect((await kept(disk)).numbers).toEqual(all(sent()));
    expect([troubles, disk.closed]).toEqual([[], 1]);
  });

  it("is slow for some seconds loses nothing and says that it is late, then that it is well", async () => {
    const { disk, run, troubles, close, sent } = opened();
    run(1_000);
    disk.held = true;
    run(8_000);
    expect(troubles).toEqual([{ code: "disk-slow", stage: "late" }]);
    disk.let();
    run(1_500);
    expect(troubles.at(-1)?.stage).toBe("over");
    await close();
    expect((await kept(disk)).numbers).toEqual(all(sent()));
  });

  it("is slow for longer leaves packets out, says how many, and keeps its memory", async () => {
    const { disk, run, troubles, memory, close, sent } = opened();
    disk.held = true;
    run(12_000, 20_000);
    expect(memory.bytes).toBeLessThan(logBytesAllowed + 200_000);
    expect(troubles.map((it) => it.stage)).toEqual(["late", "dropping"]);
    disk.let();
    run(3_000, 100);
    await close();
    expect(memory.bytes).toBe(0);
    const { numbers, records, damaged } = await kept(disk);
    const left = records.flatMap((it) => it.kind === "mark" && it.mark.is === "dropped" ? [it.mark.packets] : []);
    expect(left).toEqual([sent() - numbers.length]);
    expect([damaged, numbers[0], numbers.at(-1)]).toEqual([0, 0, sent() - 1]);
  });

  it("never comes back ends the log, whose beginning is whole", async () => {
    const { disk, log, run, troubles, memory, close } = opened();
    run(2_000);
    const before = (await kept(disk)).numbers.length;
    disk.held = true;
    run(times.giveUpMs + 15_000, 20_000);
    expect([troubles.at(-1)?.stage, log.ended, memory.bytes]).toEqual(["ended", true, 0]);
    await close();
    disk.let();
    expect(disk.closed).toBe(1);
    expect((await kept(disk)).numbers.length).toBeGreaterThanOrEqual(before);
  });

  it.each([["ENOSPC", "disk-full"], ["EROFS", "read-only"], ["EIO", "disk-failed"]])(
    "says %s is tried again, and has everything when it takes it",
    async (code, said) => {
      const { disk, run, troubles, close, sent } = opened();
      run(1_000);
      disk.refuses = code;
      run(5_000);
      expect(troubles).toEqual([{ code: said, stage: "late" }]);
      disk.refuses = undefined;
      run(3_000);
      expect(troubles.at(-1)?.stage).toBe("over");
      await close();
      expect((await kept(disk)).numbers).toEqual(all(sent()));
    },
  );

  it("takes a part of a block at a time has all of it", async () => {
    const { disk, run, close, sent } = opened();
    disk.takesAtOnce = 100;
    run(2_000);
    await close();
    expect((await kept(disk)).numbers).toEqual(all(sent()));
  });

  it("loses what it had taken when it could not make it safe gets it again", async () => {
    const { disk, run, close, sent } = opened();
    run(3_000);
    disk.refusesSync = "EIO";
    const safe = disk.file.length;
    run(2_000);
    disk.file = disk.file.subarray(0, safe);
    disk.refusesSync = undefined;
    run(3_000);
    await close();
    const { numbers, damaged } = await kept(disk);
    expect([numbers, damaged]).toEqual([all(sent()), 0]);
  });
});
