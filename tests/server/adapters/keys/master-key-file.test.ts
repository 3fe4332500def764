import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openMasterKey } from "../../../../server/adapters/keys/master-key-file.ts";

let dataDir: string;
beforeEach(async () => void (dataDir = await mkdtemp(path.join(tmpdir(), "master-key-"))));
afterEach(() => rm(dataDir, { recursive: true }));

const write = async (bytes: number, mode: number): Promise<string> => {
  const file = path.join(dataDir, "given.key");
  await writeFile(file, new Uint8Array(bytes).fill(7));
  await chmod(file, mode);
  return file;
};

it("makes a key of 256 random bits that only its owner can read, and nothing beside it", async () => {
  await openMasterKey({ file: null, dataDir });
  const folder = path.join(dataDir, "keys");
  expect(await readdir(folder)).toEqual(["master.key"]);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const file = path.join(folder, "master.key");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(new Set(await readFile(file)).size).toBeGreaterThan(10);
});

it("opens the same key when started again", async () => {
  const first = await openMasterKey({ file: null, dataDir });
  const wrapped = first.wrap(new Uint8Array(32).fill(1), "an-interview");
  const second = await openMasterKey({ file: null, dataDir });
  expect(second.unwrap(wrapped, "an-interview")).toEqual(new Uint8Array(32).fill(1));
});

it("ends up with one key when many start at once", async () => {
  const all = await Promise.all(Array.from({ length: 16 }, () => openMasterKey({ file: null, dataDir })));
  expect(new Set(all.map((it) => it.name)).size).toBe(1);
  expect(await readdir(path.join(dataDir, "keys"))).toEqual(["master.key"]);
});

it("opens a given key that its owner, or their group, may read", async () => {
  const mine = await openMasterKey({ file: await write(32, 0o600), dataDir });
  const ours = await openMasterKey({ file: await write(32, 0o440), dataDir });
  expect(mine.name).toBe(ours.name);
  expect(await readdir(dataDir)).toEqual(["given.key"]);
});

it.each([0o604, 0o620, 0o666])("refuses a key that others may reach (mode %o)", async (mode) => {
  await expect(openMasterKey({ file: await write(32, mode), dataDir })).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringMatching(/given\.key can be read or changed by others.+chmod 600/),
  });
});

it.each([0, 31, 33, 4_096])("refuses a key of %i bytes and leaves it as it is", async (bytes) => {
  const file = await write(bytes, 0o600);
  await expect(openMasterKey({ file, dataDir })).rejects.toMatchObject({
    message: expect.stringContaining(`holds ${bytes} bytes instead of 32`),
  });
  expect((await stat(file)).size).toBe(bytes);
});

it("makes no key where one was promised", async () => {
  const file = path.join(dataDir, "absent.key");
  await expect(openMasterKey({ file, dataDir })).rejects.toMatchObject({
    message: expect.stringContaining("absent.key is not there"),
  });
  expect(await readdir(dataDir)).toEqual([]);
});

it("says where it could not write", async () => {
  await writeFile(path.join(dataDir, "keys"), "in the way");
  await expect(openMasterKey({ file: null, dataDir })).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining(path.join(dataDir, "keys", "master.key")),
  });
});

it("refuses a folder in the key's place", async () => {
  await mkdir(path.join(dataDir, "keys", "master.key"), { recursive: true, mode: 0o700 });
  await expect(openMasterKey({ file: null, dataDir })).rejects.toMatchObject({ code: "unavailable" });
});
