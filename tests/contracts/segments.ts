import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Segment, Segments } from "../../server/ports/segments.ts";

export type SegmentsHouse = {
  segments: Segments;
  /** Cuts a piece that is stored, or writes it, as somebody with access to the store could. */
  tamper(segment: Segment, bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
};

/** What every Segments adapter owes its callers. */
export function segmentsContract(name: string, open: () => Promise<SegmentsHouse>): void {
  describe(`${name} as Segments`, () => {
    let house: SegmentsHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());

    const send = async (takeId: string, trackId: string, from: number, bytes: Uint8Array): Promise<Segment> => {
      const segment = { takeId, trackId, from, bytes: bytes.length };
      await house.segments.send(segment, bytes);
      return segment;
    };
    const list = async (takeId: string): Promise<Segment[]> => {
      const found: Segment[] = [];
      for await (const it of house.segments.list(takeId)) found.push(it);
      return found;
    };

    it("gives each piece back as it was, in the order of track and place", async () => {
      const take = randomUUID();
      const [a, b] = [randomUUID(), randomUUID()].toSorted() as [string, string];
      const bodies = [randomBytes(1000), randomBytes(10), randomBytes(99_999)] as const;
      const late = await send(take, b, 1_000_000, bodies[0]);
      const first = await send(take, a, 0, bodies[1]);
      const second = await send(take, a, 10, bodies[2]);
      expect(await list(take)).toEqual([first, second, late]);
      expect(Buffer.from(await house.segments.read(late)).equals(bodies[0])).toBe(true);
      expect(Buffer.from(await house.segments.read(second)).equals(bodies[2])).toBe(true);
    });

    it("takes the same piece twice", async () => {
      const take = randomUUID();
      const track = randomUUID();
      await send(take, track, 0, Buffer.from("same"));
      await send(take, track, 0, Buffer.from("same"));
      expect(await list(take)).toHaveLength(1);
    });

    it("knows takes apart", async () => {
      const [one, two] = [randomUUID(), randomUUID()];
      await send(one, randomUUID(), 0, randomBytes(5));
      expect(await list(two)).toEqual([]);
    });

    it("names each take of which there are pieces, once", async () => {
      const [one, two, gone] = [randomUUID(), randomUUID(), randomUUID()];
      for (const take of [one, two, one, gone]) await send(take, randomUUID(), 0, randomBytes(5));
      await house.segments.delete(gone);
      const named: string[] = [];
      for await (const it of house.segments.takes()) named.push(it);
      expect(named.filter((it) => ([one, two, gone] as string[]).includes(it)).sort()).toEqual([one, two].sort());
    });

    it("lists more than fit on one page, and forgets them all, twice if asked", async () => {
      const [take, track, other] = [randomUUID(), randomUUID(), randomUUID()];
      const kept = await send(other, track, 0, randomBytes(3));
      for (let n = 0; n < 8; n++) await send(take, track, n * 5, randomBytes(5));
      expect((await list(take)).map((it) => it.from)).toEqual([0, 5, 10, 15, 20, 25, 30, 35]);
      await house.segments.delete(take);
      await house.segments.delete(take);
      expect(await list(take)).toEqual([]);
      expect(await list(other)).toEqual([kept]);
    });

    it("forgets one track and keeps the others of its take", async () => {
      const [take, track] = [randomUUID(), randomUUID()];
      const kept = await send(take, randomUUID(), 0, randomBytes(3));
      for (let n = 0; n < 4; n++) await send(take, track, n * 5, randomBytes(5));
      await house.segments.delete(take, track);
      expect(await list(take)).toEqual([kept]);
    });

    it("says that a piece was cut, and does not list it", async () => {
      const take = randomUUID();
      const piece = await send(take, randomUUID(), 0, randomBytes(100));
      await house.tamper(piece, randomBytes(99));
      await expect(house.segments.read(piece)).rejects.toMatchObject({ code: "internal" });
      expect(await list(take)).toEqual([]);
    });

    it("says that a piece is not there", async () => {
      const gone = { takeId: randomUUID(), trackId: randomUUID(), from: 0, bytes: 5 };
      await expect(house.segments.read(gone)).rejects.toMatchObject({ code: "not-found" });
    });

    it.each(["../other", "", "a/../b", "/a"])("takes no take or track like %j", async (id) => {
      const segment = { takeId: id, trackId: randomUUID(), from: 0, bytes: 1 };
      await expect((async () => await house.segments.send(segment, randomBytes(1)))()).rejects.toThrow();
      const other = { ...segment, takeId: randomUUID(), trackId: id };
      await expect((async () => await house.segments.send(other, randomBytes(1)))()).rejects.toThrow();
    });
  });
}
