import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Keys } from "../../server/ports/keys.ts";

/** What a suite needs around the keys that it tests. */
export type KeysHouse = {
  keys: Keys;
  /** The same keys, under another master key. */
  underAnotherMaster: Keys;
  /** A new interview that has no key. */
  addInterview(): Promise<string>;
  store(interviewId: string, wrapped: Uint8Array): Promise<void>;
  stored(interviewId: string): Promise<Uint8Array>;
  close(): Promise<void>;
};

/** What every Keys adapter owes its callers. */
export function keysContract(name: string, open: () => Promise<KeysHouse>): void {
  describe(`${name} as Keys`, () => {
    let house: KeysHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());

    const addWithKey = async (): Promise<string> => {
      const id = await house.addInterview();
      await house.store(id, house.keys.make(id));
      return id;
    };

    it("opens the same 256 bits each time", async () => {
      const id = await addWithKey();
      const key = await house.keys.open(id);
      expect(key).toHaveLength(32);
      expect(await house.keys.open(id)).toEqual(key);
    });

    it("never makes the same key twice", async () => {
      const [one, two] = [await addWithKey(), await addWithKey()];
      expect(await house.keys.open(one)).not.toEqual(await house.keys.open(two));
    });

    it("stores nothing of the key itself", async () => {
      const id = await addWithKey();
      const [key, wrapped] = [await house.keys.open(id), await house.stored(id)];
      for (let at = 0; at + 8 <= key.length; at++) {
        expect(Buffer.from(wrapped).includes(Buffer.from(key.subarray(at, at + 8)))).toBe(false);
      }
    });

    it("opens no key after it was erased, and erasing twice is fine", async () => {
      const id = await addWithKey();
      await house.keys.erase(id);
      await house.keys.erase(id);
      await expect(house.keys.open(id)).rejects.toMatchObject({ code: "closed" });
    });

    it("opens no key that was copied from another interview", async () => {
      const [mine, theirs] = [await house.addInterview(), await addWithKey()];
      await house.store(mine, await house.stored(theirs));
      await expect(house.keys.open(mine)).rejects.toMatchObject({ code: "internal" });
    });

    it("opens no key of which one bit was turned, wherever it is", async () => {
      const id = await house.addInterview();
      const wrapped = house.keys.make(id);
      await house.store(id, wrapped);
      for (const at of wrapped.keys()) {
        const changed = wrapped.slice();
        changed[at] = (changed[at] ?? 0) ^ 1;
        await house.store(id, changed);
        await expect(house.keys.open(id), `byte ${at}`).rejects.toMatchObject({
          code: expect.stringMatching(/^(internal|unavailable)$/),
        });
      }
    });

    it("opens no key that was cut short", async () => {
      const id = await house.addInterview();
      const wrapped = house.keys.make(id);
      for (const length of [0, 1, 20, wrapped.length - 1]) {
        await house.store(id, wrapped.subarray(0, length));
        await expect(house.keys.open(id)).rejects.toMatchObject({ code: "internal" });
      }
    });

    it("tells another master key from a key that is gone", async () => {
      const id = await addWithKey();
      await expect(house.underAnotherMaster.open(id)).rejects.toMatchObject({
        code: "unavailable",
        message: expect.stringContaining("Nothing is lost"),
      });
      await expect(house.underAnotherMaster.open(await house.addInterview())).rejects.toMatchObject({ code: "closed" });
    });

    it("holds the database to the first master key", async () => {
      await house.keys.pin();
      await house.keys.pin();
      await expect(house.underAnotherMaster.pin()).rejects.toMatchObject({
        code: "unavailable",
        retryable: false,
        message: expect.stringContaining("MASTER_KEY_FILE"),
      });
    });
  });
}
