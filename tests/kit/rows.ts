import { randomUUID } from "node:crypto";
import type { Db } from "../../server/adapters/pg/db.ts";
import { systemClock } from "../../server/kit/clock.ts";
import { uuidv7 } from "../../server/kit/ids.ts";

export const ids = uuidv7(systemClock);
const someDay = new Date("2026-01-05T12:00:00.000Z");

type Role = "owner" | "moderator" | "member";
type Kind = "coding" | "system_design" | "behavioural" | "phone_screen";

/** Rows for tests of adapters, put straight into the tables: each returns the new row's id. */
export async function addPerson(db: Db, name = "Nova"): Promise<string> {
  const id = ids.next();
  await db.prisma.person.create({ data: { id, name, email: `${randomUUID()}@example.com`, createdAt: someDay } });
  return id;
}

export async function addGrind(db: Db, members: Readonly<Record<string, Role>>, name = "Late owls"): Promise<string> {
  const id = ids.next();
  await db.prisma.grind.create({ data: { id, name, createdAt: someDay } });
  const rows = Object.entries(members).map(([personId, role]) => ({ grindId: id, personId, role, joinedAt: someDay }));
  await db.prisma.membership.createMany({ data: rows });
  return id;
}

export async function addTask(
  db: Db,
  { grindId = null, title = "Two queues", kind = "coding", archived = false }: {
    grindId?: string | null;
    title?: string;
    kind?: Kind;
    archived?: boolean;
  } = {},
): Promise<string> {
  const id = ids.next();
  const slug = grindId === null ? id : null;
  const archivedAt = archived ? someDay : null;
  const texts = { brief: "Make a queue.", rubric: [], plan: [], difficulty: "Easy" as const, minutes: 30 };
  await db.prisma.task.create({ data: { id, grindId, slug, title, kind, archivedAt, createdAt: someDay, ...texts } });
  return id;
}

export async function addMember(db: Db, grindId: string, personId: string, role: Role = "member"): Promise<void> {
  await db.prisma.membership.create({ data: { grindId, personId, role, joinedAt: someDay } });
}

type SessionRow = {
  grindId: string;
  madeById: string;
  at: Date;
  state?: "scheduled" | "live";
  mode?: "ai" | "peer" | "open";
  taskId?: string;
  firstSeatId?: string;
};

export async function addSession(db: Db, { at, state = "live", ...row }: SessionRow): Promise<string> {
  const id = ids.next();
  const startedAt = state === "live" ? at : null;
  await db.prisma.session.create({
    data: {
      id,
      mode: "peer",
      ...row,
      state,
      startsAt: at,
      startedAt,
      timeZone: "Europe/Berlin",
      minutes: 60,
      createdAt: at,
    },
  });
  return id;
}
