import type { Device as DeviceAnswer, Instance, Me } from "../../../proto/http/account.ts";
import type { Accounts } from "../../accounts/accounts.ts";
import type { SignedIn } from "../../accounts/needs.ts";
import type { Device } from "../../ports/devices.ts";
import type { Person } from "../../ports/people.ts";
import type { Asked } from "../asked.ts";
import { anyone, signedIn } from "../permission.ts";
import { type Route, route } from "../route.ts";

type Options = {
  readonly accounts: Accounts;
  /** What a page must know of our settings. */
  readonly instance: Pick<Instance, "oidc" | "demo" | "version">;
};

/** Coming, going, and one's own account. */
export function accountRoutes({ accounts, instance }: Options): Route[] {
  const welcomed = (asked: Asked, { person, token, expiresAt }: SignedIn): Me => {
    asked.keep(token, expiresAt);
    return meOf(person);
  };
  return [
    route(anyone, "GET /instance", async () => ({ ...instance, ...await accounts.welcome() })),
    route(
      anyone,
      "POST /account/sign-up",
      async ({ body, asked }) => welcomed(asked, await accounts.signUp(body, asked)),
    ),
    route(
      anyone,
      "POST /account/sign-in",
      async ({ body, asked }) => welcomed(asked, await accounts.signIn(body, asked)),
    ),
    route(anyone, "POST /account/sign-out", async ({ asked }) => {
      if (asked.token) await accounts.signOut(asked.token);
      asked.forget();
      return undefined;
    }),
    route(anyone, "POST /account/forgot", ({ body, asked }) => accounts.forgot(body.email, asked)),
    route(anyone, "POST /account/reset", async ({ body, asked }) => {
      await accounts.reset(body, asked);
      asked.forget();
      return undefined;
    }),
    route(anyone, "POST /account/verify-email", async ({ body, asked }) => {
      await accounts.verifyEmail(body.token, asked);
      return undefined;
    }),
    ...ownRoutes(accounts),
  ];
}

function ownRoutes(accounts: Accounts): Route[] {
  return [
    route(signedIn, "GET /me", async ({ granted }) => meOf(await accounts.me(granted.personId))),
    route(signedIn, "PATCH /me", async ({ granted, body }) => meOf(await accounts.rename(granted.personId, body))),
    route(signedIn, "POST /me/password", async ({ granted, body }) => {
      await accounts.changePassword(granted, body);
      return undefined;
    }),
    route(signedIn, "POST /me/verify-email", ({ granted, asked }) => accounts.askVerification(granted.personId, asked)),
    route(signedIn, "GET /me/devices", async ({ granted }) => {
      const devices = await accounts.listDevices(granted.personId);
      return { rows: devices.map((it) => deviceOf(it, granted.deviceId)) };
    }),
    route(signedIn, "DELETE /me/devices", async ({ granted }) => {
      await accounts.signOutOthers(granted);
      return undefined;
    }),
    route(signedIn, "DELETE /me/devices/:id", async ({ granted, params, asked }) => {
      await accounts.signOutDevice(granted.personId, params.id);
      if (params.id === granted.deviceId) asked.forget();
      return undefined;
    }),
    route(signedIn, "POST /me/delete", async ({ granted, body, asked }) => {
      await accounts.leave(granted.personId, body.password);
      asked.forget();
      return undefined;
    }),
  ];
}

function meOf(person: Person): Me {
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    emailVerified: person.emailVerifiedAt !== null,
    hasPassword: person.passwordHash !== null,
    admin: person.admin,
    version: person.version,
  };
}

function deviceOf({ id, label, createdAt, lastSeenAt }: Device, current: string): DeviceAnswer {
  return {
    id,
    label,
    current: id === current,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  };
}
