import { admit, mayEnter, wrong } from "./doorway.ts";
import { network } from "./allowances.ts";
import type { From, Needs, SignedIn } from "./needs.ts";

type Typed = { readonly email: string; readonly password: string };

/** An unknown address and a wrong password take the same time and get the same answer. */
export async function signIn(needs: Needs, { email, password }: Typed, from: From): Promise<SignedIn> {
  const { limiter, allowances, people, passwords, audit } = needs;
  await limiter.take(allowances.signInByAddress, network(from.address));
  await limiter.take(allowances.signInByAccount, email);
  const person = await people.byEmail(email);
  const verdict = await passwords.check(password, person?.passwordHash ?? null);
  if (!person || verdict === "wrong") throw wrong();
  mayEnter(needs, person);
  await limiter.forgive(allowances.signInByAccount, email);
  if (verdict === "outdated" && person.passwordHash !== null) {
    await people.setPasswordHash(person.id, await passwords.hash(password), { ifStill: person.passwordHash });
  }
  await audit.note({ actorId: person.id, action: "person.signed-in", subjectId: person.id });
  return await admit(needs, person, from);
}
