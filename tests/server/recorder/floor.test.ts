import { tmpdir } from "node:os";
import { afterEach, describe, expect, it } from "vitest";
import { diskSpace } from "../../../server/adapters/blobs/disk-space.ts";
import { makeLog } from "../../../server/kit/log.ts";
import { Floor } from "../../../server/recorder/floor.ts";
import { fakeClock } from "../../kit/clock.ts";

const gigabyte = 1_000_000_000;
const open: Floor[] = [];
afterEach(() => open.splice(0).forEach((it) => it.close()));

function house() {
  const clock = fakeClock();
  const lines: string[] = [];
  const log = makeLog({ level: "info", format: "text", write: (it) => void lines.push(it), now: () => clock.now() });
  const disk: { free: number | Error; looks: number } = { free: 100 * gigabyte, looks: 0 };
  const freeBytes = async (): Promise<number> => {
    disk.looks++;
    if (typeof disk.free !== "number") throw disk.free;
    return await Promise.resolve(disk.free);
  };
  const floor = new Floor({ space: { freeBytes }, floorBytes: gigabyte, clock, log });
  open.push(floor);
  return { floor, disk, clock, lines };
}

describe("the floor under the free space", () => {
  it("lets recordings begin while there is room", async () => {
    const { floor, lines } = house();
    await floor.mayBegin();
    expect([floor.room, lines]).toEqual(["enough", []]);
  });

  it("lets none begin below it, in one sentence, and says so to the operator once", async () => {
    const { floor, disk, clock, lines } = house();
    disk.free = gigabyte - 1;
    for (let n = 0; n < 3; n++) {
      await expect(floor.mayBegin()).rejects.toMatchObject({
        code: "unavailable",
        message: expect.stringMatching(/^There is too little space left[^.]*\./),
      });
      clock.pass(5_000);
    }
    expect(lines.filter((it) => it.includes("too full"))).toHaveLength(1);
  });

  it("warns before that, and lets them begin again when room was made", async () => {
    const { floor, disk, clock, lines } = house();
    disk.free = 1.5 * gigabyte;
    await floor.mayBegin();
    disk.free = 0.5 * gigabyte;
    clock.pass(5_000);
    await expect(floor.mayBegin()).rejects.toThrow();
    disk.free = 50 * gigabyte;
    clock.pass(5_000);
    await floor.mayBegin();
    expect(lines.map((it) => /the disk (?:is getting full|is too full|has room again)/.exec(it)?.[0])).toEqual([
      "the disk is getting full",
      "the disk is too full",
      "the disk has room again",
    ]);
  });

  it("tries a disk that does not say how much it has", async () => {
    const { floor, disk } = house();
    disk.free = new Error("EIO");
    await floor.mayBegin();
    expect([floor.room, floor.freeBytes]).toEqual(["unknown", null]);
  });

  it("looks once for all who ask at the same time", async () => {
    const { floor, disk } = house();
    await Promise.all(Array.from({ length: 20 }, () => floor.mayBegin()));
    expect(disk.looks).toBe(1);
  });

  it("knows the disk that a folder is on", async () => {
    expect(await diskSpace(tmpdir()).freeBytes()).toBeGreaterThan(0);
  });
});
