import { z } from "zod";
import { limits } from "../limits.ts";
import { contracts, Email, Id, IdParam, Instant, line, LinkToken, Version } from "./shared.ts";

export const NewPassword = z.string({ error: "The password is missing." })
  .min(limits.passwordMin, `Use at least ${limits.passwordMin} characters.`)
  .max(limits.passwordMax, `Use at most ${limits.passwordMax} characters.`);
const AnyPassword = z.string({ error: "The password is missing." }).min(1, "The password is missing.").max(
  limits.passwordMax,
  "This password is too long.",
);

/** What the page must know before anybody signed in. */
export const Instance = z.object({
  signUp: z.enum(["open", "invite", "closed"]),
  /** Nobody has an account yet: the next sign-up becomes the admin. */
  empty: z.boolean(),
  /** Mail is configured: resets and invitations travel by mail. */
  mail: z.boolean(),
  oidc: z.object({ name: z.string() }).nullable(),
  /** Only while the server listens to this machine alone. */
  demo: z.object({ email: z.string(), password: z.string() }).nullable(),
  version: z.string(),
});
export type Instance = z.infer<typeof Instance>;

export const Me = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  /** false: signs in through the identity provider only. */
  hasPassword: z.boolean(),
  admin: z.boolean(),
  version: Version,
});
export type Me = z.infer<typeof Me>;

export const Device = z.object({
  id: Id,
  label: z.string(),
  current: z.boolean(),
  createdAt: Instant,
  lastSeenAt: Instant,
});
export type Device = z.infer<typeof Device>;

export const account = contracts({
  "GET /instance": {
    about: "What this instance offers to somebody who is not signed in",
    status: 200,
    answer: Instance,
  },
  "POST /account/sign-up": {
    about: "Make an account and sign in; `invite` is needed where sign-up is by invitation",
    body: z.object({ name: line("Your name"), email: Email, password: NewPassword, invite: LinkToken.optional() }),
    status: 201,
    answer: Me,
  },
  "POST /account/sign-in": {
    about: "Sign in",
    body: z.object({ email: Email, password: AnyPassword }),
    status: 200,
    answer: Me,
  },
  "POST /account/sign-out": { about: "Sign this device out", status: 204, answer: null },
  "POST /account/forgot": {
    about: "Ask for a way to set a new password; the answer is the same whether the account exists or not",
    body: z.object({ email: Email }),
    status: 202,
    answer: z.object({ by: z.enum(["mail", "admin"]) }),
  },
  "POST /account/reset": {
    about: "Set a new password with the token of a reset link; every device is signed out",
    body: z.object({ token: LinkToken, password: NewPassword }),
    status: 204,
    answer: null,
  },
  "POST /account/verify-email": {
    about: "Prove an e-mail address with the token of a mailed link",
    body: z.object({ token: LinkToken }),
    status: 204,
    answer: null,
  },
  "GET /me": { about: "Who is signed in", status: 200, answer: Me },
  "PATCH /me": {
    about: "Change one's name",
    body: z.object({ name: line("Your name"), version: Version }),
    status: 200,
    answer: Me,
  },
  "POST /me/password": {
    about: "Change one's password; other devices are signed out",
    body: z.object({ current: AnyPassword, next: NewPassword }),
    status: 204,
    answer: null,
  },
  "POST /me/verify-email": {
    about: "Send the link that proves one's address",
    status: 202,
    answer: z.object({ sent: z.boolean() }),
  },
  "GET /me/devices": {
    about: "The browsers that are signed in",
    status: 200,
    answer: z.object({ rows: z.array(Device) }),
  },
  "DELETE /me/devices": { about: "Sign out every other device", status: 204, answer: null },
  "DELETE /me/devices/:id": { about: "Sign out one device", params: IdParam, status: 204, answer: null },
  "POST /me/delete": {
    about: "Delete one's account with everything in it; `password` is needed where one is set",
    body: z.object({ password: AnyPassword.optional() }),
    status: 204,
    answer: null,
  },
});
