import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { AppError } from "../../kit/errors.ts";
import type { MasterKey } from "../../ports/master-key.ts";

/** What a wrapped key consists of: format, which master key, nonce, the locked key, proof. */
const sizes = { format: 1, name: 8, nonce: 12, key: 32, proof: 16 } as const;
const formatByte = 1;
const wrappedBytes = sizes.format + sizes.name + sizes.nonce + sizes.key + sizes.proof;

/** A master key of 32 bytes that wraps with AES-256-GCM; the interview's id is part of the proof. */
export function makeMasterKey(secret: Uint8Array): MasterKey {
  if (secret.length !== sizes.key) throw new Error(`a master key has ${sizes.key} bytes`);
  const name = createHmac("sha256", secret).update("grindstone master key").digest().subarray(0, sizes.name);
  const lock = (bytes: Uint8Array, subject: string): Uint8Array<ArrayBuffer> => {
    const nonce = randomBytes(sizes.nonce);
    const head = Buffer.concat([Buffer.of(formatByte), name]);
    const cipher = createCipheriv("aes-256-gcm", secret, nonce).setAAD(bound(head, subject));
    const locked = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return new Uint8Array(Buffer.concat([head, nonce, locked, cipher.getAuthTag()]));
  };
  const unlock = (locked: Uint8Array, subject: string): Uint8Array<ArrayBuffer> => {
    if (locked.length < wrappedBytes - sizes.key || locked[0] !== formatByte) throw damaged();
    const { head, nonce, inner, proof } = split(locked);
    if (!head.subarray(sizes.format).equals(name)) throw otherMasterKey();
    try {
      const decipher = createDecipheriv("aes-256-gcm", secret, nonce, { authTagLength: sizes.proof })
        .setAAD(bound(head, subject)).setAuthTag(proof);
      return new Uint8Array(Buffer.concat([decipher.update(inner), decipher.final()]));
    } catch (cause) {
      throw damaged(cause);
    }
  };
  return {
    name: name.toString("hex"),
    wrap(dataKey, interviewId) {
      if (dataKey.length !== sizes.key) throw new Error(`a data key has ${sizes.key} bytes`);
      return lock(dataKey, interviewId);
    },
    unwrap(wrapped, interviewId) {
      if (wrapped.length !== wrappedBytes) throw damaged();
      return unlock(wrapped, interviewId);
    },
    // A colon is in no id, so nothing sealed passes for a wrapped key, or the other way round.
    seal: (bytes, subject) => lock(bytes, `sealed:${subject}`),
    unseal: (sealed, subject) => unlock(sealed, `sealed:${subject}`),
  };
}

/** What the proof covers besides the key itself. */
function bound(head: Uint8Array, subject: string): Uint8Array {
  return Buffer.concat([head, Buffer.from(subject.toLowerCase())]);
}

function split(locked: Uint8Array): { head: Buffer; nonce: Buffer; inner: Buffer; proof: Buffer } {
  let at = 0;
  const next = (bytes: number): Buffer => Buffer.from(locked.subarray(at, at += bytes));
  return {
    head: next(sizes.format + sizes.name),
    nonce: next(sizes.nonce),
    inner: next(locked.length - wrappedBytes + sizes.key),
    proof: next(sizes.proof),
  };
}

function otherMasterKey(): AppError {
  const sentence = "What is stored here was locked with another master key. Nothing is lost; " +
    "its operator can put the right key file back and start again.";
  return new AppError("unavailable", sentence, { retryable: false });
}

function damaged(cause?: unknown): AppError {
  return new AppError(
    "internal",
    "What is stored here was changed and does not open. Restore it from a backup.",
    {
      cause,
    },
  );
}
