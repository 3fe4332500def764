import { AppError } from "../kit/errors.ts";

/** Why a take that is being finished waits: constants for which its owner's page has a sentence each. */
export type HeldUp =
  /** Its key was wrapped with another master key. */
  | "other-key"
  /** Its wrapped key is not what was stored. */
  | "key-changed"
  /** Its logs are on the machine that recorded it. */
  | "its-node"
  | "disk-full"
  | "read-only"
  | "disk-failed"
  | "store-away"
  | "later";

/** A key that does not open, told from all else that is not there just now. */
export class KeyShut extends Error {
  readonly reason: HeldUp;

  constructor(reason: HeldUp, cause: AppError) {
    super(cause.message, { cause });
    this.reason = reason;
  }
}

/** Throws why a key does not open; one that is gone stays AppError "closed". */
export function keyShut(error: unknown): never {
  if (error instanceof AppError && error.code === "unavailable") throw new KeyShut("other-key", error);
  if (error instanceof AppError && error.code === "internal") throw new KeyShut("key-changed", error);
  throw error;
}

/** What the failure of a round is to the take's owner; `sent`: whether files go to an object store. */
export function heldUpBy(error: unknown, { sent }: { readonly sent: boolean }): HeldUp {
  if (error instanceof KeyShut) return error.reason;
  const ofDisk = disk[systemCode(error)] ?? disk[systemCode((error as { cause?: unknown } | null)?.cause)];
  if (ofDisk) return ofDisk;
  return sent && error instanceof AppError && error.code === "unavailable" ? "store-away" : "later";
}

const disk: Readonly<Record<string, HeldUp>> = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EROFS: "read-only",
  EACCES: "read-only",
  EPERM: "read-only",
  EIO: "disk-failed",
};

function systemCode(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === "string" ? code : "";
}
