import { AppError } from "../kit/errors.ts";
import type { Asked, Asker } from "./asked.ts";

/** Who may ask. `check` throws, or returns what it learned so that the work need not look it up again. */
export type Permission<Granted> = {
  /** A word for the list of routes and the test that walks it, such as "grind moderator". */
  readonly who: string;
  check(asked: Asked): Promise<Granted>;
};

/** Needs no account. */
export const anyone: Permission<null> = { who: "anyone", check: () => Promise.resolve(null) };

/** Anybody with an account who is not blocked. */
export const signedIn: Permission<Asker> = { who: "signed in", check: asker };

/** The instance's admins. To others an admin page does not exist. */
export const admin: Permission<Asker> = {
  who: "admin",
  async check(asked) {
    const me = await asker(asked);
    if (!me.admin) throw new AppError("not-found", "There is nothing here, or it is not yours to see.");
    return me;
  },
};

/** Who asks; throws "unauthenticated" for nobody. */
export async function asker(asked: Asked): Promise<Asker> {
  const me = await asked.who();
  if (!me) throw new AppError("unauthenticated", "You are signed out. Sign in and try again.");
  return me;
}
