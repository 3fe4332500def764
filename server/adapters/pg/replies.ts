import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import type { Clock } from "../../kit/clock.ts";
import { AppError } from "../../kit/errors.ts";
import { gather } from "../../kit/gather.ts";
import type { Replies } from "../../ports/replies.ts";
import type { Db } from "./db.ts";
import { columnsOf } from "./look-up.ts";

/** A request that has not answered after this long died with its node. Lower repeats slow work, higher waits longer. */
const abandonedMs = 60_000;
/** How long an answer can be asked for again. Higher survives longer outages of a caller, lower keeps fewer rows. */
const keptMs = 24 * 3_600_000;

type At = { personId: string; key: string };
type Earlier = { request: Uint8Array; status: number | null; body: { sealed: string } | null };

/** Answers to creating requests, in the table `idempotency`. */
export type PgReplies = Replies & {
  /** Forgets what is older than a day; resolves with how many were forgotten. */
  sweep(now: Date): Promise<number>;
};

/**
 * An answer can hold a link that works once, so it is kept sealed under the caller's own key, of which only a hash
 * is kept: whoever reads the database cannot use it.
 */
export function pgReplies(db: Db, clock: Clock): PgReplies {
  const claim = gather<Claim, boolean>({ ask: (claims) => claimAll(db, claims) });
  const settle = gather<Settled, void>({
    async ask(settled) {
      await db.query("replies.settle", settleSql, columnsOf(settled));
      return settled.map(() => undefined);
    },
  });
  return {
    async claim({ request, ...at }) {
      const name = nameOf(at);
      // The row that was in the way can be released before it is read: then it is our turn after all.
      for (let tries = 0; tries < 3; tries++) {
        if (await claim([at.personId, name, request, new Date(clock.now())])) return "go";
        const [earlier] = await db.query<Earlier>("replies.earlier", earlierSql, [at.personId, name]);
        if (earlier) return answerOf(at, request, earlier);
      }
      throw running();
    },
    async settle(at, { status, body }) {
      const sealed = JSON.stringify({ sealed: seal(at, JSON.stringify(body ?? null)) });
      await settle([at.personId, nameOf(at), status, sealed]);
    },
    async release(at) {
      await db.query("replies.release", releaseSql, [at.personId, nameOf(at)]);
    },
    async sweep(now) {
      return (await db.query("replies.sweep", sweepSql, [new Date(now.getTime() - keptMs)])).length;
    },
  };
}

type Settled = readonly [personId: string, name: string, status: number, body: string];
type Claim = readonly [personId: string, name: string, request: Uint8Array, at: Date];

/** Which of them are ours now; of the same one twice, the first. */
async function claimAll(db: Db, claims: readonly Claim[]): Promise<boolean[]> {
  const rows = await db.query<{ key: string }>("replies.claim", claimSql, columnsOf(claims));
  const claimed = new Set(rows.map((it) => it.key));
  return claims.map(([, name]) => claimed.delete(name));
}

function answerOf(at: At, request: Uint8Array, earlier: Earlier): { status: number; body: unknown } {
  if (Buffer.compare(earlier.request, request) !== 0) {
    const sentence = "This Idempotency-Key was used for another request. Use a new one; nothing was changed.";
    throw new AppError("bad-request", sentence);
  }
  if (earlier.status === null || earlier.body === null) throw running();
  const body: unknown = JSON.parse(unseal(at, earlier.body.sealed));
  return { status: earlier.status, body: body ?? undefined };
}

function running(): AppError {
  const sentence = "The same request is still being worked on. Wait a moment and look whether it is done.";
  return new AppError("conflict", sentence, { retryAfterMs: 1_000 });
}

function nameOf({ personId, key }: At): string {
  return createHash("sha256").update(`${personId} ${key}`).digest("base64url");
}

function sealKey({ personId, key }: At): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, personId, "grindstone reply", 32));
}

function seal(at: At, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", sealKey(at), nonce);
  return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

function unseal(at: At, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", sealKey(at), bytes.subarray(0, 12), { authTagLength: 16 })
    .setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString("utf8");
}

/** Need not wait for the disk: what the request then creates is written behind it, and waits. */
const claimSql = `
  INSERT INTO idempotency (person_id, key, request, created_at)
  SELECT DISTINCT ON (it.person_id, it.key) it.person_id, it.key, it.request, it.at
  FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::timestamptz[]) WITH ORDINALITY
      AS it (person_id, key, request, at, asked),
    set_config('synchronous_commit', 'off', true)
  ORDER BY it.person_id, it.key, it.asked
  ON CONFLICT (person_id, key) DO UPDATE SET created_at = excluded.created_at
  WHERE idempotency.status IS NULL AND idempotency.request = excluded.request
    AND idempotency.created_at < excluded.created_at - interval '${abandonedMs} milliseconds'
  RETURNING key`;
const earlierSql = `SELECT request, status, body FROM idempotency WHERE person_id = $1 AND key = $2`;
/** Finds each row through its key and changes it where it lies: joined with the keys, the table could be read whole. */
const settleSql = `
  UPDATE idempotency i SET status = it.status, body = it.body
  FROM unnest($1::uuid[], $2::text[], $3::int[], $4::jsonb[]) AS it (person_id, key, status, body)
  CROSS JOIN LATERAL (
    SELECT ctid AS place FROM idempotency x WHERE x.person_id = it.person_id AND x.key = it.key AND x.status IS NULL
    LIMIT 1
  ) x
  WHERE i.ctid = x.place`;
const releaseSql = `DELETE FROM idempotency WHERE person_id = $1 AND key = $2 AND status IS NULL`;
const sweepSql = `DELETE FROM idempotency WHERE created_at < $1 RETURNING 1 AS gone`;
