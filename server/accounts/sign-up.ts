import { AppError } from "../kit/errors.ts";
import { demoEmail, type NewPerson, type Person } from "../ports/people.ts";
import { network } from "./allowances.ts";
import { admit } from "./doorway.ts";
import type { From, Needs, SignedIn } from "./needs.ts";
import type { Recovery } from "./recovery.ts";

type Typed = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly invite?: string | undefined;
};

/** Makes an account and signs in. The first person is always let in and becomes admin. */
export async function signUp(needs: Needs, recovery: Recovery, typed: Typed, from: From): Promise<SignedIn> {
  const { limiter, allowances, passwords } = needs;
  await limiter.take(allowances.signUpByAddress, network(from.address));
  const entry = await entryFor(needs, typed);
  if (entry !== "open" && entry !== "only-first") throw refusal(entry);
  await limiter.take(allowances.signUpByAccount, typed.email);
  if (typed.email === demoEmail) {
    throw new AppError("conflict", "This is the address of the demo account. Use your own.", { field: "email" });
  }
  const passwordHash = await passwords.hash(typed.password);
  const { name, email } = typed;
  const newcomer = { name, email, emailVerifiedAt: null, passwordHash };
  const person = await addPerson(needs, { entry, newcomer, invite: typed.invite });
  recovery.sendVerification(person, from.ourUrl);
  return await admit(needs, person, from);
}

/** How somebody comes in: as anybody does, or only if they are the very first. */
export type Entry = "open" | "only-first";
/** Why somebody may not have an account. */
export type Uninvited = "closed" | "no-invite" | "spent-invite" | "other-invite";

/** What the way of signing up allows a newcomer. */
export async function entryFor(
  { signUp, people, lookInvite }: Needs,
  { email, invite }: { email: string; invite?: string | undefined },
): Promise<Entry | Uninvited> {
  if (signUp === "open") return "open";
  if (!await people.any()) return "only-first";
  if (signUp === "closed") return "closed";
  if (invite === undefined) return "no-invite";
  const invitation = await lookInvite(invite);
  if (!invitation) return "spent-invite";
  return invitation.email === null || invitation.email === email ? "open" : "other-invite";
}

type Arrival = {
  readonly entry: Entry;
  readonly newcomer: Omit<NewPerson, "id" | "createdAt">;
  readonly invite: string | undefined;
};

/** Adds an account that `entryFor` let in. Where an invite is the way in, it takes a use: one for two lets in two. */
export async function addPerson(needs: Needs, { entry, newcomer, invite }: Arrival): Promise<Person> {
  const { people, ids, clock, audit } = needs;
  const person = await people.add(
    { ...newcomer, id: ids.next(), createdAt: new Date(clock.now()) },
    { onlyFirst: entry === "only-first" },
  );
  if (!person) {
    throw new AppError("forbidden", "Somebody made the first account a moment ago. Ask them to let you in.");
  }
  if (needs.signUp === "invite" && entry === "open" && invite !== undefined) await useInvite(needs, person, invite);
  await audit.note({ actorId: person.id, action: "person.signed-up", subjectId: person.id });
  return person;
}

async function useInvite({ people, useInvite }: Needs, { id, name }: Person, invite: string): Promise<void> {
  try {
    await useInvite({ personId: id, name }, invite);
  } catch (cause) {
    // Others were faster with its last use: without it this account has no right to be here.
    await people.delete(id);
    if (cause instanceof AppError && cause.code === "closed") throw refusal("spent-invite");
    throw cause;
  }
}

const sentences: Record<Uninvited, { sentence: string; field?: string }> = {
  "closed": { sentence: "This instance takes no new accounts. Ask its admin." },
  "no-invite": { sentence: "An account needs an invitation here. Ask a member for a link.", field: "invite" },
  "spent-invite": {
    sentence: "This invitation is used up, expired or revoked. Ask whoever invited you for a new one.",
    field: "invite",
  },
  "other-invite": {
    sentence: "This invitation is for another address. Sign up with the one it was sent to.",
    field: "email",
  },
};

function refusal(why: Uninvited): AppError {
  const { sentence, field } = sentences[why];
  return new AppError("forbidden", sentence, field === undefined ? {} : { field });
}
