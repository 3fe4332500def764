import { randomBytes } from "node:crypto";
import { AppError } from "../../kit/errors.ts";
import type { Keys } from "../../ports/keys.ts";
import type { MasterKey } from "../../ports/master-key.ts";
import type { Db } from "./db.ts";

const dataKeyBytes = 32;

/** Data keys in the table `keys`, wrapped by the master key. Nothing is cached: what is erased opens nowhere. */
export function pgKeys(db: Db, master: MasterKey): Keys {
  return {
    make: (interviewId) => master.wrap(randomBytes(dataKeyBytes), interviewId),
    async open(interviewId) {
      const [row] = await db.query<{ wrapped: Uint8Array }>("keys.open", select, [interviewId]);
      if (row) return master.unwrap(row.wrapped, interviewId);
      throw new AppError("closed", "The key of this interview was destroyed, so nothing of it can be read any more.");
    },
    async erase(interviewId) {
      await db.query("keys.erase", `DELETE FROM keys WHERE interview_id = $1`, [interviewId]);
    },
    async pin() {
      await db.query("keys.pin", pinFirst, [JSON.stringify(master.name)]);
      const [row] = await db.query<{ value: unknown }>("keys.pinned", pinned);
      if (row?.value !== master.name) throw foreignMasterKey();
    },
  };
}

function foreignMasterKey(): AppError {
  const sentence = "This database was begun with another master key than this server has. Nothing was changed; " +
    "give this server the key file of that one (MASTER_KEY_FILE), then start again.";
  return new AppError("unavailable", sentence, { retryable: false });
}

const select = `SELECT wrapped FROM keys WHERE interview_id = $1`;
const pinFirst = `INSERT INTO settings (name, value) VALUES ('master-key', $1::jsonb) ON CONFLICT (name) DO NOTHING`;
const pinned = `SELECT value FROM settings WHERE name = 'master-key'`;
