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
  /** Ids, counts and constants, such as how much of a recording was removed. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type AuditRow = z.infer<typeof AuditRow>;

/** What somebody used of a service that costs money, on one day (UTC), in one grind or alone. */
export const SpendingRow = z.object({
  day: z.iso.date(),
  provider: z.string(),
  personId: Id,
  /** null: the account is gone. */
  personName: z.string().nullable(),
  /** null: alone. */
  grindId: Id.nullable(),
  grindName: z.string().nullable(),
  seconds: z.number().int(),
});
export type SpendingRow = z.infer<typeof SpendingRow>;

/** Minutes a day; null: as many as one likes. */
const SpendingLimits = z.object({
  person: z.number().int().nullable(),
  grind: z.number().int().nullable(),
  instance: z.number().int().nullable(),
});

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
  "GET /admin/spending": {
    about: "What was used of services outside that cost money, newest day first, and how much a day may be used",
    query: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
    status: 200,
    answer: z.object({
      /** null: no such service is set up. */
      limits: SpendingLimits.nullable(),
      days: z.array(z.object({ day: z.iso.date(), provider: z.string(), seconds: z.number().int() })),
      rows: z.array(SpendingRow),
    }),
  },
  "GET /admin/audit": { about: "What was done, newest first", query: Page, status: 200, answer: pageOf(AuditRow) },
});
