import type { AdminPerson } from "../../../proto/http/admin.ts";
import type { Answer } from "../../../proto/http.ts";
import { limits } from "../../../proto/limits.ts";
import type { Accounts } from "../../accounts/accounts.ts";
import type { Clock } from "../../kit/clock.ts";
import type { PersonRow } from "../../ports/people.ts";
import type { SpendingStore } from "../../ports/spending.ts";
import { admin } from "../permission.ts";
import { type Route, route } from "../route.ts";

type Overview = Answer<"GET /admin/overview">;
type Options = {
  readonly accounts: Accounts;
  readonly spending: SpendingStore;
  /** Minutes a day of the service that costs money; null: there is none. */
  readonly spendingLimits: Answer<"GET /admin/spending">["limits"];
  readonly clock: Clock;
  /** How this instance is set up; without `publicUrl` an admin is shown the URL they came by. */
  readonly setup: Pick<Overview, "version" | "runtime" | "database" | "mail" | "signUp" | "recordings"> & {
    readonly publicUrl: string | null;
  };
  readonly space: Pick<Overview, "room" | "freeBytes">;
};

const dayMs = 86_400_000;

/** What only admins see. */
export function adminRoutes({ accounts, setup, space, spending, spendingLimits, clock }: Options): Route[] {
  return [
    route(admin, "GET /admin/overview", async ({ asked }) => ({
      ...setup,
      publicUrl: setup.publicUrl ?? asked.ourUrl,
      room: space.room,
      freeBytes: space.freeBytes,
      ...await accounts.counts(),
    })),
    route(admin, "GET /admin/people", async ({ query: { cursor = null, limit, q } }) => {
      const { rows, next } = await accounts.listPeople({ cursor, limit, q });
      return { rows: rows.map(shownPerson), next };
    }),
    route(admin, "POST /admin/people/:id/reset", async ({ granted, params, asked }) => {
      const { url, expiresAt } = await accounts.makeResetLink(granted.personId, params.id, asked.ourUrl);
      return { url, expiresAt: expiresAt.toISOString() };
    }),
    route(
      admin,
      "PATCH /admin/people/:id",
      async ({ granted, params, body }) => shownPerson(await accounts.changePerson(granted.personId, params.id, body)),
    ),
    route(admin, "DELETE /admin/people/:id", async ({ granted, params }) => {
      await accounts.removePerson(granted.personId, params.id);
      return undefined;
    }),
    route(admin, "GET /admin/spending", async ({ query: { days } }) => {
      const sinceDay = new Date(clock.now() - (days - 1) * dayMs).toISOString().slice(0, 10);
      const [totals, rows] = await Promise.all([
        spending.totals(sinceDay),
        spending.list({ sinceDay, most: limits.pageRows }),
      ]);
      return { limits: spendingLimits, days: [...totals], rows: [...rows] };
    }),
    route(admin, "GET /admin/audit", async ({ query: { cursor = null, limit } }) => {
      const { rows, next } = await accounts.listAudit({ cursor, limit });
      return { rows: rows.map(({ details = {}, ...it }) => ({ ...it, details, at: it.at.toISOString() })), next };
    }),
  ];
}

function shownPerson(
  { id, name, email, admin, blockedAt, createdAt, lastSeenAt, grinds, interviews }: PersonRow,
): AdminPerson {
  return {
    id,
    name,
    email,
    admin,
    blocked: blockedAt !== null,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    grinds,
    interviews,
  };
}
