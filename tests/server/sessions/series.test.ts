import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pgNotifications } from "../../../server/adapters/pg/notifications.ts";
import { pgSessions } from "../../../server/adapters/pg/sessions.ts";
import { makeSessionSweeps } from "../../../server/sessions/sweeps.ts";
import { type Backend, backends } from "../../kit/database.ts";
import { ids } from "../../kit/rows.ts";
import { type Caller, openSessions, type SessionsHouse } from "../../kit/sessions.ts";

const dayMs = 86_400_000;
const weekly = (local = "2026-01-08T19:30") => ({
  mode: "peer",
  when: { kind: "weekly", local, timeZone: "Europe/Berlin" },
});

describe.each<Backend>(backends())("weekly sessions on the %s database", (backend) => {
  let house: SessionsHouse;
  let nova: Caller;
  let omar: Caller;
  let grindId: string;
  beforeEach(async () => {
    house = await openSessions(backend);
    [nova, omar] = [await house.person("Nova"), await house.person("Omar")];
    grindId = await house.grind(nova, omar);
  });
  afterEach(() => house.close());

  const now = () => new Date(house.clock.now());
  const plan = async (wish: object = weekly()) => {
    const { status, body } = await nova.ask(`POST /grinds/${grindId}/sessions`, wish);
    expect([status, body.error]).toEqual([201, undefined]);
    return body;
  };
  const coming = async () => (await omar.ask(`GET /grinds/${grindId}/sessions?limit=100`)).body.rows;

  it("are made eight weeks ahead, at the same time on the wall", async () => {
    house.clock.pass(50 * dayMs); // the clocks go forward on March 29th
    const first = await plan(weekly("2026-03-05T19:30"));
    expect(first).toMatchObject({ weekly: true, startsAt: "2026-03-05T18:30:00.000Z" });
    const rows = await coming();
    expect(rows[0]?.id).toBe(first.id);
    expect(rows.map((it) => it.startsAt.slice(0, 16))).toEqual([
      "2026-03-05T18:30",
      "2026-03-12T18:30",
      "2026-03-19T18:30",
      "2026-03-26T18:30",
      "2026-04-02T17:30",
      "2026-04-09T17:30",
      "2026-04-16T17:30",
    ]);
  });

  it("go on from week to week, and are made once by however many nodes", async () => {
    await plan();
    const before = (await coming()).length;
    house.clock.pass(14 * dayMs);
    const kit = { clock: house.clock, ids };
    const sweepsOf = () =>
      makeSessionSweeps({ store: pgSessions(house.db), notifications: pgNotifications(house.db, kit), ids });
    const counts = await Promise.all(Array.from({ length: 4 }, () => sweepsOf().extend(now())));
    expect(counts.reduce((sum, it) => sum + it, 0)).toBe(2);
    expect(await house.sweeps.extend(now())).toBe(0);
    const rows = await house.db.prisma.session.findMany({ where: { grindId }, orderBy: { startsAt: "asc" } });
    expect(rows).toHaveLength(before + 2);
    expect(new Set(rows.map((it) => it.localStart)).size).toBe(rows.length);
    expect(rows.at(-1)).toMatchObject({ mode: "peer", timeZone: "Europe/Berlin", madeById: nova.id });
  });

  it("do not come back when one was cancelled", async () => {
    const { id } = await plan();
    const [, second] = await coming();
    await nova.ask(`DELETE /sessions/${second?.id}`);
    await house.sweeps.extend(now());
    const rows = await coming();
    expect(rows.map((it) => it.id)).not.toContain(second?.id);
    expect(rows[0]?.id).toBe(id);
  });

  it("end from one on, and stay ended", async () => {
    await plan();
    const [first, second] = await coming();
    expect((await nova.ask(`DELETE /sessions/${second?.id}?series=all`)).status).toBe(204);
    house.clock.pass(28 * dayMs);
    expect(await house.sweeps.extend(now())).toBe(0);
    const rows = await house.db.prisma.session.findMany({ where: { grindId } });
    expect(rows.map((it) => it.id)).toEqual([first?.id]);
  });

  it("are changed one by one, and never two at the same time", async () => {
    await plan();
    const [first, second] = await coming();
    const change = {
      taskId: null,
      mode: "open",
      timeZone: "Europe/Berlin",
      firstSeatId: null,
      minutes: 30,
      version: 1,
    };
    const clash = await nova.ask(`PATCH /sessions/${first?.id}`, { ...change, local: "2026-01-15T19:30" });
    expect([clash.status, clash.body.error.field]).toEqual([409, "local"]);
    expect((await nova.ask(`PATCH /sessions/${first?.id}`, { ...change, local: "2026-01-09T18:00" })).status).toBe(200);
    const rows = await coming();
    expect(rows[0]).toMatchObject({ id: first?.id, minutes: 30, startsAt: "2026-01-09T17:00:00.000Z" });
    expect(rows[1]).toMatchObject({ id: second?.id, minutes: 60 });
  });

  it("go on without a task, a maker or a first seat that is no more", async () => {
    await plan({ ...weekly(), firstSeatId: omar.id });
    await house.members.leave({ personId: omar.id, name: "Omar" }, { id: grindId, name: "Late owls" });
    house.clock.pass(7 * dayMs);
    expect(await house.sweeps.extend(now())).toBe(1);
    const rows = await house.db.prisma.session.findMany({ where: { grindId }, orderBy: { startsAt: "asc" } });
    expect(rows.at(-1)?.firstSeatId).toBeNull();
  });
});

describe("what people hear of sessions", () => {
  let house: SessionsHouse;
  let [nova, omar, mia]: Caller[] = [];
  let grindId: string;
  beforeEach(async () => {
    house = await openSessions();
    [nova, omar, mia] = [await house.person("Nova"), await house.person("Omar"), await house.person("Mia")];
    grindId = await house.grind(nova, omar, mia);
  });
  afterEach(() => house.close());

  const as = (caller: Caller | undefined): Caller => {
    if (!caller) throw new Error("nobody");
    return caller;
  };
  const plan = async (when: object) =>
    (await as(nova).ask(`POST /grinds/${grindId}/sessions`, { mode: "peer", when })).body;
  const heard = async (caller: Caller | undefined) =>
    (await house.heard(as(caller))).map(({ kind, data }) => ({ kind, ...data }));
  const base = () => ({ grindId, grindName: "Late owls" });

  it("is one word about a series, and none to who made it", async () => {
    const { id, startsAt } = await plan({ kind: "weekly", local: "2026-01-08T19:30", timeZone: "UTC" });
    const told = { ...base(), kind: "session-scheduled", personName: "Nova", sessionId: id, startsAt };
    expect(await heard(omar)).toEqual([told]);
    expect(await heard(mia)).toEqual([told]);
    expect(await heard(nova)).toEqual([]);
  });

  it("names no time where it is on already", async () => {
    const { id } = await plan({ kind: "now", timeZone: "UTC" });
    expect(await heard(omar)).toEqual([{ ...base(), kind: "session-scheduled", personName: "Nova", sessionId: id }]);
  });

  it("is one reminder, a quarter of an hour before, to who means to come", async () => {
    const { id, startsAt } = await plan({ kind: "once", local: "2026-01-05T20:00", timeZone: "UTC" });
    await as(omar).ask(`POST /sessions/${id}/rsvp`, { answer: "maybe" });
    await as(mia).ask(`POST /sessions/${id}/rsvp`, { answer: "no" });
    const remind = () => house.sweeps.remind(new Date(house.clock.now()));
    house.clock.pass(100 * 60_000);
    expect(await remind()).toBe(0);
    house.clock.pass(6 * 60_000);
    expect([await remind(), await remind()]).toEqual([1, 0]);
    const reminders = async (who: Caller | undefined) =>
      (await heard(who)).filter((it) => it.kind === "session-reminder");
    expect(await reminders(omar)).toEqual([{ ...base(), kind: "session-reminder", sessionId: id, startsAt }]);
    expect(await reminders(mia)).toEqual([]);
    const local = "2026-01-05T20:10";
    const change = { taskId: null, mode: "peer", local, timeZone: "UTC", firstSeatId: null, minutes: 60, version: 1 };
    expect((await as(nova).ask(`PATCH /sessions/${id}`, change)).status).toBe(200);
    house.clock.pass(10 * 60_000);
    expect(await remind()).toBe(1);
  });

  it("is that it was cancelled, to who meant to come", async () => {
    const { id, startsAt } = await plan({ kind: "weekly", local: "2026-01-08T19:30", timeZone: "UTC" });
    await as(omar).ask(`POST /sessions/${id}/rsvp`, { answer: "yes" });
    await as(nova).ask(`DELETE /sessions/${id}?series=all`);
    const told = { ...base(), kind: "session-cancelled", personName: "Nova", startsAt };
    expect((await heard(omar))[0]).toEqual(told);
    expect((await heard(mia)).map((it) => it.kind)).toEqual(["session-scheduled"]);
  });

  it("stops when nobody came: what was missed goes, and what everybody left ends", async () => {
    const missed = await plan({ kind: "once", local: "2026-01-05T20:00", timeZone: "UTC" });
    const [empty, left, lost, kept] = [
      await plan({ kind: "now", timeZone: "UTC" }),
      await plan({ kind: "now", timeZone: "UTC" }),
      await plan({ kind: "now", timeZone: "UTC" }),
      await plan({ kind: "now", timeZone: "UTC" }),
    ];
    const now = () => new Date(house.clock.now());
    await house.rooms.joined(left.id, as(nova).id, now());
    await house.rooms.joined(lost.id, as(omar).id, now());
    await house.rooms.joined(kept.id, as(omar).id, now());
    const [interviewId, ownerId] = [ids.next(), as(omar).id];
    await house.rooms.begin({ interviewId, sessionId: lost.id, ownerId, at: now(), key: new Uint8Array(69) });
    await house.rooms.keep(kept.id, new Uint8Array([1]));
    house.clock.pass(29 * 60_000);
    expect(await house.sweeps.tidy(now())).toBe(0);
    await house.rooms.left(left.id, as(nova).id, now());
    house.clock.pass(2 * 60_000);
    // Whoever is in a room has it kept at once, so the one whose room was lost with its process is not in it any more.
    expect(await house.sweeps.tidy(now())).toBe(2);
    expect((await as(nova).ask(`GET /sessions/${empty.id}`)).body.state).toBe("ended");
    expect((await as(nova).ask(`GET /sessions/${lost.id}`)).body.state).toBe("ended");
    const interview = await house.db.prisma.interview.findUniqueOrThrow({ where: { id: interviewId } });
    expect(interview).toMatchObject({ status: "COMPLETED", endedAs: "FAILED", endedAt: now() });
    expect((await as(omar).ask("GET /sessions/current")).body).toMatchObject({ session: { id: kept.id } });
    house.clock.pass(dayMs + 2 * 3_600_000);
    expect(await house.sweeps.tidy(now())).toBe(2);
    expect((await as(nova).ask(`GET /sessions/${missed.id}`)).status).toBe(404);
    expect((await as(nova).ask(`GET /sessions/${kept.id}`)).body.state).toBe("live");
  });
});
