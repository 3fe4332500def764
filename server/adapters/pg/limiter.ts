import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../../kit/errors.ts";
import type { Allowance, Limiter } from "../../ports/limiter.ts";
import type { Db } from "./db.ts";

export type PgLimiter = Limiter & {
  /** Forgets counts whose time is over; resolves with how many. */
  sweep(): Promise<number>;
};

/** Tries counted in Postgres. Addresses and e-mails are kept as hashes alone. */
export function pgLimiter(db: Db): PgLimiter {
  const limiters = new Map<string, RateLimiterPostgres>();
  const limiterOf = (allowance: Allowance): RateLimiterPostgres => {
    const known = limiters.get(allowance.name);
    const limiter = known ?? makeLimiter(db, allowance);
    if (!known) limiters.set(allowance.name, limiter);
    return limiter;
  };
  return {
    async take(allowance, key) {
      try {
        await limiterOf(allowance).consume(hashed(key));
      } catch (error) {
        if (error instanceof RateLimiterRes) throw tooMany(error.msBeforeNext);
        throw new AppError("unavailable", "The database cannot answer right now. Try again in a moment.", {
          cause: error,
        });
      }
    },
    forgive: async (allowance, key) => void await limiterOf(allowance).delete(hashed(key)),
    async sweep() {
      // The library counts by the machine's own clock.
      const { count } = await db.prisma.rateLimit.deleteMany({ where: { expire: { lt: Date.now() } } });
      return count;
    },
  };
}

function makeLimiter(db: Db, { name, points, perMs }: Allowance): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: db.pool,
    storeType: "pool",
    tableName: "rate_limits",
    tableCreated: true,
    clearExpiredByTimeout: false, // its timer would outlive us
    keyPrefix: name,
    points,
    duration: perMs / 1000,
  });
}

function hashed(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

function tooMany(retryAfterMs: number): AppError {
  const minutes = Math.ceil(retryAfterMs / 60_000);
  const wait = minutes > 1 ? `${minutes} minutes` : "a minute";
  return new AppError("too-many", `That was tried too often. Wait ${wait}, then try again.`, { retryAfterMs });
}
