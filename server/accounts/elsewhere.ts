import { AppError } from "../kit/errors.ts";
import { demoEmail, type Person } from "../ports/people.ts";
import type { Vouched } from "../ports/identity-provider.ts";
import { network } from "./allowances.ts";
import { admit } from "./doorway.ts";
import type { From, Needs, SignedIn } from "./needs.ts";
import type { Recovery } from "./recovery.ts";
import { addPerson, entryFor, type Uninvited } from "./sign-up.ts";

/** Why somebody whom a provider vouches for may not come in. */
export type Problem = Uninvited | "blocked" | "no-email" | "unverified-email";
export type CameIn = ({ readonly kind: "in" } & SignedIn) | { readonly kind: "refused"; readonly problem: Problem };

type Arrival = { readonly vouched: Vouched & { readonly name: string }; readonly invite: string | undefined };

/** Signs in somebody whom a provider vouches for, with an account of theirs or a new one where that is allowed. */
export async function comeIn(needs: Needs, recovery: Recovery, arrival: Arrival, from: From): Promise<CameIn> {
  const { limiter, allowances, audit } = needs;
  await limiter.take(allowances.signInByAddress, network(from.address));
  // Somebody may make the same account at the same moment; the second look then finds it.
  const found = await lookUp(needs, arrival).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "conflict") return lookUp(needs, arrival);
    throw error;
  });
  if (typeof found === "string") return { kind: "refused", problem: found };
  recovery.sendVerification(found.person, from.ourUrl);
  await audit.note({ actorId: found.person.id, action: "person.signed-in", subjectId: found.person.id });
  return { kind: "in", ...await admit(needs, found.person, from) };
}

async function lookUp(needs: Needs, { vouched, invite }: Arrival): Promise<{ person: Person } | Problem> {
  const { identities, people } = needs;
  const known = await identities.personOf(vouched);
  const person = known === null ? null : await people.byId(known);
  if (person) return person.blockedAt ? "blocked" : { person };
  const { email } = vouched;
  if (email === null) return "no-email";
  if (email === demoEmail) return "unverified-email";
  const same = await people.byEmail(email);
  if (same) return await link(needs, same, vouched);
  const entry = await entryFor(needs, { email, invite });
  if (entry !== "open" && entry !== "only-first") return entry;
  const { issuer, subject, emailVerified, name } = vouched;
  const emailVerifiedAt = emailVerified ? new Date(needs.clock.now()) : null;
  const identity = { issuer, subject };
  const newcomer = { email, emailVerifiedAt, name, passwordHash: null, identity };
  return { person: await addPerson(needs, { entry, newcomer, invite }) };
}

/** Ties an account to an identity with the same address, if the provider made sure whose address it is. */
async function link(needs: Needs, person: Person, { issuer, subject, emailVerified }: Vouched) {
  const { identities, people, audit, clock, onSignedOut } = needs;
  if (!emailVerified) return "unverified-email";
  if (person.blockedAt) return "blocked";
  const createdAt = new Date(clock.now());
  if (!person.emailVerifiedAt) {
    // Nobody ever proved this address, so whoever made the account may be waiting for its owner to arrive.
    const signedOut = await people.reclaim(person.id, createdAt);
    if (signedOut.length > 0) onSignedOut(signedOut);
    await audit.note({ actorId: person.id, action: "person.reclaimed", subjectId: person.id });
  }
  await identities.link({ issuer, subject, personId: person.id, createdAt });
  return { person: { ...person, emailVerifiedAt: person.emailVerifiedAt ?? createdAt } };
}
