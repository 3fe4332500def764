import { Buffer } from "node:buffer";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { AppError } from "./errors.ts";

/** The column and row that words are for; nowhere else they open. */
export type Place = { readonly table: string; readonly column: string; readonly id: string };

const formatByte = 1;
const nonceBytes = 12;
const proofBytes = 16;

/** Words of an interview as its row keeps them: one byte of format, nonce, what is sealed, proof. */
export function sealWords(dataKey: Uint8Array, place: Place, words: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", dataKey, nonce).setAAD(bound(place));
  const sealed = Buffer.concat([cipher.update(words, "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.of(formatByte), nonce, sealed, cipher.getAuthTag()]));
}

/** Throws AppError "internal" where a byte was changed, the key is another one or the words were moved. */
export function unsealWords(dataKey: Uint8Array, place: Place, sealed: Uint8Array): string {
  try {
    if (sealed[0] !== formatByte) throw new Error("another format");
    const [from, to] = [1 + nonceBytes, sealed.length - proofBytes];
    const decipher = createDecipheriv("aes-256-gcm", dataKey, sealed.subarray(1, from), { authTagLength: proofBytes })
      .setAAD(bound(place)).setAuthTag(sealed.subarray(to));
    return Buffer.concat([decipher.update(sealed.subarray(from, to)), decipher.final()]).toString("utf8");
  } catch (cause) {
    const sentence = "What is stored here was changed and does not open. Restore it from a backup.";
    throw new AppError("internal", sentence, { cause });
  }
}

function bound({ table, column, id }: Place): Uint8Array {
  return Buffer.from(`${table}.${column}:${id}`);
}
