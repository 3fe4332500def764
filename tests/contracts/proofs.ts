import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newToken } from "../../server/kit/tokens.ts";
import type { Proof, Proofs } from "../../server/ports/proofs.ts";

export type ProofsHouse = {
  readonly proofs: Proofs;
  addPerson(email: string): Promise<string>;
  /** A browser that this person is signed in with; returns its id. */
  addDevice(personId: string): Promise<string>;
  moveTo(personId: string, email: string): Promise<void>;
  look(personId: string): Promise<{ passwordHash: string | null; emailVerifiedAt: Date | null; devices: number }>;
  close(): Promise<void>;
};

const at = (minutes: number): Date => new Date(Date.UTC(2026, 0, 5, 12, minutes));

/** What every Proofs adapter owes its callers. */
export function proofsContract(name: string, open: () => Promise<ProofsHouse>): void {
  describe(`${name} as Proofs`, () => {
    let house: ProofsHouse;
    let me: string;
    beforeEach(async () => {
      house = await open();
      me = await house.addPerson("nova@example.com");
    });
    afterEach(() => house.close());

    const make = async (kind: Proof["kind"] = "reset_password") => {
      const { hash: tokenHash } = newToken();
      const times = { createdAt: at(0), expiresAt: at(60) };
      await house.proofs.add({ tokenHash, kind, personId: me, email: "nova@example.com", ...times });
      return tokenHash;
    };
    const reset = (tokenHash: Proof["tokenHash"], when = at(1), passwordHash = "new") =>
      house.proofs.resetPassword(tokenHash, { passwordHash, at: when });

    it("sets the password and signs every device out", async () => {
      const devices = [await house.addDevice(me), await house.addDevice(me)];
      const done = await reset(await make());
      expect(done?.personId).toBe(me);
      expect([...(done?.devices ?? [])].sort()).toEqual(devices.sort());
      expect(await house.look(me)).toMatchObject({ passwordHash: "new", devices: 0 });
    });

    it("leaves other people as they are", async () => {
      const other = await house.addPerson("kim@example.com");
      await house.addDevice(other);
      await reset(await make());
      expect(await house.look(other)).toMatchObject({ passwordHash: null, devices: 1 });
    });

    it("works once, even for two at the same time", async () => {
      const link = await make();
      const both = await Promise.all([reset(link, at(1), "one"), reset(link, at(1), "two")]);
      expect(both.filter((it) => it !== null)).toHaveLength(1);
      expect(await reset(link, at(2), "three")).toBeNull();
      expect((await house.look(me)).passwordHash).not.toBe("three");
    });

    it("makes every other reset link of the person useless", async () => {
      const [used, other, address] = [await make(), await make(), await make("verify_email")];
      await reset(used);
      expect(await reset(other)).toBeNull();
      expect(await house.proofs.good("verify_email", address, at(2))).toBe(true);
    });

    it("does nothing for a link that is expired, of another kind, or made up", async () => {
      const [late, address] = [await make(), await make("verify_email")];
      expect(await reset(late, at(60))).toBeNull();
      expect(await reset(address)).toBeNull();
      expect(await reset(newToken().hash)).toBeNull();
      expect(await house.proofs.verifyEmail(late, at(1))).toBeNull();
      expect(await house.look(me)).toMatchObject({ passwordHash: null, emailVerifiedAt: null });
    });

    it("does nothing once the address it was made for is another", async () => {
      const [link, address] = [await make(), await make("verify_email")];
      await house.moveTo(me, "elsewhere@example.com");
      expect(await house.proofs.good("reset_password", link, at(1))).toBe(false);
      expect(await reset(link)).toBeNull();
      expect(await house.proofs.verifyEmail(address, at(1))).toBeNull();
    });

    it("proves an address once and keeps the first moment", async () => {
      const [first, second] = [await make("verify_email"), await make("verify_email")];
      expect(await house.proofs.verifyEmail(first, at(1))).toEqual({ personId: me });
      expect(await house.proofs.verifyEmail(first, at(2))).toBeNull();
      expect(await house.proofs.verifyEmail(second, at(3))).toEqual({ personId: me });
      expect((await house.look(me)).emailVerifiedAt).toEqual(at(1));
    });

    it("says whether a link is good without using it up", async () => {
      const link = await make();
      expect(await house.proofs.good("reset_password", link, at(59))).toBe(true);
      expect(await house.proofs.good("reset_password", link, at(59))).toBe(true);
      expect(await house.proofs.good("reset_password", link, at(60))).toBe(false);
      expect(await house.proofs.good("verify_email", link, at(1))).toBe(false);
    });

    it("forgets what expired", async () => {
      await make();
      expect(await house.proofs.sweep(at(59))).toBe(0);
      expect(await house.proofs.sweep(at(60))).toBe(1);
    });
  });
}
