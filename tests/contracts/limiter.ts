import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Limiter } from "../../server/ports/limiter.ts";

export type LimiterHouse = {
  readonly limiter: Limiter & { sweep(): Promise<number> };
  /** The same counts on another node, or after a restart. */
  another(): Limiter;
  /** Everything that is kept, as text. */
  kept(): Promise<string>;
  close(): Promise<void>;
};

const allowance = { name: "test by address", points: 3, perMs: 60_000 };

/** What every Limiter adapter owes its callers. */
export function limiterContract(name: string, open: () => Promise<LimiterHouse>): void {
  describe(`${name} as Limiter`, () => {
    let house: LimiterHouse;
    beforeEach(async () => {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 0, 5) });
      house = await open();
    });
    afterEach(async () => {
      vi.useRealTimers();
      await house.close();
    });

    const tries = (count: number, limiter: Limiter = house.limiter, key = "key") =>
      Promise.allSettled(Array.from({ length: count }, () => limiter.take(allowance, key)));
    const refused = (all: readonly PromiseSettledResult<void>[]) => all.filter((it) => it.status === "rejected");

    it("allows so many tries and then says how long to wait", async () => {
      expect(refused(await tries(3))).toEqual([]);
      vi.setSystemTime(Date.UTC(2026, 0, 5) + 20_000);
      await expect(house.limiter.take(allowance, "key"))
        .rejects.toMatchObject({ code: "too-many", retryAfterMs: 40_000 });
    });

    it("lets exactly that many through when they come at once over two nodes", async () => {
      const all = (await Promise.all([tries(10), tries(10, house.another())])).flat();
      expect(all.length - refused(all).length).toBe(3);
    });

    it("counts each key and each name alone", async () => {
      await tries(3);
      expect(refused(await tries(1, house.limiter, "other"))).toEqual([]);
      await house.limiter.take({ ...allowance, name: "test by account" }, "key");
    });

    it("allows them again when the time is over", async () => {
      await tries(4);
      vi.setSystemTime(Date.UTC(2026, 0, 5) + 60_001);
      expect(refused(await tries(3))).toEqual([]);
    });

    it("gives all tries back after a success", async () => {
      await tries(3);
      await house.limiter.forgive(allowance, "key");
      expect(refused(await tries(3, house.another()))).toEqual([]);
    });

    it("remembers after a restart", async () => {
      await tries(3);
      await expect(house.another().take(allowance, "key")).rejects.toMatchObject({ code: "too-many" });
    });

    it("keeps no address and no e-mail in readable form, and takes keys of any length", async () => {
      await house.limiter.take(allowance, "nova@example.com");
      await house.limiter.take(allowance, "192.0.2.7");
      await house.limiter.take(allowance, "x".repeat(10_000));
      const kept = await house.kept();
      expect(kept).toContain("test by address");
      expect(kept).not.toMatch(/nova|192\.0|xxx/);
    });

    it("forgets what is over", async () => {
      await tries(1);
      expect(await house.limiter.sweep()).toBe(0);
      vi.setSystemTime(Date.UTC(2026, 0, 5) + 60_001);
      expect(await house.limiter.sweep()).toBe(1);
      expect(await house.kept()).toBe("");
    });
  });
}
