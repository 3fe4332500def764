import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../proto/limits.ts";
import type { Arrival } from "../../server/domain/invite.ts";
import { newToken } from "../../server/kit/tokens.ts";
import type { InviteRow, InviteStore, NewInvite } from "../../server/ports/invites.ts";

/** What a suite needs around the store that it tests. */
export type InvitesHouse = {
  store: InviteStore;
  ids: { next(): string };
  addPerson(name?: string): Promise<string>;
  emailOf(personId: string): Promise<string>;
  addGrind(members: Readonly<Record<string, "owner" | "moderator" | "member">>): Promise<string>;
  deleteGrind(grindId: string): Promise<unknown>;
  close(): Promise<void>;
};

const dayMs = 86_400_000;
const start = new Date("2026-03-01T10:00:00.123Z");
const later = (ms: number): Date => new Date(start.getTime() + ms);

/** What every InviteStore owes its callers. */
export function invitesContract(name: string, open: () => Promise<InvitesHouse>): void {
  describe(`${name} as InviteStore`, () => {
    let house: InvitesHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());

    const wish = async (change: Partial<NewInvite> = {}): Promise<NewInvite> => {
      const madeById = change.madeById ?? await house.addPerson();
      const grindId = change.grindId ?? await house.addGrind({ [madeById]: "owner" });
      const rest = { kind: "link", email: null, at: start, expiresAt: later(7 * dayMs), maxUses: 3 } as const;
      return { id: house.ids.next(), tokenHash: newToken().hash, ...rest, ...change, grindId, madeById };
    };
    const make = async (change: Partial<NewInvite> = {}): Promise<NewInvite & { row: InviteRow }> => {
      const wanted = await wish(change);
      return { ...wanted, row: await house.store.make(wanted) };
    };
    const yes = (): boolean => true;
    const at = (tokenHash: Uint8Array<ArrayBuffer>, personId: string) => ({ tokenHash, personId, at: later(1_000) });
    const uses = async (tokenHash: Uint8Array<ArrayBuffer>) => (await house.store.look(tokenHash))?.uses;

    it("gives back what was made, found by the hash of its token alone", async () => {
      const { tokenHash, row, id, grindId, expiresAt } = await make();
      expect(row).toEqual({
        id,
        grindId,
        kind: "link",
        email: null,
        madeBy: "Nova",
        createdAt: start,
        expiresAt,
        maxUses: 3,
        uses: 0,
        revokedAt: null,
      });
      expect(await house.store.look(tokenHash)).toEqual({ ...row, grindName: "Late owls", members: 1 });
      expect(await house.store.look(newToken().hash)).toBeNull();
      expect(await house.store.list(grindId, start)).toEqual([row]);
    });

    it("makes as many open ones as a grind may have; closed ones take no room", async () => {
      const { grindId, madeById, id } = await make();
      for (let made = 1; made < limits.invitesPerGrind; made++) await make({ grindId, madeById });
      await expect(make({ grindId, madeById })).rejects.toMatchObject({ code: "conflict" });
      await house.store.revoke(grindId, id, start);
      await make({ grindId, madeById });
      await expect(make({ grindId, madeById })).rejects.toMatchObject({ code: "conflict" });
      await make({ grindId, madeById, at: later(8 * dayMs), expiresAt: later(9 * dayMs) });
      await expect(make({ grindId: house.ids.next() })).rejects.toMatchObject({ code: "not-found" });
    });

    it("lists newest first and hides old closed ones before any open one", async () => {
      const oldest = await make();
      const { grindId, madeById } = oldest;
      for (let made = 1; made <= 2 * limits.invitesPerGrind; made++) {
        const closed = await make({ grindId, madeById, at: later(made) });
        await house.store.revoke(grindId, closed.id, later(made));
      }
      const rows = await house.store.list(grindId, later(dayMs));
      expect(rows).toHaveLength(2 * limits.invitesPerGrind);
      expect(rows.at(-1)?.id).toBe(oldest.id);
      expect(rows.map((it) => it.createdAt.getTime())).toEqual(
        rows.map((it) => it.createdAt.getTime()).sort((a, b) => b - a),
      );
    });

    it("revokes within its grind only, and keeps the first moment", async () => {
      const { grindId, id, tokenHash } = await make();
      expect(await house.store.revoke((await make()).grindId, id, later(1))).toBe(false);
      expect((await house.store.look(tokenHash))?.revokedAt).toBeNull();
      expect(await house.store.revoke(grindId, id, later(2))).toBe(true);
      expect(await house.store.revoke(grindId, id, later(3))).toBe(true);
      expect((await house.store.look(tokenHash))?.revokedAt).toEqual(later(2));
    });

    it("finds the account of an address while it is outside the grind", async () => {
      const { grindId, madeById } = await make();
      const omar = await house.addPerson("Omar");
      expect(await house.store.outsider(grindId, await house.emailOf(omar))).toEqual({
        personId: omar,
        emailVerified: false,
      });
      expect(await house.store.outsider(grindId, await house.emailOf(madeById))).toBeNull();
      expect(await house.store.outsider(grindId, "nobody@example.com")).toBeNull();
    });

    it("shows the decision what holds, then joins and takes one use", async () => {
      const { grindId, tokenHash } = await make();
      const omar = await house.addPerson("Omar");
      const seen: Arrival[] = [];
      const accepted = await house.store.accept(at(tokenHash, omar), (arrival) => seen.push(arrival) > 0);
      expect(accepted).toEqual({ grindId, grindName: "Late owls", joined: true });
      expect(seen).toMatchObject([{
        invite: { email: null, uses: 0, maxUses: 3, revokedAt: null },
        email: await house.emailOf(omar),
        inside: false,
        members: 1,
        grinds: 0,
      }]);
      await house.store.accept(at(tokenHash, omar), (arrival) => seen.push(arrival) === 0);
      expect(seen[1]).toMatchObject({ inside: true, members: 2, grinds: 1 });
      expect(await uses(tokenHash)).toBe(1);
    });

    it("does nothing when the decision says no or throws", async () => {
      const { tokenHash } = await make();
      const omar = await house.addPerson("Omar");
      expect(await house.store.accept(at(tokenHash, omar), () => false)).toMatchObject({ joined: false });
      await expect(house.store.accept(at(tokenHash, omar), () => {
        throw new Error("no");
      })).rejects.toThrow("no");
      expect(await house.store.look(tokenHash)).toMatchObject({ uses: 0, members: 1 });
    });

    it("never takes more uses than there are, even when every decision says yes", async () => {
      const { tokenHash } = await make();
      const ten = await Promise.all(Array.from({ length: 10 }, () => house.addPerson()));
      const done = await Promise.allSettled(ten.map((it) => house.store.accept(at(tokenHash, it), yes)));
      expect(done.filter((it) => it.status === "fulfilled")).toHaveLength(3);
      for (const it of done) if (it.status === "rejected") expect(it.reason).toMatchObject({ code: "closed" });
      expect(await house.store.look(tokenHash)).toMatchObject({ uses: 3, members: 4 });
    });

    it("refuses what was revoked or expired, even when the decision says yes", async () => {
      const [revoked, expired] = [await make(), await make({ expiresAt: later(1_000) })];
      await house.store.revoke(revoked.grindId, revoked.id, start);
      for (const { tokenHash } of [revoked, expired]) {
        const omar = await house.addPerson("Omar");
        await expect(house.store.accept(at(tokenHash, omar), yes)).rejects.toMatchObject({ code: "closed" });
        expect(await house.store.look(tokenHash)).toMatchObject({ uses: 0, members: 1 });
      }
    });

    it("knows no invite of a grind that was deleted, no unknown token, and no account that is gone", async () => {
      const { grindId, tokenHash } = await make();
      const omar = await house.addPerson("Omar");
      expect(await house.store.accept(at(newToken().hash, omar), yes)).toBeNull();
      await expect(house.store.accept(at(tokenHash, house.ids.next()), yes)).rejects.toMatchObject({
        code: "not-found",
      });
      await house.deleteGrind(grindId);
      expect(await house.store.accept(at(tokenHash, omar), yes)).toBeNull();
      expect(await house.store.look(tokenHash)).toBeNull();
    });
  });
}
