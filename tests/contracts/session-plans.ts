import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../proto/limits.ts";
import type { LiveRooms } from "../../server/ports/live-rooms.ts";
import type { NewSessions, SessionChange, SessionStore } from "../../server/ports/sessions.ts";

/** What a suite needs around the sessions that it plans. */
export type SessionPlansHouse = {
  store: SessionStore;
  rooms: LiveRooms;
  ids: { next(): string };
  addPerson(name?: string): Promise<string>;
  addGrind(members: Readonly<Record<string, "owner" | "moderator" | "member">>): Promise<string>;
  addTask(task?: { grindId?: string; archived?: boolean }): Promise<string>;
  leave(grindId: string, personId: string): Promise<unknown>;
  archive(taskId: string): Promise<unknown>;
  seriesOf(sessionId: string): Promise<string>;
  close(): Promise<void>;
};

const now = new Date("2026-03-01T10:00:00.000Z");
const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
const localOf = (at: Date): string => at.toISOString().slice(0, 16);
const page = { cursor: null, limit: 100 };

/** What every SessionStore owes those who plan sessions. */
export function sessionPlansContract(name: string, open: () => Promise<SessionPlansHouse>): void {
  describe(`${name} as SessionStore`, () => {
    let house: SessionPlansHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());

    const place = async () => {
      const [me, other] = [await house.addPerson("Nova"), await house.addPerson("Omar")];
      return { me, other, grindId: await house.addGrind({ [me]: "owner", [other]: "member" }) };
    };
    const slot = (at: Date) => ({ id: house.ids.next(), local: localOf(at), startsAt: at });
    const wish = (
      { me, grindId }: { me: string; grindId: string },
      change: Partial<NewSessions> = {},
    ): NewSessions => ({
      grindId,
      madeById: me,
      taskId: null,
      mode: "peer",
      firstSeatId: null,
      minutes: 60,
      timeZone: "UTC",
      at: now,
      lateMs: 30 * 60_000,
      slots: [slot(inDays(1))],
      seriesId: null,
      ...change,
    });
    const make = async (at: { me: string; grindId: string }, change: Partial<NewSessions> = {}): Promise<string[]> => {
      const wanted = wish(at, change);
      expect(await house.store.create(wanted)).toBe("made");
      return wanted.slots.map((it) => it.id);
    };
    const changeTo = (change: Partial<SessionChange> = {}): SessionChange => ({
      taskId: null,
      mode: "open",
      firstSeatId: null,
      minutes: 30,
      local: localOf(inDays(2)),
      timeZone: "UTC",
      startsAt: inDays(2),
      version: 1,
      ...change,
    });

    it("shows what was made to the grind's members, each with their role, and to nobody else", async () => {
      const at = await place();
      const taskId = await house.addTask({ grindId: at.grindId });
      const [id = ""] = await make(at, { taskId, firstSeatId: at.other });
      expect(await house.store.seen(at.other, id)).toMatchObject({
        id,
        task: { id: taskId },
        state: "scheduled",
        startsAt: inDays(1),
        weekly: false,
        madeBy: { id: at.me, name: "Nova" },
        firstSeat: { id: at.other, name: "Omar" },
        role: "member",
        version: 1,
      });
      expect((await house.store.seen(at.me, id))?.role).toBe("owner");
      expect(await house.store.seen(await house.addPerson(), id)).toBeNull();
      expect(await house.store.seen(at.me, house.ids.next())).toBeNull();
    });

    it("makes nothing with a task or a seat that the grind does not have, nor in a grind that is gone", async () => {
      const at = await place();
      const other = await house.addGrind({ [at.me]: "owner" });
      for (const taskId of [await house.addTask({ grindId: other }), await house.addTask({ archived: true })]) {
        expect(await house.store.create(wish(at, { taskId }))).toEqual({ missing: "task" });
      }
      const firstSeatId = await house.addPerson();
      expect(await house.store.create(wish(at, { firstSeatId }))).toEqual({ missing: "first seat" });
      expect((await house.store.coming({ ...at, personId: at.me, since: now }, page)).rows).toEqual([]);
      const gone = house.store.create(wish({ ...at, grindId: house.ids.next() }));
      await expect(gone).rejects.toMatchObject({ code: "not-found" });
    });

    it("takes no more than there is room for, and counts none that was missed", async () => {
      const at = await place();
      const many = (count: number, day: number) => Array.from({ length: count }, () => slot(inDays(day)));
      await make(at, { slots: many(50, -1) });
      await make(at, { slots: many(limits.scheduledPerGrind - 1, 1) });
      await expect(house.store.create(wish(at, { slots: many(2, 1) }))).rejects.toMatchObject({ code: "conflict" });
      const [one, two] = await Promise.allSettled([1, 2].map(() => house.store.create(wish(at))));
      expect(new Set([one?.status, two?.status])).toEqual(new Set(["fulfilled", "rejected"]));
    });

    it("lets the first of two writers change a session", async () => {
      const at = await place();
      const [id = ""] = await make(at);
      const both = [house.store.change(id, changeTo()), house.store.change(id, changeTo({ minutes: 20 }))];
      expect(new Set(await Promise.all(both))).toEqual(new Set(["changed", "stale"]));
      expect(await house.store.seen(at.me, id)).toMatchObject({ mode: "open", startsAt: inDays(2), version: 2 });
    });

    it("lets a session keep a task that was archived since, and take no other such", async () => {
      const at = await place();
      const [taskId, other] = [await house.addTask(), await house.addTask({ archived: true })];
      const [id = ""] = await make(at, { taskId });
      await house.archive(taskId);
      expect(await house.store.change(id, changeTo({ taskId }))).toBe("changed");
      expect(await house.store.change(id, changeTo({ taskId: other, version: 2 }))).toEqual({ missing: "task" });
    });

    it("changes and cancels nothing that has begun or is gone", async () => {
      const at = await place();
      const [id = ""] = await make(at);
      await house.rooms.enter({ sessionId: id, personId: at.me, now: inDays(1), openMs: 0 });
      for (const one of [id, house.ids.next()]) {
        expect(await house.store.change(one, changeTo({ version: 2 }))).toBe("begun");
        expect(await house.store.cancel(one, { all: true, at: now })).toBeNull();
      }
    });

    it("either opens a session or cancels it, when both happen at once", async () => {
      const at = await place();
      for (let n = 0; n < 5; n++) {
        const [id = ""] = await make(at);
        const enter = house.rooms.enter({ sessionId: id, personId: at.me, now: inDays(1), openMs: 0 });
        const [entered, cancelled] = await Promise.all([enter, house.store.cancel(id, { all: false, at: now })]);
        expect(entered === null).toBe(cancelled !== null);
      }
    });

    it("names who meant to come when it is cancelled", async () => {
      const at = await place();
      const gone = await house.addPerson();
      const grindId = await house.addGrind({ [at.me]: "owner", [at.other]: "member", [gone]: "member" });
      const seriesId = house.ids.next();
      const slots = [slot(inDays(1)), slot(inDays(8)), slot(inDays(15))];
      const [first = "", second = "", third = ""] = await make({ ...at, grindId }, { slots, seriesId });
      await house.store.answer(first, at.other, "yes", now);
      await house.store.answer(second, at.other, "maybe", now);
      await house.store.answer(third, at.other, "yes", now);
      await house.store.answer(third, at.me, "no", now);
      await house.store.answer(third, gone, "yes", now);
      await house.leave(grindId, gone);
      expect(await house.store.cancel(second, { all: true, at: now })).toEqual([at.other]);
      expect(await house.store.seen(at.me, first)).toMatchObject({ id: first, weekly: true });
      expect(await house.store.seen(at.me, third)).toBeNull();
      expect((await house.store.openSeries(localOf(inDays(400)))).map((it) => it.id)).not.toContain(seriesId);
    });

    it("extends a series once, from where it was read", async () => {
      const at = await place();
      const slots = [slot(inDays(1)), slot(inDays(8))];
      const [first = ""] = await make(at, { slots, seriesId: house.ids.next(), minutes: 25 });
      const id = await house.seriesOf(first);
      const series = (await house.store.openSeries(localOf(inDays(8)))).find((it) => it.id === id);
      expect(series).toEqual({ id, local: localOf(inDays(1)), timeZone: "UTC", madeUntil: localOf(inDays(8)) });
      if (!series) throw new Error("no series");
      const extend = () => house.store.extend(series, { slots: [slot(inDays(15)), slot(inDays(22))], at: now });
      expect((await Promise.all([extend(), extend(), extend()])).sort()).toEqual([0, 0, 2]);
      const { rows } = await house.store.coming({ ...at, personId: at.me, since: now }, page);
      expect(rows.map((it) => it.startsAt)).toEqual([1, 8, 15, 22].map(inDays));
      expect(rows.every((it) => it.minutes === 25 && it.weekly)).toBe(true);
      expect((await house.store.openSeries(localOf(inDays(8)))).map((it) => it.id)).not.toContain(id);
    });

    it("shows at home the next of a series alone", async () => {
      const at = await place();
      const slots = [slot(inDays(-1)), slot(inDays(6)), slot(inDays(13))];
      const [, next] = await make(at, { slots, seriesId: house.ids.next() });
      const [other] = await make(at, { slots: [slot(inDays(8))] });
      const home = await house.store.home(at.me, { now, lateMs: 60_000, sessions: 10, interviews: 5 });
      expect(home.next.map((it) => it.id)).toEqual([next, other]);
    });

    it("takes answers until it is over", async () => {
      const at = await place();
      const [id = ""] = await make(at, { slots: [{ id: house.ids.next(), local: null, startsAt: now }] });
      expect(await house.store.answer(id, at.me, "no", now)).toBe(true);
      expect(await house.store.answer(id, at.me, "yes", now)).toBe(true);
      expect(await house.store.answers(id)).toEqual([{ id: at.me, name: "Nova", answer: "yes" }]);
      await house.rooms.end(id, now);
      expect(await house.store.answer(id, at.me, "no", now)).toBe(false);
      expect(await house.store.answer(house.ids.next(), at.me, "no", now)).toBe(false);
    });

    it("names those to remind, until they were", async () => {
      const at = await place();
      const [soon = "", late = ""] = await make(at, { slots: [slot(inDays(1)), slot(inDays(3))] });
      for (const id of [soon, late]) await house.store.answer(id, at.other, "maybe", now);
      await house.store.answer(soon, at.me, "no", now);
      const mine = async () => (await house.store.toRemind(now, inDays(2))).filter((it) => it.grind.id === at.grindId);
      expect(await mine()).toEqual([
        {
          id: soon,
          grind: { id: at.grindId, name: "Late owls" },
          taskTitle: null,
          startsAt: inDays(1),
          people: [at.other],
        },
      ]);
      await house.rooms.enter({ sessionId: soon, personId: at.me, now, openMs: 2 * 86_400_000 });
      expect(await mine()).toHaveLength(1);
      await house.store.reminded(soon, now);
      expect(await mine()).toEqual([]);
    });
  });
}
