import { AppError, found } from "../kit/errors.ts";
import { hashToken, newToken } from "../kit/tokens.ts";
import { demoEmail, type Person } from "../ports/people.ts";
import type { Proof } from "../ports/proofs.ts";
import { network } from "./allowances.ts";
import { makeBackground } from "./background.ts";
import { resetLetter, verifyLetter } from "./letters.ts";
import type { From, Needs } from "./needs.ts";

const hourMs = 60 * 60_000;

/** Links that let people back in or prove an address, and the letters that carry them. */
export type Recovery = ReturnType<typeof makeRecovery>;

/** The token stands behind a #, which browsers keep to themselves: no log on the way holds it. */
const linkTo = (ourUrl: string, page: string, token: string): string => `${ourUrl}/${page}#token=${token}`;

/** What people do who cannot get in, or whose address is not proven yet. */
export function makeRecovery(needs: Needs) {
  const { limiter, allowances, people, passwords, proofs, mailer, audit, clock, log, onSignedOut } = needs;
  const background = makeBackground((error) => log.warn("letter not sent", { error }));

  const makeLink = async (person: Person, kind: Proof["kind"], lastsMs: number) => {
    const { token, hash } = newToken();
    const expiresAt = new Date(clock.now() + lastsMs);
    const createdAt = new Date(clock.now());
    await proofs.add({ tokenHash: hash, kind, personId: person.id, email: person.email, createdAt, expiresAt });
    return { token, expiresAt };
  };

  const mailReset = async (email: string, ourUrl: string): Promise<void> => {
    const person = await people.byEmail(email);
    if (!person || person.blockedAt || person.email === demoEmail) return;
    const { token } = await makeLink(person, "reset_password", hourMs);
    await mailer.send(resetLetter(person.email, linkTo(ourUrl, "reset", token)));
  };

  const mailVerification = async (person: Person, ourUrl: string): Promise<void> => {
    const { token } = await makeLink(person, "verify_email", 24 * hourMs);
    await mailer.send(verifyLetter(person.email, linkTo(ourUrl, "verify-email", token)));
  };

  return {
    /** The same answer, after the same time, whether the account exists or not. */
    async forgot(email: string, from: From): Promise<{ by: "mail" | "admin" }> {
      await limiter.take(allowances.forgotByAddress, network(from.address));
      await limiter.take(allowances.forgotByAccount, email);
      if (!mailer.configured) return { by: "admin" };
      background.run(() => mailReset(email, from.ourUrl));
      return { by: "mail" };
    },

    /** Sets a new password by a link; every device is signed out. */
    async reset({ token, password }: { token: string; password: string }, from: From): Promise<void> {
      await limiter.take(allowances.linkByAddress, network(from.address));
      const hash = hashToken(token);
      const now = () => new Date(clock.now());
      if (!await proofs.good("reset_password", hash, now())) throw spent();
      const passwordHash = await passwords.hash(password);
      const done = await proofs.resetPassword(hash, { passwordHash, at: now() });
      if (!done) throw spent();
      if (done.devices.length > 0) onSignedOut(done.devices);
      await audit.note({ actorId: done.personId, action: "person.password-reset", subjectId: done.personId });
      const person = await people.byId(done.personId);
      if (person) await limiter.forgive(allowances.signInByAccount, person.email);
    },

    async verifyEmail(token: string, from: From): Promise<void> {
      await limiter.take(allowances.linkByAddress, network(from.address));
      if (!await proofs.verifyEmail(hashToken(token), new Date(clock.now()))) throw spent();
    },

    /** Sends the link that proves an address, where mail is set up and it is not proven yet. */
    sendVerification(person: Person, ourUrl: string): void {
      if (mailer.configured && !person.emailVerifiedAt) background.run(() => mailVerification(person, ourUrl));
    },

    /** The same on request; `sent` is false where there is nothing to send. */
    async askVerification(personId: string, from: From): Promise<{ sent: boolean }> {
      const person = found(await people.byId(personId), "person");
      if (!mailer.configured || person.emailVerifiedAt || person.email === demoEmail) return { sent: false };
      await limiter.take(allowances.verifyByAccount, person.id);
      await mailVerification(person, from.ourUrl);
      return { sent: true };
    },

    /** A link for an admin to hand over. */
    async resetLink(person: Person, ourUrl: string): Promise<{ url: string; expiresAt: Date }> {
      if (person.email === demoEmail) {
        throw new AppError("conflict", "The demo account keeps its password. Nothing was changed.");
      }
      const { token, expiresAt } = await makeLink(person, "reset_password", 24 * hourMs);
      return { url: linkTo(ourUrl, "reset", token), expiresAt };
    },

    /** Resolves when no letter is on its way any more. */
    settled: () => background.settled(),
  };
}

function spent(): AppError {
  return new AppError("closed", "This link was used already, or is too old. Ask for a new one.");
}
