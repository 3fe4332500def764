import type { InterviewToken, InterviewTokens, TokenHolder } from "../../ports/interview-tokens.ts";
import type { Db } from "./db.ts";

/** How many of one interview are good at once. Higher forgives a client that asks again and again, lower keeps fewer open doors. */
const perInterview = 5;

/** Tokens of interviews in Postgres. */
export function pgInterviewTokens(db: Db): InterviewTokens {
  return {
    async add({ tokenHash, interviewId, deviceId, expiresAt }: InterviewToken) {
      await db.query("interview-tokens.add", addSql, [tokenHash, interviewId, deviceId, expiresAt, perInterview - 1]);
    },
    async use(tokenHash, interviewId, at) {
      const [row] = await db.query<TokenHolder>("interview-tokens.use", useSql, [tokenHash, interviewId, at]);
      return row ?? null;
    },
    sweep: async (at) => (await db.prisma.interviewToken.deleteMany({ where: { expiresAt: { lte: at } } })).count,
  };
}

const addSql = `
  WITH older AS (
    DELETE FROM interview_tokens WHERE token_hash IN (
      SELECT token_hash FROM interview_tokens WHERE interview_id = $2::uuid
      ORDER BY expires_at DESC, token_hash OFFSET $5::int
    )
  )
  INSERT INTO interview_tokens (token_hash, interview_id, device_id, expires_at)
  VALUES ($1::bytea, $2::uuid, $3::uuid, $4::timestamptz)`;

// A row is deleted by one of two that come at once.
const useSql = `
  DELETE FROM interview_tokens t USING devices d, people p
  WHERE t.token_hash = $1 AND t.interview_id = $2 AND t.expires_at > $3
    AND d.id = t.device_id AND d.expires_at > $3 AND p.id = d.person_id AND p.blocked_at IS NULL
  RETURNING p.id AS "personId", d.id AS "deviceId", p.name, p.admin`;
