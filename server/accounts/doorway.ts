import { AppError } from "../kit/errors.ts";
import { hashToken, newToken } from "../kit/tokens.ts";
import type { Holder } from "../ports/devices.ts";
import { demoEmail, type Person } from "../ports/people.ts";
import { deviceLabel } from "./device-label.ts";
import type { From, Needs, SignedIn } from "./needs.ts";

const minuteMs = 60_000;
/** A device that is not used for so long is signed out. */
const keepMs = 30 * 24 * 60 * minuteMs;
/** How stale "last seen" may be. Higher writes less, lower shows more. */
const touchAfterMs = 5 * minuteMs;

/** Who asks; `renewedUntil` is set when the cookie should be written anew because its end moved. */
export type Who = Omit<Holder, "lastSeenAt"> & { readonly renewedUntil: Date | null };

/** Signs this browser in, always with a token it never had; what it held before is signed out. */
export async function admit(needs: Needs, person: Person, from: From): Promise<SignedIn> {
  const { devices, clock, ids } = needs;
  const { token, hash } = newToken();
  const now = new Date(clock.now());
  const expiresAt = new Date(clock.now() + keepMs);
  await devices.add({
    id: ids.next(),
    personId: person.id,
    tokenHash: hash,
    label: deviceLabel(from.userAgent),
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
  });
  if (from.token) await signOut(needs, from.token);
  return { person, token, expiresAt };
}

/** Who holds a token now, in one query; a second one every few minutes moves its end. */
export async function who({ devices, clock }: Needs, token: string): Promise<Who | null> {
  const nowMs = clock.now();
  const holder = await devices.holder(hashToken(token), new Date(nowMs));
  if (!holder) return null;
  const { lastSeenAt, ...known } = holder;
  if (nowMs - lastSeenAt.getTime() < touchAfterMs) return { ...known, renewedUntil: null };
  const expiresAt = new Date(nowMs + keepMs);
  await devices.touch(holder.deviceId, { lastSeenAt: new Date(nowMs), expiresAt });
  return { ...known, renewedUntil: expiresAt };
}

/** Signs the device of a token out; a token that nobody holds is fine. */
export async function signOut({ devices, clock, onSignedOut }: Needs, token: string): Promise<void> {
  const holder = await devices.holder(hashToken(token), new Date(clock.now()));
  if (holder && await devices.revoke(holder.personId, holder.deviceId)) onSignedOut([holder.deviceId]);
}

/** Signs every device of a person out, or every one but `except`. */
export async function signOutAll({ devices, onSignedOut }: Needs, personId: string, except?: string): Promise<void> {
  const revoked = await devices.revokeAll(personId, except);
  if (revoked.length > 0) onSignedOut(revoked);
}

/** Throws for somebody who may not come in although they proved who they are. */
export function mayEnter({ demo }: Needs, person: Person): void {
  if (person.blockedAt) throw new AppError("forbidden", "This account is blocked. Ask the admin of this instance.");
  if (person.email === demoEmail && !demo) throw wrong();
}

/** The one answer to an unknown address and to a wrong password. */
export function wrong(): AppError {
  return new AppError("bad-request", "This address and password do not go together. Check both and try again.");
}
