import { z } from "zod";
import { contracts, Id, IdParam, Instant, Page, pageOf, Search } from "./shared.ts";

export const AdminPerson = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  admin: z.boolean(),
  blocked: z.boolean(),
  createdAt: Instant,
  lastSeenAt: Instant.nullable(),
  grinds: z.number().int(),
  interviews: z.number().int(),
});
export type AdminPerson = z.infer<typeof AdminPerson>;

export const AuditRow = z.object({
  id: Id,
  at: Instant,
  actorId: Id.nullable(),
  action: z.string(),
  subjectId: Id.nullable(),
});
export type AuditRow = z.infer<typeof AuditRow>;

export const admin = contracts({
  "GET /admin/overview": {
    about: "How much is in this instance and how it is set up",
    status: 200,
    answer: z.object({
      people: z.number().int(),
      grinds: z.number().int(),
      interviews: z.number().int(),
      version: z.string(),
      runtime: z.string(),
      database: z.enum(["embedded", "server"]),
      mail: z.boolean(),
      signUp: z.enum(["open", "invite", "closed"]),
      publicUrl: z.string(),
      recordings: z.enum(["disk", "object store"]),
      /** Of the disk that recordings run on; `full`: none is begun. */
      room: z.enum(["enough", "low", "full", "unknown"]),
      freeBytes: z.number().int().nullable(),
    }),
  },
  "GET /admin/people": {
    about: "Everybody with an account, newest first",
    query: Page.extend({ q: Search }),
    status: 200,
    answer: pageOf(AdminPerson),
  },
  "POST /admin/people/:id/reset": {
    about: "Make a link that lets a person set a new password; hand it over yourself, it works once within a day",
    params: IdParam,
    status: 201,
    answer: z.object({ url: z.string(), expiresAt: Instant }),
  },
  "PATCH /admin/people/:id": {
    about: "Block or unblock a person, make or unmake an admin; the last admin stays one",
    params: IdParam,
    body: z.object({ blocked: z.boolean().optional(), admin: z.boolean().optional() }),
    status: 200,
    answer: AdminPerson,
  },
  "DELETE /admin/people/:id": {
    about: "Delete a person's account with everything in it",
    params: IdParam,
    status: 204,
    answer: null,
  },
  "GET /admin/audit": { about: "What was done, newest first", query: Page, status: 200, answer: pageOf(AuditRow) },
});
