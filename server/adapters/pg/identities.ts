import type { Identities } from "../../ports/identities.ts";
import type { Db } from "./db.ts";

/** Identities in Postgres. */
export function pgIdentities(db: Db): Identities {
  const { identity } = db.prisma;
  return {
    async personOf({ issuer, subject }) {
      const row = await identity.findUnique({ where: { issuer_subject: { issuer, subject } } });
      return row?.personId ?? null;
    },
    link: async (it) => void await identity.createMany({ data: [it], skipDuplicates: true }),
  };
}
