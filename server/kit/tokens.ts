import { createHash, randomBytes } from "node:crypto";

/** A secret for a link or a cookie: 256 random bits in 43 characters. Only its hash is ever stored. */
export function newToken(): { token: string; hash: Uint8Array<ArrayBuffer> } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashToken(token) };
}

/** What is stored of a token. A plain hash is enough: the token itself cannot be guessed. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}
