import { randomUUID } from "node:crypto";
import type pg from "pg";
import { systemClock } from "../../../server/kit/clock.ts";
import { uuidv7 } from "../../../server/kit/ids.ts";
import { newToken } from "../../../server/kit/tokens.ts";
import { shot, type User } from "./http-load.ts";

const ids = uuidv7(systemClock);

/** One of those who use the page in a bench: signed in, with a history, in a grind and owner of one. */
export type Actor = {
  readonly cookie: string;
  readonly grindId: string;
  readonly taskIds: readonly string[];
  readonly own: { readonly id: string; version: number };
};

/** Signs in the people with the longest histories, as the sign-in route would, and gives each a grind of their own. */
export async function castOf(pool: pg.Pool, people: number): Promise<Actor[]> {
  const { rows } = await pool.query<{ personId: string; grindId: string }>(
    `SELECT p.id AS "personId", (SELECT grind_id FROM memberships m WHERE m.person_id = p.id ORDER BY joined_at LIMIT 1) AS "grindId"
     FROM people p JOIN (SELECT owner_id, count(*) AS n FROM interviews GROUP BY 1 ORDER BY 2 DESC LIMIT $1) i ON i.owner_id = p.id
     WHERE p.blocked_at IS NULL AND EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = p.id)`,
    [people],
  );
  if (rows.length < people) {
    throw new Error(`the seed has ${rows.length} people with interviews and a grind, ${people} are needed`);
  }
  const { rows: tasks } = await pool.query<{ id: string }>(
    "SELECT id FROM tasks WHERE grind_id IS NULL AND archived_at IS NULL",
  );
  return await Promise.all(rows.map((row) => sign(pool, row, tasks.map((it) => it.id))));
}

async function sign(
  pool: pg.Pool,
  { personId, grindId }: { personId: string; grindId: string },
  taskIds: string[],
): Promise<Actor> {
  const { token, hash } = newToken();
  const now = new Date();
  await pool.query(
    `INSERT INTO devices (id, person_id, token_hash, label, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, 'Bench', $4, $4, $5)`,
    [ids.next(), personId, hash, now, new Date(now.getTime() + 86_400_000)],
  );
  const own = ids.next();
  await pool.query("INSERT INTO grinds (id, name, created_at) VALUES ($1, 'Bench', $2)", [own, now]);
  await pool.query("INSERT INTO memberships (grind_id, person_id, role, joined_at) VALUES ($1, $2, 'owner', $3)", [
    own,
    personId,
    now,
  ]);
  return { cookie: `grindstone=${token}`, grindId, taskIds, own: { id: own, version: 1 } };
}

/** What is measured: a name, and how one actor asks for it again and again. */
export type Scene = { readonly name: string; user(actor: Actor): User };

const api = "/api/v1";

/** The routes used most, reads first. The last two scenes write. */
export const scenes: readonly Scene[] = [
  read("GET /me", () => ["/me"]),
  read("GET /home", () => ["/home"]),
  read("GET /grinds", () => ["/grinds"]),
  read("GET /grinds/:id", ({ grindId }) => [`/grinds/${grindId}`]),
  read("GET /grinds/:id/members", ({ grindId }) => [`/grinds/${grindId}/members`]),
  read("GET /grinds/:id/tasks", ({ grindId }) => [`/grinds/${grindId}/tasks`, `/grinds/${grindId}/tasks?kind=coding`]),
  read("GET /tasks/:id", ({ taskIds }) => taskIds.map((id) => `/tasks/${id}`)),
  read(
    "GET /interviews/history",
    () => ["", "?status=COMPLETED", "?kind=coding", "?q=a"].map((it) => `/interviews/history${it}`),
  ),
  { name: "POST /interviews, then its status", user: interviewer },
  { name: "PATCH /grinds/:id", user: renamer },
];

function read(name: string, paths: (actor: Actor) => string[]): Scene {
  return {
    name,
    user(actor) {
      const shots = paths(actor).map((path) => shot({ name, path: `${api}${path}`, cookie: actor.cookie }));
      let at = Math.floor(Math.random() * shots.length);
      return { next: () => shots[at++ % shots.length] as (typeof shots)[number] };
    },
  };
}

/** Takes a task, begins the interview, completes it, over and over. */
function interviewer({ cookie, taskIds }: Actor): User {
  let id = "";
  let step = 0;
  const take = () =>
    shot({
      name: "POST /interviews",
      path: `${api}/interviews`,
      cookie,
      body: { taskId: taskIds[Math.floor(Math.random() * taskIds.length)], mode: "ai" },
      headers: [`idempotency-key: ${randomUUID()}`],
      expect: 201,
    });
  const move = (status: string) =>
    shot({ name: "POST /interviews/:id/status", path: `${api}/interviews/${id}/status`, cookie, body: { status } });
  return {
    next: () => step === 0 ? take() : move(step === 1 ? "IN_PROGRESS" : "COMPLETED"),
    took({ body }) {
      if (step === 0) id = (JSON.parse(body) as { id: string }).id;
      step = (step + 1) % 3;
    },
  };
}

function renamer({ cookie, own }: Actor): User {
  return {
    next: () =>
      shot({
        name: "PATCH /grinds/:id",
        path: `${api}/grinds/${own.id}`,
        cookie,
        body: { name: `Bench ${own.version}`, version: own.version },
      }),
    took({ body }) {
      own.version = (JSON.parse(body) as { version: number }).version;
    },
  };
}
