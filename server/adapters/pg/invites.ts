import { makeRoom } from "../../domain/grind.ts";
import type { Arrival } from "../../domain/invite.ts";
import { requireOpen } from "../../domain/invite.ts";
import { limits } from "../../../proto/limits.ts";
import { found } from "../../kit/errors.ts";
import type { InviteRow, InviteStore, NewInvite } from "../../ports/invites.ts";
import type { Db, Tx } from "./db.ts";
import { lockGrind, lockPerson } from "./members.ts";

/** Invites in Postgres. */
export function pgInvites(db: Db): InviteStore {
  return {
    make: (invite) => make(db, invite),
    async list(grindId, at) {
      return await db.query<InviteRow>("invites-list", listSql, [grindId, at, 2 * limits.invitesPerGrind]);
    },
    async revoke(grindId, inviteId, at) {
      const sql =
        `UPDATE invites SET revoked_at = coalesce(revoked_at, $3) WHERE grind_id = $1 AND id = $2 RETURNING id`;
      return (await db.query("invite-revoke", sql, [grindId, inviteId, at])).length === 1;
    },
    async look(tokenHash) {
      const [row] = await db.query<InviteRow & { grindName: string; members: number }>("invite-look", lookSql, [
        tokenHash,
      ]);
      return row ?? null;
    },
    async proven(personId) {
      const sql = "SELECT FROM people WHERE id = $1 AND email_verified_at IS NOT NULL";
      return (await db.query("invite-proven", sql, [personId])).length === 1;
    },
    async outsider(grindId, email) {
      const [row] = await db.query<{ personId: string; emailVerified: boolean }>("invite-outsider", outsiderSql, [
        grindId,
        email,
      ]);
      return row ?? null;
    },
    accept: (at, decide) => accept(db, at, decide),
  };
}

const columns = `i.id, i.grind_id AS "grindId", i.kind, i.email, p.name AS "madeBy", i.created_at AS "createdAt",
  i.expires_at AS "expiresAt", i.max_uses AS "maxUses", i.uses, i.revoked_at AS "revokedAt"`;

/** The open ones first, so that the bound only ever hides old closed ones. */
const listSql = `SELECT ${columns} FROM (
    SELECT * FROM invites WHERE grind_id = $1
    ORDER BY revoked_at IS NULL AND uses < max_uses AND expires_at > $2 DESC, created_at DESC, id DESC LIMIT $3
  ) i LEFT JOIN people p ON p.id = i.made_by_id ORDER BY i.created_at DESC, i.id DESC`;

const lookSql = `SELECT ${columns}, g.name AS "grindName",
    (SELECT count(*)::int FROM memberships c WHERE c.grind_id = g.id) AS members
  FROM invites i JOIN grinds g ON g.id = i.grind_id LEFT JOIN people p ON p.id = i.made_by_id
  WHERE i.token_hash = $1`;

const outsiderSql = `SELECT p.id AS "personId", p.email_verified_at IS NOT NULL AS "emailVerified" FROM people p
  WHERE p.email = $2 AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.grind_id = $1 AND m.person_id = p.id)`;

/** How long a closed invite stays in the list, and with it the address that it names. */
const keptMs = 30 * 86_400_000;

async function make(db: Db, invite: NewInvite): Promise<InviteRow> {
  const { at, ...given } = invite;
  return await db.tx(async (tx) => {
    await lockGrind(tx, given.grindId);
    await tx.invite.deleteMany({
      where: { grindId: given.grindId, expiresAt: { lt: new Date(at.getTime() - keptMs) } },
    });
    const [row] = await tx.$queryRaw<{ open: number }[]>`
      SELECT count(*)::int AS open FROM invites WHERE grind_id = ${given.grindId}::uuid
        AND revoked_at IS NULL AND uses < max_uses AND expires_at > ${at}`;
    makeRoom("invitesPerGrind", row?.open ?? 0);
    const { madeBy, tokenHash: _hash, madeById: _by, ...made } = await tx.invite.create({
      data: { ...given, createdAt: at },
      include: { madeBy: { select: { name: true } } },
    });
    return { ...made, madeBy: madeBy?.name ?? null };
  });
}

type Accepting = { tokenHash: Uint8Array<ArrayBuffer>; personId: string; at: Date };
type Entry = Arrival & { id: string; grindId: string; grindName: string };

async function accept(db: Db, at: Accepting, decide: (arrival: Arrival) => boolean) {
  return await db.tx(async (tx) => {
    const { email } = await lockPerson(tx, at.personId);
    const invite = await tx.invite.findUnique({ where: { tokenHash: at.tokenHash }, select: { grindId: true } });
    if (!invite) return null;
    const { name } = await lockGrind(tx, invite.grindId);
    const entry = await arrival(tx, { ...at, email, grindName: name });
    const { grindId, grindName } = entry;
    const joined = decide(entry);
    if (joined) await join(tx, { entry, personId: at.personId, at: at.at });
    return { grindId, grindName, joined };
  });
}

async function arrival(tx: Tx, given: Accepting & { email: string; grindName: string }): Promise<Entry> {
  const { personId, email, grindName } = given;
  const invite = found(await tx.invite.findUnique({ where: { tokenHash: given.tokenHash } }), "invite");
  const { id, grindId } = invite;
  const [row] = await tx.$queryRaw<{ inside: boolean; members: number; grinds: number }[]>`
    SELECT coalesce(bool_or(grind_id = ${grindId}::uuid AND person_id = ${personId}::uuid), false) AS inside,
      count(*) FILTER (WHERE grind_id = ${grindId}::uuid)::int AS members,
      count(*) FILTER (WHERE person_id = ${personId}::uuid)::int AS grinds
    FROM memberships WHERE grind_id = ${grindId}::uuid OR person_id = ${personId}::uuid`;
  return { ...found(row, "grind"), id, grindId, grindName, invite, email };
}

/** Takes one use and makes the member; throws "closed" when the invite was revoked in this very moment. */
async function join(tx: Tx, { entry, personId, at }: { entry: Entry; personId: string; at: Date }): Promise<void> {
  const used = await tx.$queryRaw<{ id: string }[]>`
    UPDATE invites SET uses = uses + 1 WHERE id = ${entry.id}::uuid
      AND uses < max_uses AND revoked_at IS NULL AND expires_at > ${at} RETURNING id`;
  if (used.length === 0) {
    const now = await tx.invite.findUnique({ where: { id: entry.id } });
    requireOpen(found(now, "invite"), at.getTime());
    throw new Error("an open invite could not be used");
  }
  await tx.membership.create({ data: { grindId: entry.grindId, personId, role: "member", joinedAt: at } });
}
