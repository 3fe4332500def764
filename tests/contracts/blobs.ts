import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BlobKey, Blobs } from "../../server/ports/blobs.ts";

/** What a suite needs around the blobs that it tests. */
export type BlobsHouse = {
  blobs: Blobs;
  /** The bytes that lie in the store under a name. */
  stored(name: string): Promise<Uint8Array>;
  /** Puts other bytes there, as somebody with access to the store could. */
  tamper(name: string, bytes: Uint8Array): Promise<void>;
  /** All the store holds, half-written things included. */
  everything(): Promise<readonly Uint8Array[]>;
  close(): Promise<void>;
};

const chunk = 64 * 1024;
const key = (): BlobKey => ({ interviewId: crypto.randomUUID(), dataKey: randomBytes(32) });
let count = 0;
const fresh = (): string => `things/${++count}-${randomBytes(4).toString("hex")}.ogg`;

async function* inParts(bytes: Uint8Array, part = 10_007): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += part) yield bytes.subarray(at, at + part);
}

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

async function names(blobs: Blobs, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const it of blobs.list(prefix)) found.push(it.name);
  return found;
}

/** What every Blobs adapter owes its callers. `large` is a size that the store takes in several parts. */
export function blobsContract(name: string, open: () => Promise<BlobsHouse>, { large = 5 * chunk } = {}): void {
  describe(`${name} as Blobs`, () => {
    let house: BlobsHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());

    const put = async (bytes: Uint8Array, with_: { name?: string; key?: BlobKey } = {}) => {
      const it = { name: with_.name ?? fresh(), key: with_.key ?? key(), bytes };
      return { ...it, said: await house.blobs.put(it.name, inParts(bytes), { key: it.key }) };
    };

    it.each([0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk])("gives back %i bytes as they were", async (size) => {
      const { name, key, bytes, said } = await put(randomBytes(size));
      expect(said).toEqual({ bytes: size, sha256: createHash("sha256").update(bytes).digest("hex") });
      expect(await house.blobs.size(name)).toBe(size);
      expect((await all(house.blobs.read(name, { key }))).equals(bytes)).toBe(true);
    });

    it("gives back what it took in many parts", async () => {
      const { name, key, bytes } = await put(randomBytes(large));
      expect((await all(house.blobs.read(name, { key }))).equals(bytes)).toBe(true);
    });

    it.each([
      [0, 0],
      [0, 1],
      [5, 5],
      [100, 200],
      [chunk - 1, chunk + 1],
      [chunk, 2 * chunk],
      [2 * chunk + 7, undefined],
      [0, 10 * chunk],
      [3 * chunk, undefined],
      [9 * chunk, 10 * chunk],
    ])("gives the range from %i to %s alone", async (from, to) => {
      const { name, key, bytes } = await put(randomBytes(3 * chunk));
      const read = await all(house.blobs.read(name, { key, from, ...(to !== undefined && { to }) }));
      expect(read.equals(bytes.subarray(from, to))).toBe(true);
    });

    it("replaces an object whole", async () => {
      const { name, key } = await put(randomBytes(3 * chunk));
      await put(Buffer.from("short"), { name, key });
      expect(String(await all(house.blobs.read(name, { key })))).toBe("short");
      expect(await house.blobs.size(name)).toBe(5);
    });

    it("says that there is no such object when it is first pulled", async () => {
      const reading = house.blobs.read(fresh(), { key: key() });
      await expect(all(reading)).rejects.toMatchObject({ code: "not-found" });
      expect(await house.blobs.size(fresh())).toBeNull();
    });

    it("deletes, and deleting twice is fine", async () => {
      const { name, key } = await put(randomBytes(100));
      await house.blobs.delete(name);
      await house.blobs.delete(name);
      expect(await house.blobs.size(name)).toBeNull();
      await expect(all(house.blobs.read(name, { key }))).rejects.toMatchObject({ code: "not-found" });
    });

    it("lists names by how they begin, with the bytes they take", async () => {
      const base = `listed-${randomBytes(4).toString("hex")}`;
      for (const name of ["b/two", "a/one", "b/deep/three", "bc"]) {
        await put(randomBytes(9), { name: `${base}/${name}` });
      }
      expect((await names(house.blobs, `${base}/`)).toSorted()).toEqual(
        ["a/one", "b/deep/three", "b/two", "bc"].map((it) => `${base}/${it}`),
      );
      expect((await names(house.blobs, `${base}/b`)).toSorted()).toEqual(
        ["b/deep/three", "b/two", "bc"].map((it) => `${base}/${it}`),
      );
      expect(await names(house.blobs, `${base}/none/`)).toEqual([]);
      for await (const { name, storedBytes } of house.blobs.list(`${base}/`)) {
        expect(storedBytes).toBe((await house.stored(name)).length);
      }
    });

    it.each([
      "../up",
      "a/../../up",
      "/etc/passwd",
      "a//b",
      "a/",
      ".hidden",
      "a/.hidden",
      "",
      "a\0b",
      "a\\b",
      "Upper",
      "a b",
      `${"x".repeat(201)}`,
    ])("takes no name like %j", async (name) => {
      const options = { key: key() };
      await expect(house.blobs.put(name, inParts(randomBytes(1)), options)).rejects.toThrow("no name for an object");
      expect(() => house.blobs.read(name, options)).toThrow("no name for an object");
      await expect(house.blobs.size(name)).rejects.toThrow("no name for an object");
    });

    describe("when a put does not come to its end", () => {
      it("shows nothing after it was aborted", async () => {
        const [name, stop] = [fresh(), new AbortController()];
        const body = async function* () {
          yield randomBytes(large);
          stop.abort(new Error("changed my mind"));
          yield randomBytes(large);
        };
        const putting = house.blobs.put(name, body(), { key: key(), signal: stop.signal });
        await expect(putting).rejects.toThrow("changed my mind");
        expect(await house.blobs.size(name)).toBeNull();
        expect(await names(house.blobs, name)).toEqual([]);
      });

      it("shows nothing when what it reads from fails, and keeps what was there before", async () => {
        const { name, key } = await put(Buffer.from("before"));
        const body = async function* () {
          yield randomBytes(large);
          throw new Error("the source is gone");
        };
        await expect(house.blobs.put(name, body(), { key })).rejects.toThrow("the source is gone");
        expect(String(await all(house.blobs.read(name, { key })))).toBe("before");
      });

      it("does not begin when it was aborted before", async () => {
        const name = fresh();
        const options = { key: key(), signal: AbortSignal.abort(new Error("too late")) };
        await expect(house.blobs.put(name, inParts(randomBytes(10)), options)).rejects.toThrow("too late");
        expect(await house.blobs.size(name)).toBeNull();
      });
    });

    describe("seals", () => {
      it("so that the store never holds a word of it, finished or not", async () => {
        const word = "the candidate said something private";
        const bytes = Buffer.from(word.repeat(Math.ceil(large / word.length)));
        await put(bytes);
        const body = async function* () {
          yield bytes;
          throw new Error("gone");
        };
        await expect(house.blobs.put(fresh(), body(), { key: key() })).rejects.toThrow("gone");
        for (const it of await house.everything()) expect(Buffer.from(it).includes("said something")).toBe(false);
      });

      it("so that another interview's key does not open it, and says so", async () => {
        const { name } = await put(randomBytes(100));
        await expect(all(house.blobs.read(name, { key: key() }))).rejects.toMatchObject({
          code: "internal",
          message: expect.stringContaining("another interview's key"),
        });
      });

      it("so that a turned bit is found wherever it is, and what came before it is good", async () => {
        const { name, key, bytes } = await put(randomBytes(2 * chunk + 100));
        const stored = Buffer.from(await house.stored(name));
        for (const at of [1, 6, 14, 16, 30, 40_000, chunk + 40, 2 * chunk + 100, stored.length - 20]) {
          const changed = Buffer.from(stored);
          changed[at] = (changed[at] ?? 0) ^ 1;
          await house.tamper(name, changed);
          const got: Uint8Array[] = [];
          const reading = async () => {
            for await (const part of house.blobs.read(name, { key })) got.push(part);
          };
          await expect(reading(), `byte ${at}`).rejects.toMatchObject({
            code: "internal",
            message: expect.stringContaining("was changed"),
          });
          const good = Buffer.concat(got);
          expect(good.equals(bytes.subarray(0, good.length))).toBe(true);
          expect(good.length).toBeLessThan(bytes.length);
        }
      });

      it("so that a cut is found wherever it is, and told from a change", async () => {
        const { name, key } = await put(randomBytes(3 * chunk + 100));
        const stored = await house.stored(name);
        const ends = [
          0,
          5,
          16,
          20,
          60,
          chunk,
          16 + chunk + 28,
          16 + 2 * (chunk + 28),
          stored.length - 8,
          stored.length - 1,
        ];
        for (const end of ends) {
          await house.tamper(name, stored.subarray(0, end));
          await expect(all(house.blobs.read(name, { key })), `cut to ${end}`).rejects.toMatchObject({
            code: "internal",
            message: expect.stringContaining("cut short"),
          });
        }
      });

      it("so that chunks cannot change places, be left out, or come from another object", async () => {
        const shared = key();
        const [one, two] = [
          await put(randomBytes(3 * chunk), { key: shared }),
          await put(randomBytes(3 * chunk), {
            key: shared,
          }),
        ];
        const [a, b] = [Buffer.from(await house.stored(one.name)), Buffer.from(await house.stored(two.name))];
        const at = (n: number): [number, number] => [16 + n * (chunk + 28), 16 + (n + 1) * (chunk + 28)];
        const swapped = Buffer.concat([
          a.subarray(0, 16),
          a.subarray(...at(1)),
          a.subarray(...at(0)),
          a.subarray(at(2)[0]),
        ]);
        const left = Buffer.concat([a.subarray(0, at(0)[1]), a.subarray(at(2)[0])]);
        const mixed = Buffer.concat([a.subarray(0, at(1)[0]), b.subarray(...at(1)), a.subarray(at(2)[0])]);
        for (const forged of [swapped, left, mixed, b]) {
          await house.tamper(one.name, forged);
          await expect(all(house.blobs.read(one.name, { key: shared }))).rejects.toMatchObject({ code: "internal" });
        }
      });

      it("so that a range opens though a part that was not asked for was changed", async () => {
        const { name, key, bytes } = await put(randomBytes(4 * chunk));
        const changed = Buffer.from(await house.stored(name));
        changed[16 + 40] = (changed[16 + 40] ?? 0) ^ 1;
        await house.tamper(name, changed);
        const read = await all(house.blobs.read(name, { key, from: 2 * chunk, to: 2 * chunk + 50 }));
        expect(read.equals(bytes.subarray(2 * chunk, 2 * chunk + 50))).toBe(true);
      });

      it("so that a later format is told apart", async () => {
        const { crc32 } = await import("node:zlib");
        const { name, key } = await put(randomBytes(10));
        const later = Buffer.from(await house.stored(name));
        later[3] = 2;
        later.writeUInt32BE(crc32(later.subarray(0, 12)), 12);
        await house.tamper(name, later);
        await expect(all(house.blobs.read(name, { key }))).rejects.toMatchObject({
          message: expect.stringContaining("later version"),
        });
      });
    });

    it("stops reading when told to", async () => {
      const { name, key } = await put(randomBytes(large));
      const stop = new AbortController();
      const reading = async () => {
        for await (const _ of house.blobs.read(name, { key, signal: stop.signal })) stop.abort(new Error("enough"));
      };
      await expect(reading()).rejects.toThrow("enough");
    });

    it("keeps two that are written at once apart", async () => {
      const both = await Promise.all([put(randomBytes(large)), put(randomBytes(large))]);
      for (const { name, key, bytes } of both) {
        expect((await all(house.blobs.read(name, { key }))).equals(bytes)).toBe(true);
      }
    });
  });
}
