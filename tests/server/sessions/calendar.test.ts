import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fakeClock } from "../../kit/clock.ts";
import { addGrind, addMember } from "../../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../../kit/server.ts";

const dayMs = 86_400_000;
const clock = fakeClock(Date.UTC(2026, 2, 20, 12));
let server: TestServer;
let nova: Person;
let omar: Person;
let grindId: string;
beforeAll(async () => {
  server = await startServer({ clock });
  [nova, omar] = [await server.known("Nova"), await server.known("Omar")];
  grindId = await addGrind(server.database.db, { [nova.id]: "owner", [omar.id]: "member" }, "x\r\nBEGIN:VEVENT");
});
afterAll(() => server?.close());

const address = async (person: Person, id = grindId) =>
  new URL((await person.post("/grinds/:id/calendar", { params: { id } })).url).pathname;
const feed = (path: string, headers: Record<string, string> = {}) =>
  server.nobody().raw({ method: "GET", path, headers });
const events = async (path: string) => {
  const { status, text } = await feed(path);
  expect(status).toBe(200);
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((it) => new ICAL.Event(it));
};
const plan = (local: string, kind: "once" | "weekly" = "once") =>
  nova.post("/grinds/:id/sessions", {
    params: { id: grindId },
    body: { mode: "peer", when: { kind, local, timeZone: "Europe/Berlin" } },
  });

describe("a calendar address", () => {
  it("is there since it was made, shown once, and ends when one says so", async () => {
    const madeAt = async () => (await omar.get("/grinds/:id/calendar", { params: { id: grindId } })).madeAt;
    expect(await madeAt()).toBeNull();
    const path = await address(omar);
    expect(path).toMatch(/^\/calendar\/[\w-]{43}\.ics$/);
    expect(await madeAt()).toBe(new Date(clock.now()).toISOString());
    expect((await feed(path)).status).toBe(200);
    await omar.del("/grinds/:id/calendar", { params: { id: grindId } });
    await omar.del("/grinds/:id/calendar", { params: { id: grindId } });
    expect(await madeAt()).toBeNull();
    expect((await feed(path)).status).toBe(404);
  });

  it("replaces an earlier one, and no one else's", async () => {
    const [mine, theirs] = [await address(omar), await address(nova)];
    const next = await address(omar);
    const answers = await Promise.all([mine, theirs, next].map(async (it) => (await feed(it)).status));
    expect(answers).toEqual([404, 200, 200]);
  });

  it("ends when its owner leaves the grind, and does not come back with them", async () => {
    const mia = await server.known("Mia");
    await addMember(server.database.db, grindId, mia.id);
    const path = await address(mia);
    await nova.del("/grinds/:id/members/:personId", { params: { id: grindId, personId: mia.id } });
    expect((await feed(path)).status).toBe(404);
    await addMember(server.database.db, grindId, mia.id);
    expect((await feed(path)).status).toBe(404);
  });

  it("is shut while its owner is blocked", async () => {
    const mia = await server.known("Mia");
    await addMember(server.database.db, grindId, mia.id);
    const path = await address(mia);
    const block = (blocked: boolean) =>
      server.admin.patch("/admin/people/:id", { params: { id: mia.id }, body: { blocked } });
    await block(true);
    expect((await feed(path)).status).toBe(404);
    await block(false);
    expect((await feed(path)).status).toBe(200);
  });

  it("never stands in the log", async () => {
    const path = await address(omar);
    await feed(path);
    expect(server.lines.join("\n")).not.toContain(path.slice(10, 53));
  });

  it.each([
    "/calendar/x.ics",
    "/calendar/",
    `/calendar/${"A".repeat(43)}.ics`,
    `/calendar/${"A".repeat(43)}`,
    "/calendar/%00.ics",
  ])(
    "that was guessed leads nowhere: %s",
    async (path) => {
      const { text, headers } = await feed(path);
      expect(text).not.toContain("VCALENDAR");
      expect(headers["content-type"]).not.toContain("calendar");
    },
  );
});

describe("a calendar", () => {
  it("holds what is to come and the last month, each once, until it is cancelled", async () => {
    const { db } = server.database;
    const path = await address(omar);
    const old = (daysAgo: number) => ({
      grindId,
      mode: "open" as const,
      state: "ended" as const,
      startsAt: new Date(clock.now() - daysAgo * dayMs),
      startedAt: new Date(clock.now() - daysAgo * dayMs),
      endedAt: new Date(clock.now() - daysAgo * dayMs + 600_000),
      timeZone: "UTC",
      createdAt: new Date(clock.now() - 60 * dayMs),
    });
    const [recent, older] = ["01a1fd24-3914-709c-8328-2c516966ad17", "01a1fd24-3914-709c-8328-2c516966ad18"];
    await db.prisma.session.createMany({ data: [{ id: recent, ...old(29) }, { id: older, ...old(31) }] });
    const first = await plan("2026-03-26T19:30", "weekly");
    const seen = await events(path);
    expect(seen).toHaveLength(1 + 8);
    const [past, next] = seen;
    expect(past?.uid).toBe(`${recent}@grindstone`);
    expect(past?.endDate.toJSDate()).toEqual(new Date(clock.now() - 29 * dayMs + 600_000));
    expect(next?.uid).toBe(`${first.id}@grindstone`);
    expect(next?.startDate.toJSDate()).toEqual(new Date("2026-03-26T18:30:00.000Z"));
    expect(next?.component.getFirstPropertyValue("url")).toMatch(new RegExp(`/sessions/${first.id}$`));
    expect(seen[2]?.startDate.toJSDate()).toEqual(new Date("2026-04-02T17:30:00.000Z"));
    await nova.del("/sessions/:id", { params: { id: first.id } });
    expect((await events(path)).map((it) => it.uid)).not.toContain(`${first.id}@grindstone`);
  });

  it("says that a session moved, under the name it had", async () => {
    const path = await address(omar);
    const { id } = await plan("2026-03-27T10:00");
    const one = async () => (await events(path)).find((it) => it.uid === `${id}@grindstone`);
    expect((await one())?.sequence).toBe(0);
    const body = {
      taskId: null,
      mode: "open",
      local: "2026-03-27T11:00",
      timeZone: "UTC",
      firstSeatId: null,
      minutes: 20,
      version: 1,
    } as const;
    await nova.patch("/sessions/:id", { params: { id }, body });
    const moved = await one();
    expect(moved?.sequence).toBe(1);
    expect(moved?.startDate.toJSDate()).toEqual(new Date("2026-03-27T11:00:00.000Z"));
  });

  it("is sent again only when it changed", async () => {
    const path = await address(omar);
    const { headers } = await feed(path);
    expect(headers).toMatchObject({
      "content-type": "text/calendar; charset=utf-8",
      "cache-control": "private, no-cache",
      "x-content-type-options": "nosniff",
    });
    const again = { "if-none-match": headers.etag ?? "" };
    expect(await feed(path, again)).toMatchObject({ status: 304, text: "" });
    await plan("2026-03-28T10:00");
    expect((await feed(path, again)).status).toBe(200);
  });
});
