import { AppError, found } from "../kit/errors.ts";
import type { Device } from "../ports/devices.ts";
import { demoEmail, type Person } from "../ports/people.ts";
import { signOutAll } from "./doorway.ts";
import type { Needs } from "./needs.ts";

/** Somebody who is signed in, on one device. */
export type Me = { readonly personId: string; readonly deviceId: string };

/** What people do with their own account. */
export function makeOwnAccount(needs: Needs) {
  const { people, devices, passwords, limiter, allowances, audit, clock, onSignedOut } = needs;

  /** Asks for the password again, so that a browser left open is not enough. */
  const prove = async (person: Person, password: string | undefined, field: string): Promise<void> => {
    await limiter.take(allowances.passwordByAccount, person.id);
    const verdict = await passwords.check(password ?? "", person.passwordHash);
    if (verdict === "wrong") {
      throw new AppError("bad-request", "This is not your password. Nothing was changed.", { field });
    }
    await limiter.forgive(allowances.passwordByAccount, person.id);
  };

  return {
    async me(personId: string): Promise<Person> {
      return found(await people.byId(personId), "person");
    },

    async rename(personId: string, change: { name: string; version: number }): Promise<Person> {
      const renamed = await people.rename(personId, change);
      if (renamed) return renamed;
      throw new AppError("conflict", "Your account was changed on another page meanwhile. Load this one again.");
    },

    /** Other devices are signed out, this one stays. */
    async changePassword(me: Me, { current, next }: { current: string; next: string }): Promise<void> {
      const person = found(await people.byId(me.personId), "person");
      refuseForDemo(person);
      if (person.passwordHash === null) {
        const sentence = "Your account has no password, because you sign in elsewhere. Ask for one as if forgotten.";
        throw new AppError("conflict", sentence, { field: "current" });
      }
      await prove(person, current, "current");
      await people.setPasswordHash(person.id, await passwords.hash(next));
      await signOutAll(needs, person.id, me.deviceId);
      await audit.note({ actorId: person.id, action: "person.password-changed", subjectId: person.id });
    },

    listDevices: (personId: string): Promise<Device[]> => devices.list(personId, new Date(clock.now())),

    async signOutDevice(personId: string, id: string): Promise<void> {
      if (!await devices.revoke(personId, id)) found(null, "device");
      onSignedOut([id]);
    },

    signOutOthers: (me: Me): Promise<void> => signOutAll(needs, me.personId, me.deviceId),

    /** Deletes one's account with everything in it. */
    async leave(personId: string, password: string | undefined): Promise<void> {
      const person = found(await people.byId(personId), "person");
      refuseForDemo(person);
      if (person.passwordHash !== null) await prove(person, password, "password");
      await removePerson(needs, { personId, actorId: personId });
    },
  };
}

/** Deletes an account with everything in it; its cookies stop working with it. */
export async function removePerson(
  { people, devices, audit, clock, onSignedOut, beforeLeaving }: Needs,
  { personId, actorId }: { personId: string; actorId: string },
): Promise<void> {
  await people.mayDelete(personId);
  await beforeLeaving(personId, { forced: actorId !== personId });
  const mine = await devices.list(personId, new Date(clock.now()));
  if (!await people.delete(personId)) found(null, "person");
  onSignedOut(mine.map((it) => it.id));
  await audit.note({ actorId, action: "person.deleted", subjectId: personId });
}

function refuseForDemo(person: Person): void {
  if (person.email !== demoEmail) return;
  throw new AppError("conflict", "The demo account stays as it is. Sign up for one of your own to do this.");
}
