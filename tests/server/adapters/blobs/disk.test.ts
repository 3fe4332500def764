import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diskObjects } from "../../../../server/adapters/blobs/disk.ts";
import { diskTrouble } from "../../../../server/adapters/blobs/disk-trouble.ts";

let folder = "";
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "grindstone-disk-"))));
afterEach(() => rm(folder, { recursive: true }));

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

describe("objects on disk", () => {
  it("can be read by this server's user alone", async () => {
    const objects = await diskObjects(folder);
    await objects.put("a/b/c", once(randomBytes(10)));
    expect(await modeOf(join(folder, "a/b/c"))).toBe(0o600);
    for (const it of [".drafts", "a", "a/b"]) expect(await modeOf(join(folder, it))).toBe(0o700);
  });

  it("leave no half-written file behind, neither of a failed put nor of a process that died", async () => {
    await mkdir(join(folder, ".drafts"), { recursive: true });
    await writeFile(join(folder, ".drafts", "old"), "half");
    const objects = await diskObjects(folder);
    const failing = async function* () {
      yield randomBytes(10);
      throw new Error("gone");
    };
    await expect(objects.put("a/b", failing())).rejects.toThrow("gone");
    expect(await readdir(join(folder, ".drafts"))).toEqual([]);
    expect(await readdir(folder)).toEqual([".drafts"]);
  });

  it("leave no empty folder behind when the last one is deleted", async () => {
    const objects = await diskObjects(folder);
    await objects.put("a/b/c", once(randomBytes(10)));
    await objects.put("a/d", once(randomBytes(10)));
    await objects.delete("a/b/c");
    expect(await readdir(join(folder, "a"))).toEqual(["d"]);
    await objects.delete("a/d");
    expect(await readdir(folder)).toEqual([".drafts"]);
  });

  it("are all there when folders come and go meanwhile", async () => {
    const objects = await diskObjects(folder);
    const rounds = Array.from({ length: 60 }, async (_, n) => {
      await objects.put(`same/${n % 4}`, once(randomBytes(10)));
      if (n % 2) await objects.delete(`same/${n % 4}`);
      await objects.put(`same/kept-${n}`, once(randomBytes(10)));
      if (n % 3) await objects.delete(`same/kept-${n}`);
    });
    await Promise.all(rounds);
    const kept = (await readdir(join(folder, "same"))).filter((it) => it.startsWith("kept-"));
    expect(kept).toHaveLength(20);
  });

  it("say that their folder is gone", async () => {
    const objects = await diskObjects(folder);
    await expect(objects.ready()).resolves.toBeUndefined();
    await rm(join(folder, ".drafts"), { recursive: true });
    await expect(objects.ready()).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("what a disk refuses", () => {
  it.each([
    ["ENOSPC", "is full"],
    ["EDQUOT", "may not use more"],
    ["EROFS", "can only be read"],
    ["EACCES", "does not belong to this server"],
    ["EIO", "reports an error"],
    ["EMFILE", "too many files"],
  ])("is said in one sentence: %s", (code, words) => {
    const error = Object.assign(new Error("system"), { code });
    expect(() => diskTrouble(error)).toThrow(words);
    expect(() => diskTrouble(error)).toThrow(
      expect.objectContaining({ code: "unavailable", retryable: true, cause: error }),
    );
  });

  it("is passed on when nobody knows it", () => {
    const error = Object.assign(new Error("system"), { code: "EWHATEVER" });
    expect(() => diskTrouble(error)).toThrow(error);
  });
});
