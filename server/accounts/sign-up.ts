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
  if (typed.email === demoEmail) {
    throw new AppError("conflict", "This is the demo account's address. Use your own.", { field: "email" });
  }
  await limiter.take(allowances.signUpByAddress, network(from.address));
  const entry = await entryFor(needs, typed);
  await limiter.take(allowances.signUpByAccount, typed.email);
  const passwordHash = await passwords.hash(typed.password);
  const person = await addPerson(needs, entry, {
    email: typed.email,
    emailVerifiedAt: null,
    name: typed.name,
    passwordHash,
  });
  recovery.sendVerification(person, from.ourUrl);
  return await admit(needs, person, from);
}

/** How somebody comes in: as anybody does, or only if they are the very first. */
type Entry = "open" | "only-first";

/** What the way of signing up allows this newcomer; throws the refusal. */
export async function entryFor(
  { signUp, people, lookInvite }: Needs,
  { email, invite }: { email: string; invite?: string | undefined },
): Promise<Entry> {
  if (signUp === "open") return "open";
  if (!await people.any()) return "only-first";
  if (signUp === "closed") throw new AppError("forbidden", "This instance takes no new accounts. Ask its admin.");
  const invitation = invite === undefined ? null : await lookInvite(invite);
  if (!invitation) {
    throw new AppError(
      "forbidden",
      invite === undefined
        ? "An account needs an invitation here. Ask a member for a link, or the admin of this instance."
        : "This invitation is used up, expired or revoked. Ask whoever invited you for a new one.",
      { field: "invite" },
    );
  }
  if (invitation.email !== null && invitation.email !== email) {
    throw new AppError("forbidden", "This invitation is for another address. Sign up with the one it was sent to.", {
      field: "email",
    });
  }
  return "open";
}

/** Adds an account that `entryFor` let in. */
export async function addPerson(
  { people, ids, clock, audit }: Needs,
  entry: Entry,
  newcomer: Omit<NewPerson, "id" | "createdAt">,
): Promise<Person> {
  const person = await people.add(
    { ...newcomer, id: ids.next(), createdAt: new Date(clock.now()) },
    { onlyFirst: entry === "only-first" },
  );
  if (!person) {
    throw new AppError("forbidden", "Somebody made the first account a moment ago. Ask them to let you in.");
  }
  await audit.note({ actorId: person.id, action: "person.signed-up", subjectId: person.id });
  return person;
}
