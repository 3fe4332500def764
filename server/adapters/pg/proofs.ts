import type { Proofs } from "../../ports/proofs.ts";
import type { Db } from "./db.ts";

// One statement is all or nothing, and a row is deleted by one of two that come at once.
const usedSql = (kind: string): string => `
  WITH used AS (
    DELETE FROM proofs f USING people p
    WHERE f.token_hash = $1 AND f.kind = '${kind}' AND f.expires_at > $2 AND p.id = f.person_id AND p.email = f.email
    RETURNING f.person_id
  )`;

const resetSql = `${usedSql("reset_password")},
  changed AS (UPDATE people SET password_hash = $3 WHERE id IN (SELECT person_id FROM used)),
  others AS (
    DELETE FROM proofs
    WHERE kind = 'reset_password' AND token_hash <> $1 AND person_id IN (SELECT person_id FROM used)
  ),
  out AS (DELETE FROM devices WHERE person_id IN (SELECT person_id FROM used) RETURNING id)
  SELECT person_id AS "personId", (SELECT coalesce(array_agg(id), '{}') FROM out) AS devices FROM used`;

const verifySql = `${usedSql("verify_email")},
  changed AS (
    UPDATE people SET email_verified_at = coalesce(email_verified_at, $2) WHERE id IN (SELECT person_id FROM used)
  )
  SELECT person_id AS "personId" FROM used`;

const goodSql = `
  SELECT FROM proofs f JOIN people p ON p.id = f.person_id AND p.email = f.email
  WHERE f.token_hash = $1 AND f.kind = $2::proof_kind AND f.expires_at > $3`;

/** Links that prove something, in Postgres. */
export function pgProofs(db: Db): Proofs {
  return {
    add: async (proof) => void await db.prisma.proof.create({ data: proof, select: { kind: true } }),
    good: async (kind, tokenHash, at) => (await db.query("proofs.good", goodSql, [tokenHash, kind, at])).length > 0,
    async resetPassword(tokenHash, { passwordHash, at }) {
      type Row = { personId: string; devices: string[] };
      const [row] = await db.query<Row>("proofs.reset", resetSql, [tokenHash, at, passwordHash]);
      return row ?? null;
    },
    async verifyEmail(tokenHash, at) {
      const [row] = await db.query<{ personId: string }>("proofs.verify", verifySql, [tokenHash, at]);
      return row ?? null;
    },
    sweep: async (at) => (await db.prisma.proof.deleteMany({ where: { expiresAt: { lte: at } } })).count,
  };
}
