import { Buffer } from "node:buffer";
import { timingSafeEqual } from "node:crypto";
import { hashToken, newToken } from "../kit/tokens.ts";

/** The tokens with which a page comes back to its place. A person has one at a time, each is good once; only hashes are kept. */
export class Passes {
  readonly #hashes: Map<string, string>;

  constructor(hashes: Readonly<Record<string, string>> = {}) {
    this.#hashes = new Map(Object.entries(hashes));
  }

  get hashes(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#hashes);
  }

  /** A new one; the one before is worth nothing from now on. */
  issue(personId: string): string {
    const { token, hash } = newToken();
    this.#hashes.set(personId, Buffer.from(hash).toString("base64url"));
    return token;
  }

  accepts(personId: string, token: string): boolean {
    const known = this.#hashes.get(personId);
    return known !== undefined && timingSafeEqual(Buffer.from(known, "base64url"), hashToken(token));
  }

  forget(personId: string): void {
    this.#hashes.delete(personId);
  }
}
