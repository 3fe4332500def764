import { arrive, inviteState, requireOpen } from "../domain/invite.ts";
import type { Clock } from "../kit/clock.ts";
import { AppError, found } from "../kit/errors.ts";
import type { Ids } from "../kit/ids.ts";
import { hashToken, newToken } from "../kit/tokens.ts";
import type { Audit } from "../ports/audit.ts";
import type { GrindStore } from "../ports/grinds.ts";
import type { InviteRow, InviteStore } from "../ports/invites.ts";
import type { Allowance, Limiter } from "../ports/limiter.ts";
import type { Mailer } from "../ports/mailer.ts";
import type { Notifications } from "../ports/notifications.ts";
import type { Doer } from "./grinds.ts";
import { inviteLetter } from "./letter.ts";

export type Wanted =
  | { readonly kind: "link"; readonly maxUses: number; readonly days: number }
  | { readonly kind: "email"; readonly email: string; readonly days: number };
type Grind = { readonly id: string; readonly name: string };
export type LookedAt = InviteRow & { readonly grindName: string; readonly members: number };

/** Ways into a grind. A token is shown once, to who makes the invite or in the letter, and only its hash is kept. */
export type Invites = {
  /** `sent`: a letter is on its way; otherwise `url` is handed over by hand. `ourUrl` is where people reach us. */
  make(
    by: Doer,
    grind: Grind,
    wanted: Wanted,
    ourUrl: string,
  ): Promise<{ invite: InviteRow; url: string; sent: boolean }>;
  list(grindId: string): Promise<InviteRow[]>;
  revoke(by: Doer, grind: Grind, inviteId: string): Promise<void>;
  /** Throws "closed" with what to do when the invite lets nobody in any more. */
  look(token: string): Promise<LookedAt>;
  /** Joins, or does nothing for who is in already. Owners and moderators are told. */
  accept(by: Doer, token: string): Promise<{ grindId: string }>;
  /** For sign-up by invitation: the address an open invite is for, null where it is for anybody; null for no open invite. */
  lookInvite(token: string): Promise<{ email: string | null } | null>;
};

/** Letters that one person may have us write. Higher invites faster, lower keeps our mail from becoming a nuisance. */
const lettersByPerson: Allowance = { name: "invite letters by person", points: 30, perMs: 3_600_000 };
/** Letters that one address may get, whoever asks. */
const lettersToAddress: Allowance = { name: "invite letters to address", points: 5, perMs: 86_400_000 };
const dayMs = 86_400_000;

type Options = {
  store: InviteStore;
  grinds: Pick<GrindStore, "leaders">;
  audit: Audit;
  notifications: Notifications;
  mailer: Mailer;
  limiter: Limiter;
  clock: Clock;
  ids: Ids;
};

export function makeInvites(options: Options): Invites {
  const { store, grinds, audit, notifications, clock } = options;
  const look = async (token: string): Promise<LookedAt> => {
    const invite = known(await store.look(hashToken(token)));
    requireOpen(invite, clock.now());
    return invite;
  };
  return {
    make: (by, grind, wanted, ourUrl) => make(options, { by, grind, wanted, ourUrl }),
    list: (grindId) => store.list(grindId, new Date(clock.now())),
    async revoke(by, { id }, inviteId) {
      found(await store.revoke(id, inviteId, new Date(clock.now())) || null, "invite");
      await audit.note({
        actorId: by.personId,
        action: "invite.revoked",
        subjectId: inviteId,
        details: { grindId: id },
      });
    },
    look,
    async accept(by, token) {
      const nowMs = clock.now();
      const at = { tokenHash: hashToken(token), personId: by.personId, at: new Date(nowMs) };
      const { grindId, grindName, joined } = known(await store.accept(at, (arrival) => arrive(arrival, nowMs)));
      if (joined) {
        const data = { grindId, grindName, personName: by.name };
        await notifications.tell(await grinds.leaders(grindId), "joined", data);
      }
      return { grindId };
    },
    async lookInvite(token) {
      const invite = await store.look(hashToken(token));
      return invite && inviteState(invite, clock.now()) === "open" ? { email: invite.email } : null;
    },
  };
}

function known<T>(invite: T | null): T {
  if (invite === null) {
    throw new AppError("not-found", "This invite is not known here. Copy the link again, whole, or ask for a new one.");
  }
  return invite;
}

function unproven(): AppError {
  const sentence = "Confirm your own e-mail address first, on your account page; then invite others by mail. " +
    "A link works without.";
  return new AppError("conflict", sentence);
}

type Making = { by: Doer; grind: Grind; wanted: Wanted; ourUrl: string };

async function make(options: Options, { by, grind, wanted, ourUrl }: Making) {
  const { store, audit, limiter, mailer, clock, ids } = options;
  const email = wanted.kind === "email" ? wanted.email : null;
  if (email !== null) {
    // Letters carry words of whoever invites: who makes accounts by the dozen must not write to the world through us.
    if (mailer.configured && !await store.proven(by.personId)) throw unproven();
    await limiter.take(lettersByPerson, by.personId);
    await limiter.take(lettersToAddress, email);
  }
  const { token, hash } = newToken();
  const at = new Date(clock.now());
  const invite = await store.make({
    id: ids.next(),
    grindId: grind.id,
    kind: wanted.kind,
    tokenHash: hash,
    email,
    madeById: by.personId,
    at,
    expiresAt: new Date(at.getTime() + wanted.days * dayMs),
    maxUses: wanted.kind === "link" ? wanted.maxUses : 1,
  });
  await audit.note({
    actorId: by.personId,
    action: "invite.made",
    subjectId: invite.id,
    details: { grindId: grind.id, kind: wanted.kind },
  });
  const url = `${ourUrl}/invite#token=${token}`;
  const sent = email !== null && await deliver(options, { by, grind, email, url, expiresAt: invite.expiresAt });
  return { invite, url, sent };
}

type Delivery = { by: Doer; grind: Grind; email: string; url: string; expiresAt: Date };

/** Tells the account of that address, if there is one, and sends the letter; false when no letter is on its way. */
async function deliver({ store, notifications, mailer }: Options, delivery: Delivery): Promise<boolean> {
  const { by, grind, email } = delivery;
  const account = await store.outsider(grind.id, email);
  // Where addresses are proven by mail, an account that did not prove this one may be somebody else's.
  if (account && (account.emailVerified || !mailer.configured)) {
    const data = { grindId: grind.id, grindName: grind.name, personName: by.name };
    await notifications.tell(account.personId, "invited", data);
  }
  if (!mailer.configured) return false;
  try {
    await mailer.send(inviteLetter(delivery));
    return true;
  } catch (error) {
    // The invite holds all the same: its maker hears that nothing was sent and hands the link over.
    if (error instanceof AppError && error.code === "unavailable") return false;
    throw error;
  }
}
