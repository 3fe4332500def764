import { Buffer } from "node:buffer";
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { AppError } from "../../kit/errors.ts";
import type { Passwords } from "../../ports/passwords.ts";

/** Work factors: `logN` doubles time and memory, `p` time alone. */
export type Cost = { readonly logN: number; readonly r: number; readonly p: number };

/** One of OWASP's equivalent settings, with 32 MB: higher memory costs guessers more, and us as much at each sign-in. */
const owasp: Cost = { logN: 15, r: 8, p: 3 };

type Options = {
  cost?: Cost;
  /** Hashes computed at the same time. Higher serves a crowd sooner, lower leaves cores to the media. */
  atOnce?: number;
  /** Hashes that may wait. Higher makes the last one wait longer, lower refuses sooner. */
  waiting?: number;
};

const keyBytes = 32;

/** Passwords by scrypt, in threads of their own. A hash carries its cost, so that raising ours leaves old ones valid. */
export function scryptPasswords({ cost = owasp, atOnce = 2, waiting = 64 }: Options = {}): Passwords {
  const turn = turns(atOnce, waiting);
  const decoy = { cost, salt: randomBytes(16), key: randomBytes(keyBytes) };
  return {
    async hash(password) {
      const salt = randomBytes(16);
      return write({ cost, salt, key: await turn(() => derive(password, salt, cost)) });
    },
    async check(password, hash) {
      const kept = hash === null ? decoy : read(hash);
      const key = await turn(() => derive(password, kept.salt, kept.cost));
      if (!timingSafeEqual(key, kept.key) || hash === null) return "wrong";
      return sameCost(kept.cost, cost) ? "right" : "outdated";
    },
  };
}

type Kept = { cost: Cost; salt: Buffer; key: Buffer };

/** The PHC string format: $scrypt$ln=15,r=8,p=3$salt$key. */
function write({ cost, salt, key }: Kept): string {
  return `$scrypt$ln=${cost.logN},r=${cost.r},p=${cost.p}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

function read(hash: string): Kept {
  const [, logN, r, p, salt, key] =
    /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]{43})$/.exec(hash) ?? [];
  if (salt === undefined || key === undefined) throw new Error("a password hash is not of our form");
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  return { cost, salt: Buffer.from(salt, "base64url"), key: Buffer.from(key, "base64url") };
}

function derive(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** logN;
  const options = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    // Keyboards differ in how they compose letters; the same password must stay the same.
    scrypt(password.normalize("NFKC"), salt, keyBytes, options, (error, key) => error ? reject(error) : resolve(key));
  });
}

function sameCost(a: Cost, b: Cost): boolean {
  return a.logN === b.logN && a.r === b.r && a.p === b.p;
}

/** Lets `atOnce` works run; each costs megabytes, so a crowd must not start them all. */
function turns(atOnce: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) {
        throw new AppError("unavailable", "Many people sign in right now. Try again in a moment.", {
          retryAfterMs: 5_000,
        });
      }
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running--;
    }
  };
}
