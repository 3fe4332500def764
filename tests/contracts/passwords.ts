import { describe, expect, it } from "vitest";
import type { Passwords } from "../../server/ports/passwords.ts";

export type PasswordsHouse = {
  /** Quick ones, for what is not about cost. */
  readonly passwords: Passwords;
  /** The same with another cost. */
  readonly raised: Passwords;
  /** One hash at a time, with one more waiting. */
  readonly narrow: Passwords;
  /** As people get them. */
  readonly real: Passwords;
};

/** What every Passwords adapter owes its callers. */
export function passwordsContract(name: string, { passwords, raised, narrow, real }: PasswordsHouse): void {
  describe(`${name} as Passwords`, () => {
    it("tells the right password from a wrong one", async () => {
      const hash = await passwords.hash("correct horse battery");
      expect(await passwords.check("correct horse battery", hash)).toBe("right");
      for (const wrong of ["correct horse batterY", "correct horse battery ", "", "correct\0horse battery"]) {
        expect(await passwords.check(wrong, hash)).toBe("wrong");
      }
    });

    it("hashes the same password differently each time and never keeps it readable", async () => {
      const [a, b] = [await passwords.hash("correct horse"), await passwords.hash("correct horse")];
      expect(a).not.toBe(b);
      expect(a).not.toContain("correct");
    });

    it("takes a password however a keyboard composes its letters", async () => {
      const hash = await passwords.hash("Zo\u00eb und \u00c5ngstr\u00f6m");
      expect(await passwords.check("Zoe\u0308 und A\u030angstro\u0308m", hash)).toBe("right");
      expect(await passwords.check("Zoe und Angstrom", hash)).toBe("wrong");
    });

    it("knows a hash of another cost and asks for a new one", async () => {
      const old = await passwords.hash("correct horse");
      expect(await raised.check("correct horse", old)).toBe("outdated");
      expect(await raised.check("wrong horse", old)).toBe("wrong");
      expect(await passwords.check("correct horse", await raised.hash("correct horse"))).toBe("outdated");
    });

    it("says wrong without a hash", async () => {
      expect(await passwords.check("anything", null)).toBe("wrong");
    });

    it("fails loudly on a hash that it did not write", async () => {
      for (const hash of ["", "plain", "$scrypt$ln=10$x$y", "$2b$10$abcdefghijklmnopqrstuv"]) {
        await expect(passwords.check("anything", hash)).rejects.toThrow("not of our form");
      }
    });

    it("takes as long without a hash as with one, and leaves the event loop free meanwhile", async () => {
      const hash = await real.hash("correct horse");
      const timed = async (kept: string | null): Promise<{ ms: number; turns: number }> => {
        let [turns, over] = [0, false];
        const count = (): void => void (++turns, over || setImmediate(count));
        count();
        const startedMs = performance.now();
        await real.check("wrong horse", kept);
        over = true;
        return { ms: performance.now() - startedMs, turns };
      };
      const fastest = async (kept: string | null) => {
        const all = [await timed(kept), await timed(kept), await timed(kept)];
        expect(Math.min(...all.map((it) => it.turns))).toBeGreaterThan(10);
        return Math.min(...all.map((it) => it.ms));
      };
      const ratio = await fastest(hash) / await fastest(null);
      expect(ratio).toBeGreaterThan(0.4);
      expect(ratio).toBeLessThan(2.5);
    });

    it("refuses a crowd that would wait too long, and serves again after", async () => {
      const all = await Promise.allSettled(Array.from({ length: 5 }, () => narrow.hash("correct horse")));
      expect(all.filter((it) => it.status === "fulfilled")).toHaveLength(2);
      const refusals = all.filter((it) => it.status === "rejected").map((it) => it.reason as unknown);
      for (const it of refusals) expect(it).toMatchObject({ code: "unavailable", retryable: true });
      expect(await narrow.check("correct horse", await narrow.hash("correct horse"))).toBe("right");
    });
  });
}
