import { createHash, createHmac } from "node:crypto";
import type { IceServer } from "../../../proto/live/media.ts";
import type { Clock } from "../../kit/clock.ts";

type Options = {
  /** null: no such server is set up. */
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null;
  readonly clock: Clock;
};

/** How long credentials are good. Lower and a page that stays open cannot find a new way late; higher lives on when copied. */
const goodForMs = 12 * 3_600_000;

/** The servers that help media through firewalls, with credentials that are one person's and end by themselves. */
export function turnServers({ turn, clock }: Options): (personId: string) => readonly IceServer[] {
  if (!turn) return () => [];
  return (personId) => {
    const until = Math.floor((clock.now() + goodForMs) / 1_000);
    const username = `${until}:${nameless(personId)}`;
    // SHA-1, because that is what coturn's `use-auth-secret` understands.
    const credential = createHmac("sha1", turn.secret).update(username).digest("base64");
    return [{ urls: turn.urls, username, credential }];
  };
}

/** Tells the server's quota one person from another, and nobody who it is. */
function nameless(personId: string): string {
  return createHash("sha256").update(personId).digest("hex").slice(0, 12);
}
