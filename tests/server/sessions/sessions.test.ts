import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../../proto/limits.ts";
import { addTask } from "../../kit/rows.ts";
import { type Answered, type Caller, openSessions, type SessionsHouse } from "../../kit/sessions.ts";

let house: SessionsHouse;
let nova: Caller;
let omar: Caller;
let grindId: string;
beforeAll(async () => {
  house = await openSessions();
  [nova, omar] = [await house.person("Nova"), await house.person("Omar")];
  grindId = await house.grind(nova, omar);
});
afterAll(() => house.close());

const timeZone = "Europe/Berlin";
const once = (local = "2026-01-08T19:30") => ({ mode: "peer", when: { kind: "once", local, timeZone } });
const make = (wish: object, by = omar, grind = grindId): Promise<Answered> =>
  by.ask(`POST /grinds/${grind}/sessions`, wish);
const made = async (wish: object = once(), by = omar, grind = grindId) => {
  const { status, body } = await make(wish, by, grind);
  expect([status, body.error]).toEqual([201, undefined]);
  return body;
};
/** A grind that no other test looks at. */
const apart = () => house.grind(nova, omar);
const change = (more: object = {}) => ({
  taskId: null,
  mode: "open",
  local: "2026-01-09T20:00",
  timeZone,
  firstSeatId: null,
  minutes: 30,
  version: 1,
  ...more,
});

describe("a session", () => {
  it("begins at once, with whom and what was chosen", async () => {
    const taskId = await addTask(house.db, { title: "Tram stops" });
    const wish = { taskId, mode: "open", when: { kind: "now", timeZone }, firstSeatId: nova.id, minutes: 45 };
    expect(await made(wish)).toMatchObject({
      grind: { id: grindId, name: "Late owls" },
      task: { id: taskId, title: "Tram stops", kind: "coding", difficulty: "Easy", minutes: 30 },
      mode: "open",
      state: "live",
      startsAt: new Date(house.clock.now()).toISOString(),
      startedAt: new Date(house.clock.now()).toISOString(),
      weekly: false,
      minutes: 45,
      madeBy: { id: omar.id, name: "Omar" },
      firstSeat: { id: nova.id, name: "Nova" },
      rsvps: { yes: 0, maybe: 0, no: 0 },
      myRsvp: null,
      mine: false,
      version: 1,
    });
  });

  it("is scheduled by a wall clock, for an hour unless said otherwise", async () => {
    const session = await made();
    expect(session).toMatchObject({ state: "scheduled", startsAt: "2026-01-08T18:30:00.000Z", timeZone, minutes: 60 });
    expect((await nova.ask(`GET /sessions/${session.id}`)).body).toEqual({ ...session, mine: true });
  });

  it.each<[string, object, string]>([
    ["a way of asking that is not", { ...once(), mode: "robot" }, "mode"],
    ["a time that has passed", once("2026-01-05T18:00"), "when.local"],
    ["a day that is not", once("2026-02-30T18:00"), "when.local"],
    ["a far year", once("2036-01-05T18:00"), "when.local"],
    ["words for a time", once("tomorrow"), "when.local"],
    ["a zone that is not", { ...once(), when: { kind: "now", timeZone: "Mars/Olympus" } }, "when.timeZone"],
    ["a zone that ends the line", { ...once(), when: { kind: "now", timeZone: "UTC\r\nX:1" } }, "when.timeZone"],
    ["an interview of 4 minutes", { ...once(), minutes: 4 }, "minutes"],
    ["an interview of 121 minutes", { ...once(), minutes: 121 }, "minutes"],
    ["a task that is not", { ...once(), taskId: "01a1fd24-3914-709c-8328-2c516966ad17" }, "taskId"],
    ["somebody who is not", { ...once(), firstSeatId: "01a1fd24-3914-709c-8328-2c516966ad17" }, "firstSeatId"],
  ])("is refused with %s, by its field", async (_, wish, field) => {
    const { status, body } = await make(wish);
    expect([status, body.error.field]).toEqual([400, field]);
    expect(body.error.message).toMatch(/\.$/);
  });

  it("takes no task of another grind, none that was deleted, and nobody from outside into its seat", async () => {
    const other = await house.grind(await house.person());
    const tasks = [await addTask(house.db, { grindId: other }), await addTask(house.db, { archived: true })];
    for (const taskId of tasks) expect((await make({ ...once(), taskId })).body.error.field).toBe("taskId");
    const firstSeatId = (await house.person()).id;
    expect((await make({ ...once(), firstSeatId })).body.error.field).toBe("firstSeatId");
  });

  it("does not exist for who is not in its grind, whatever they ask", async () => {
    const { id } = await made();
    const eve = await house.person("Eve");
    const asks: [string, unknown?][] = [
      [`GET /sessions/${id}`],
      [`PATCH /sessions/${id}`, change()],
      [`DELETE /sessions/${id}`],
      [`POST /sessions/${id}/rsvp`, { answer: "yes" }],
      [`GET /sessions/${id}/rsvps`],
      [`GET /sessions/${id}/consents`],
      [`POST /sessions/${id}/consents`, { given: [] }],
      [`GET /grinds/${grindId}/sessions`],
      [`POST /grinds/${grindId}/sessions`, once()],
    ];
    for (const [line, body] of asks) {
      expect([line, (await eve.ask(line, body)).status]).toEqual([line, 404]);
      expect([line, (await house.stranger.ask(line, body)).status]).toEqual([line, 401]);
    }
  });

  it("is changed by its maker or a leader of the grind, by nobody else", async () => {
    const mia = await house.person("Mia");
    const grind = await house.grind(nova, omar, mia);
    const { id } = await made(once(), omar, grind);
    expect((await mia.ask(`PATCH /sessions/${id}`, change())).status).toBe(403);
    expect((await mia.ask(`DELETE /sessions/${id}`)).status).toBe(403);
    const { body } = await omar.ask(`PATCH /sessions/${id}`, change());
    expect(body).toMatchObject({ mode: "open", startsAt: "2026-01-09T19:00:00.000Z", minutes: 30, version: 2 });
    expect((await nova.ask(`PATCH /sessions/${id}`, change({ version: 2, minutes: 20 }))).body.minutes).toBe(20);
  });

  it("tells the slower of two writers, and keeps what the faster one wrote", async () => {
    const { id } = await made();
    const [one, two] = await Promise.all(
      [20, 25].map((minutes) => omar.ask(`PATCH /sessions/${id}`, change({ minutes }))),
    );
    expect(new Set([one?.status, two?.status])).toEqual(new Set([200, 409]));
    expect((await omar.ask(`GET /sessions/${id}`)).body.version).toBe(2);
  });

  it("is refused a change into what it could not be made as", async () => {
    const { id } = await made();
    const cases: [object, string][] = [
      [{ mode: "robot" }, "mode"],
      [{ local: "2026-01-05T17:00" }, "local"],
      [{ timeZone: "Nowhere/Land" }, "timeZone"],
      [{ taskId: "01a1fd24-3914-709c-8328-2c516966ad17" }, "taskId"],
      [{ firstSeatId: (await house.person()).id }, "firstSeatId"],
    ];
    for (const [wrong, field] of cases) {
      const { status, body } = await omar.ask(`PATCH /sessions/${id}`, change(wrong));
      expect([status, body.error.field]).toEqual([400, field]);
    }
  });

  it("is neither changed nor cancelled once it is on", async () => {
    const { id } = await made({ mode: "open", when: { kind: "now", timeZone } });
    expect((await omar.ask(`PATCH /sessions/${id}`, change())).status).toBe(410);
    expect((await omar.ask(`DELETE /sessions/${id}`)).status).toBe(410);
  });

  it("is gone when it was cancelled", async () => {
    const { id } = await made();
    expect((await omar.ask(`DELETE /sessions/${id}`)).status).toBe(204);
    expect((await omar.ask(`GET /sessions/${id}`)).status).toBe(404);
    expect((await omar.ask(`DELETE /sessions/${id}`)).status).toBe(404);
  });

  it("finds room while there are not too many to come", async () => {
    const grind = await apart();
    for (let n = 0; n < limits.scheduledPerGrind - 3; n++) await made(once(), omar, grind);
    const weekly = { mode: "peer", when: { kind: "weekly", local: "2026-01-08T19:30", timeZone } };
    expect((await make(weekly, omar, grind)).status).toBe(409);
    const more = await Promise.all(Array.from({ length: 6 }, () => make(once(), omar, grind)));
    expect(more.filter((it) => it.status === 201)).toHaveLength(3);
    expect(more.find((it) => it.status === 409)?.body.error.message).toContain("Cancel some first");
  }, 60_000);
});

describe("the sessions of a grind", () => {
  const list = async (grind: string, query = "") => (await nova.ask(`GET /grinds/${grind}/sessions${query}`)).body;

  it("come live ones first, then soonest first, page after page", async () => {
    const grind = await apart();
    const later = await made(once("2026-01-10T19:30"), omar, grind);
    const sooner = await made(once("2026-01-09T19:30"), omar, grind);
    const live = await made({ mode: "open", when: { kind: "now", timeZone } }, omar, grind);
    const twin = await made(once("2026-01-09T19:30"), omar, grind);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page = await list(grind, `?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.rows.map((it) => it.id));
      cursor = page.next;
    }
    expect(seen).toEqual([live.id, sooner.id, twin.id, later.id]);
    expect((await list(grind, "?which=over")).rows).toEqual([]);
  });

  it("that are over come newest first", async () => {
    const grind = await apart();
    const ended: string[] = [];
    for (let n = 0; n < 3; n++) {
      const { id } = await made({ mode: "open", when: { kind: "now", timeZone } }, omar, grind);
      house.clock.pass(1_000);
      await house.rooms.end(id, new Date(house.clock.now()));
      ended.unshift(id);
    }
    const first = await list(grind, "?which=over&limit=2");
    const second = await list(grind, `?which=over&limit=2&cursor=${first.next}`);
    expect([...first.rows, ...second.rows].map((it) => it.id)).toEqual(ended);
    expect((await list(grind)).rows).toEqual([]);
  });

  it.each(["%%%", "W10", "WyJ0cnVlIiwibm93IiwiMSJd"])("have no page %s", async (cursor) => {
    const { status, body } = await nova.ask(`GET /grinds/${grindId}/sessions?cursor=${cursor}`);
    expect([status, body.error.field]).toEqual([400, "cursor"]);
  });
});

describe("coming or not", () => {
  it("counts each person's last word, and forgets who left the grind", async () => {
    const grind = await apart();
    const { id } = await made(once(), omar, grind);
    await nova.ask(`POST /sessions/${id}/rsvp`, { answer: "no" });
    await omar.ask(`POST /sessions/${id}/rsvp`, { answer: "maybe" });
    const { body } = await nova.ask(`POST /sessions/${id}/rsvp`, { answer: "yes" });
    expect(body).toMatchObject({ rsvps: { yes: 1, maybe: 1, no: 0 }, myRsvp: "yes" });
    expect((await omar.ask(`GET /sessions/${id}/rsvps`)).body.rows).toEqual([
      { id: nova.id, name: "Nova", answer: "yes" },
      { id: omar.id, name: "Omar", answer: "maybe" },
    ]);
    await house.members.leave({ personId: omar.id, name: "Omar" }, { id: grind, name: "Late owls" });
    expect((await nova.ask(`GET /sessions/${id}`)).body.rsvps).toEqual({ yes: 1, maybe: 0, no: 0 });
    expect((await nova.ask(`GET /sessions/${id}/rsvps`)).body.rows).toHaveLength(1);
  });

  it("is not asked any more when the session is over, and knows three answers", async () => {
    const { id } = await made({ mode: "open", when: { kind: "now", timeZone } });
    expect((await nova.ask(`POST /sessions/${id}/rsvp`, { answer: "never" })).status).toBe(400);
    expect((await nova.ask(`POST /sessions/${id}/rsvp`, { answer: "yes" })).status).toBe(200);
    await house.rooms.end(id, new Date(house.clock.now()));
    expect((await nova.ask(`POST /sessions/${id}/rsvp`, { answer: "no" })).status).toBe(410);
  });
});

describe("consent", () => {
  it("is not the same as not having been asked, and reaches the room", async () => {
    const { id } = await made();
    const consents = async () => (await nova.ask(`GET /sessions/${id}/consents`)).body.given;
    expect(await consents()).toBeNull();
    await nova.ask(`POST /sessions/${id}/consents`, { given: [] });
    expect(await consents()).toEqual([]);
    const given = ["record", "record", "share_anonymized"];
    expect((await nova.ask(`POST /sessions/${id}/consents`, { given })).body.given).toEqual([
      "record",
      "share_anonymized",
    ]);
    expect(house.consented.at(-1)).toEqual({ sessionId: id, personId: nova.id, given: ["record", "share_anonymized"] });
    expect((await omar.ask(`GET /sessions/${id}/consents`)).body.given).toBeNull();
  });

  it.each([[["everything"]], [["record", "record", "record", "record", "record"]], ["record"], [null]])(
    "is not given by %j",
    async (given) => {
      const { id } = await made();
      expect((await nova.ask(`POST /sessions/${id}/consents`, { given })).status).toBe(400);
      expect((await nova.ask(`GET /sessions/${id}/consents`)).body.given).toBeNull();
    },
  );
});

describe("the session that one is in", () => {
  it("is the live one that one came into last and did not leave", async () => {
    const mia = await house.person("Mia");
    const grind = await house.grind(mia, omar);
    const current = async () => (await mia.ask("GET /sessions/current")).body.session?.id ?? null;
    const live = async () => (await made({ mode: "open", when: { kind: "now", timeZone } }, mia, grind)).id;
    const [first, second] = [await live(), await live()];
    const at = (seconds: number): Date => new Date(house.clock.now() + seconds * 1_000);
    expect(await current()).toBeNull();
    await house.rooms.joined(first, mia.id, at(0));
    await house.rooms.joined(second, mia.id, at(1));
    expect(await current()).toBe(second);
    await house.rooms.left(second, mia.id, at(2));
    expect(await current()).toBe(first);
    await house.rooms.removed(first, mia.id, at(3));
    expect(await current()).toBeNull();
    await house.rooms.joined(second, mia.id, at(4));
    await house.rooms.end(second, at(5));
    expect(await current()).toBeNull();
  });

  it("is not shown any more to who is out of its grind", async () => {
    const mia = await house.person("Mia");
    const grind = await house.grind(nova, mia);
    const { id } = await made({ mode: "open", when: { kind: "now", timeZone } }, mia, grind);
    await house.rooms.joined(id, mia.id, new Date(house.clock.now()));
    await house.members.leave({ personId: mia.id, name: "Mia" }, { id: grind, name: "Late owls" });
    expect((await mia.ask("GET /sessions/current")).body.session).toBeNull();
  });
});
