import { newToken } from "../../server/kit/tokens.ts";
import type { Caller } from "./caller.ts";
import { addGrind, addTask, ids } from "./rows.ts";
import { password, type Person, type TestServer } from "./server.ts";

/** Everybody who may stand before a grind that is not open to all. */
export const roles = [
  "nobody",
  "stranger",
  "member",
  "moderator",
  "owner",
  "instance admin",
  "owner of another grind",
  "removed member",
  "blocked member",
] as const;
export type Role = (typeof roles)[number];
/** Those who must not learn anything of the grind. */
export const outsiders: ReadonlySet<Role> = new Set([
  "nobody",
  "stranger",
  "instance admin",
  "owner of another grind",
  "removed member",
  "blocked member",
]);

/** One grind with everything in it; `member` owns the interview and the device. */
export type World = {
  readonly server: TestServer;
  readonly cast: Readonly<Record<Exclude<Role, "nobody">, Person>>;
  readonly grindId: string;
  readonly taskId: string;
  /** Made by the owner, and a week ahead. */
  readonly sessionId: string;
  readonly interviewId: string;
  readonly inviteId: string;
  readonly token: string;
  /** Names, titles and ids that only its members may read. */
  readonly secrets: readonly string[];
};

/** Signs everybody up. */
export async function makeCast(server: TestServer): Promise<World["cast"]> {
  const [stranger, member, moderator, owner, other, removed, blocked] = await Promise.all(
    ["Strand", "Memorabel", "Moderanda", "Ofelia", "Otto", "Removald", "Blaise"].map((name) => server.known(name)),
  ) as [Person, Person, Person, Person, Person, Person, Person];
  await other.post("/grinds", { body: { name: "Elsewhere" } });
  return {
    stranger,
    member,
    moderator,
    owner,
    "instance admin": server.admin,
    "owner of another grind": other,
    "removed member": removed,
    "blocked member": blocked,
  };
}

let made = 0;

/** A new grind of the cast. */
export async function makeWorld(server: TestServer, cast: World["cast"]): Promise<World> {
  const { db } = server.database;
  const names = { grind: `Nightjars ${++made}`, task: `Lighthouse keeping ${made}` };
  const members = { [cast.owner.id]: "owner", [cast.moderator.id]: "moderator", [cast.member.id]: "member" } as const;
  const grindId = await addGrind(db, members, names.grind);
  const taskId = await addTask(db, { grindId, title: names.task });
  const { invite, url } = await cast.owner.post("/grinds/:id/invites", {
    params: { id: grindId },
    body: { kind: "link" },
  });
  const { id: sessionId } = await cast.owner.post("/grinds/:id/sessions", {
    params: { id: grindId },
    body: { mode: "peer", taskId, when: { kind: "once", local: inDays(7), timeZone: "UTC" } },
  });
  const { id: interviewId } = await cast.member.post("/interviews", { body: { taskId, grindId, mode: "ai" } });
  const people = [cast.owner, cast.moderator, cast.member].flatMap((it) => [it.id, it.name, it.email]);
  const token = /[\w-]{43}$/.exec(url)?.[0] ?? "";
  const secrets = [grindId, taskId, sessionId, interviewId, invite.id, names.grind, names.task, ...people];
  return { server, cast, grindId, taskId, sessionId, interviewId, inviteId: invite.id, token, secrets };
}

/** The day and time so many days from now, as a clock in UTC shows them. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);
}

/** Makes one of the cast a former member, and blocks another, the way it happens in life. */
export async function partWays({ server, cast, grindId }: World): Promise<void> {
  const [removed, blocked] = [cast["removed member"], cast["blocked member"]];
  await server.database.db.prisma.membership.createMany({
    data: [removed, blocked].map(({ id }) => ({
      grindId,
      personId: id,
      role: "member" as const,
      joinedAt: new Date(),
    })),
  });
  await cast.owner.del("/grinds/:id/members/:personId", { params: { id: grindId, personId: removed.id } });
  await server.admin.patch("/admin/people/:id", { params: { id: blocked.id }, body: { blocked: true } });
}

/** A new account in the same role, for what would end the old one. */
export async function understudy({ server, grindId }: World, role: Role): Promise<Person> {
  const person = await server.known("Understudy");
  const { prisma } = server.database.db;
  if (role === "instance admin") await prisma.person.update({ where: { id: person.id }, data: { admin: true } });
  if (role === "member" || role === "moderator") {
    await prisma.membership.create({ data: { grindId, personId: person.id, role, joinedAt: new Date() } });
  }
  if (role === "blocked member") {
    await server.admin.patch("/admin/people/:id", { params: { id: person.id }, body: { blocked: true } });
  }
  return person;
}

/** One more device of somebody: its id. */
export async function addDevice({ server }: World, { email }: Person): Promise<string> {
  const browser = server.nobody();
  await browser.post("/account/sign-in", { body: { email, password } });
  const { rows } = await browser.get("/me/devices");
  return rows.find((it) => it.current)?.id ?? "";
}

/** The token of a link that was sent to somebody new. */
export async function addProof({ server }: World, kind: "reset_password" | "verify_email"): Promise<string> {
  const person = await server.known("Forgetful");
  const { token, hash } = newToken();
  const times = { createdAt: new Date(), expiresAt: new Date(Date.now() + 3_600_000) };
  await server.database.db.prisma.proof.create({
    data: { tokenHash: hash, kind, personId: person.id, email: person.email, ...times },
  });
  return token;
}

/** A finished track of the member's, in the recording of their interview. */
export async function addTrack({ server, cast, interviewId }: World): Promise<string> {
  const { prisma } = server.database.db;
  await addTake(server, interviewId);
  const id = ids.next();
  const track = { id, interviewId, personId: cast.member.id, object: `${interviewId}/${id}.1`, mediaType: "audio/ogg" };
  await prisma.track.create({ data: { ...track, kind: "fallback" } });
  return id;
}

/** A recording that the member's browser is sending. */
export async function addFallback({ server, cast, interviewId }: World): Promise<string> {
  const { prisma } = server.database.db;
  await addTake(server, interviewId);
  const id = ids.next();
  await prisma.track.create({ data: { id, interviewId, personId: cast.member.id, kind: "fallback" } });
  await prisma.fallback.create({ data: { trackId: id, startedMs: 0, heardAt: new Date() } });
  return id;
}

async function addTake({ database: { db } }: TestServer, interviewId: string): Promise<void> {
  const now = new Date();
  const create = { interviewId, node: "another machine", openedAt: now, heardAt: now };
  await db.prisma.take.upsert({ where: { interviewId }, create, update: {} });
}

/** Something that the member agreed to in their interview. */
export async function addConsent({ server, cast, interviewId }: World): Promise<string> {
  const purpose = "record";
  const at = { interviewId, personId: cast.member.id, purpose } as const;
  await server.database.db.prisma.consent.upsert({
    where: { interviewId_personId_purpose: at },
    create: { id: ids.next(), ...at, givenAt: new Date() },
    update: { withdrawnAt: null },
  });
  return purpose;
}

/** The browser of a role: another window, so that what it does to its cookies is forgotten. */
export function browserOf({ server, cast }: World, role: Role): Caller {
  return role === "nobody" ? server.nobody() : cast[role].fork();
}
