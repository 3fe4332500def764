import { z } from "zod";
import { contracts, Email, Id, IdParam, Instant, line, LinkToken, Page, pageOf, Version } from "./shared.ts";

export const Role = z.enum(["owner", "moderator", "member"]);
export type Role = z.infer<typeof Role>;

export const Grind = z.object({
  id: Id,
  name: z.string(),
  /** The asker's own. */
  role: Role,
  members: z.number().int(),
  tasks: z.number().int(),
  createdAt: Instant,
  version: Version,
});
export type Grind = z.infer<typeof Grind>;

export const Member = z.object({ personId: Id, name: z.string(), role: Role, joinedAt: Instant, you: z.boolean() });
export type Member = z.infer<typeof Member>;

export const Invite = z.object({
  id: Id,
  kind: z.enum(["link", "email"]),
  email: z.string().nullable(),
  madeBy: z.string().nullable(),
  createdAt: Instant,
  expiresAt: Instant,
  maxUses: z.number().int(),
  uses: z.number().int(),
  state: z.enum(["open", "used-up", "expired", "revoked"]),
});
export type Invite = z.infer<typeof Invite>;

const uses = z.number().int().min(1, "At least one person must be able to use it.").max(
  100,
  "At most 100 people can use one link.",
);
const days = z.number().int().min(1, "It must last at least a day.").max(90, "It can last at most 90 days.");

export const NewInvite = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("link"), maxUses: uses.default(20), days: days.default(7) }),
  z.object({ kind: z.literal("email"), email: Email, days: days.default(7) }),
]);

const MemberParam = z.object({ id: Id, personId: Id });
const InviteParam = z.object({ id: Id, inviteId: Id });
const TokenParam = z.object({ token: LinkToken });

export const grinds = contracts({
  "GET /grinds": {
    about: "The grinds one is in, in the order one joined",
    status: 200,
    answer: z.object({ rows: z.array(Grind) }),
  },
  "POST /grinds": {
    about: "Create a grind and own it",
    body: z.object({ name: line("The name") }),
    status: 201,
    answer: Grind,
  },
  "GET /grinds/:id": { about: "One grind", params: IdParam, status: 200, answer: Grind },
  "PATCH /grinds/:id": {
    about: "Rename a grind",
    params: IdParam,
    body: z.object({ name: line("The name"), version: Version }),
    status: 200,
    answer: Grind,
  },
  "DELETE /grinds/:id": {
    about: "Delete a grind with its tasks, invites and sessions; interviews stay with their owners",
    params: IdParam,
    status: 204,
    answer: null,
  },
  "GET /grinds/:id/members": {
    about: "Who is in a grind",
    params: IdParam,
    query: Page,
    status: 200,
    answer: pageOf(Member),
  },
  "PATCH /grinds/:id/members/:personId": {
    about: "Change a member's role; naming another owner is allowed, losing the last one is not",
    params: MemberParam,
    body: z.object({ role: Role }),
    status: 200,
    answer: Member,
  },
  "DELETE /grinds/:id/members/:personId": { about: "Remove a member", params: MemberParam, status: 204, answer: null },
  "POST /grinds/:id/leave": {
    about: "Leave a grind; its last owner names another or deletes it first",
    params: IdParam,
    status: 204,
    answer: null,
  },
  "GET /grinds/:id/invites": {
    about: "The invites of a grind, newest first",
    params: IdParam,
    status: 200,
    answer: z.object({ rows: z.array(Invite) }),
  },
  "POST /grinds/:id/invites": {
    about:
      "Make an invite; `url` is shown this once, because only its hash is kept. An invite by e-mail is sent where mail is configured",
    params: IdParam,
    body: NewInvite,
    status: 201,
    answer: z.object({ invite: Invite, url: z.string(), sent: z.boolean() }),
  },
  "DELETE /grinds/:id/invites/:inviteId": { about: "Revoke an invite", params: InviteParam, status: 204, answer: null },
  "GET /invites/:token": {
    about: "What an invite link leads to; whoever has the link may ask",
    params: TokenParam,
    status: 200,
    answer: z.object({
      grind: z.object({ name: z.string(), members: z.number().int() }),
      invitedBy: z.string().nullable(),
      expiresAt: Instant,
      /** For an invite by e-mail: the address it is for, shortened, such as n…@example.com. */
      onlyFor: z.string().nullable(),
    }),
  },
  "POST /invites/:token/accept": {
    about: "Join the grind of an invite; joining twice is the same as once",
    params: TokenParam,
    status: 200,
    answer: z.object({ grindId: Id }),
  },
});
