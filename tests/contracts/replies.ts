import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Replies } from "../../server/ports/replies.ts";

/** What a suite needs around the replies that it tests. */
export type RepliesHouse = {
  replies: Replies & { sweep(now: Date): Promise<number> };
  addPerson(): Promise<string>;
  pass(ms: number): void;
  now(): Date;
  /** Everything that is stored, as an intruder would read it. */
  dump(): Promise<string>;
  close(): Promise<void>;
};

const request = new Uint8Array([1, 2, 3]);
const reply = { status: 201, body: { url: "https://example.com/join/secret-token", rows: [1, null, "é"] } };

/** What every Replies adapter owes its callers. */
export function repliesContract(name: string, open: () => Promise<RepliesHouse>): void {
  describe(`${name} as Replies`, () => {
    let house: RepliesHouse;
    let count = 0;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());
    const fresh = async () => ({ personId: await house.addPerson(), key: `a-key-of-a-caller-${++count}` });

    it("lets the first go and answers the second as the first was answered", async () => {
      const at = await fresh();
      expect(await house.replies.claim({ ...at, request })).toBe("go");
      await house.replies.settle(at, reply);
      expect(await house.replies.claim({ ...at, request })).toEqual(reply);
    });

    it("remembers an answer without a body", async () => {
      const at = await fresh();
      await house.replies.claim({ ...at, request });
      await house.replies.settle(at, { status: 201, body: undefined });
      expect(await house.replies.claim({ ...at, request })).toEqual({ status: 201, body: undefined });
    });

    it("refuses the key for another request, whether the first one runs or is done", async () => {
      const at = await fresh();
      await house.replies.claim({ ...at, request });
      const other = { ...at, request: new Uint8Array([9]) };
      await expect(house.replies.claim(other)).rejects.toMatchObject({ code: "bad-request" });
      await house.replies.settle(at, reply);
      await expect(house.replies.claim(other)).rejects.toMatchObject({ code: "bad-request" });
    });

    it("lets exactly one of many at once go, the others hear that it runs", async () => {
      const at = await fresh();
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, () => house.replies.claim({ ...at, request })),
      );
      expect(results.filter((it) => it.status === "fulfilled")).toEqual([{ status: "fulfilled", value: "go" }]);
      for (const it of results) {
        if (it.status === "rejected") expect(it.reason).toMatchObject({ code: "conflict", retryAfterMs: 1_000 });
      }
    });

    it("keeps keys of different people apart", async () => {
      const [one, two] = [await fresh(), await fresh()];
      await house.replies.claim({ ...one, request });
      await house.replies.settle(one, reply);
      expect(await house.replies.claim({ personId: two.personId, key: one.key, request })).toBe("go");
    });

    it("lets a released claim be claimed again, and releases nothing that was answered", async () => {
      const at = await fresh();
      await house.replies.claim({ ...at, request });
      await house.replies.release(at);
      expect(await house.replies.claim({ ...at, request })).toBe("go");
      await house.replies.settle(at, reply);
      await house.replies.release(at);
      expect(await house.replies.claim({ ...at, request })).toEqual(reply);
    });

    it("hands a claim that never settled to the next after a minute, once", async () => {
      const at = await fresh();
      await house.replies.claim({ ...at, request });
      house.pass(59_000);
      await expect(house.replies.claim({ ...at, request })).rejects.toMatchObject({ code: "conflict" });
      house.pass(2_000);
      const both = await Promise.allSettled([1, 2].map(() => house.replies.claim({ ...at, request })));
      expect(both.map((it) => it.status).sort()).toEqual(["fulfilled", "rejected"]);
    });

    it("keeps the first answer when a claim that was taken over settles after all", async () => {
      const at = await fresh();
      await house.replies.claim({ ...at, request });
      await house.replies.settle(at, reply);
      await house.replies.settle(at, { status: 201, body: { other: true } });
      expect(await house.replies.claim({ ...at, request })).toEqual(reply);
    });

    it("forgets what is older than a day and nothing else", async () => {
      const old = await fresh();
      await house.replies.claim({ ...old, request });
      await house.replies.settle(old, reply);
      house.pass(24 * 3_600_000 - 1_000);
      const young = await fresh();
      await house.replies.claim({ ...young, request });
      await house.replies.settle(young, reply);
      house.pass(2_000);
      expect(await house.replies.sweep(house.now())).toBeGreaterThan(0);
      expect(await house.replies.sweep(house.now())).toBe(0);
      expect(await house.replies.claim({ ...young, request })).toEqual(reply);
      expect(await house.replies.claim({ ...old, request })).toBe("go");
    });

    it("stores neither the answer nor the caller's key readably, because an answer can hold a link", async () => {
      const at = await fresh();
      await house.replies.claim({ ...at, request });
      await house.replies.settle(at, reply);
      const dump = await house.dump();
      expect(dump).toContain(at.personId);
      expect(dump).not.toContain("secret-token");
      expect(dump).not.toContain(at.key);
    });
  });
}
