import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InterviewEnd, Purpose } from "../../proto/live/words.ts";
import type { LiveRooms } from "../../server/ports/live-rooms.ts";
import { until } from "../kit/until.ts";

/** What a suite needs around the rooms that it tests. */
export type LiveRoomsHouse = {
  rooms: LiveRooms;
  /** The same rooms as another process has them. */
  another(): Promise<{ rooms: LiveRooms; cut(): Promise<void>; close(): Promise<void> }>;
  ids: { next(): string };
  addPerson(): Promise<string>;
  addGrind(members: Readonly<Record<string, "owner" | "moderator" | "member">>): Promise<string>;
  addTask(title: string): Promise<string>;
  addSession(session: {
    grindId: string;
    startsAt: Date;
    state?: "scheduled" | "live" | "ended";
    taskId?: string;
    madeById?: string;
    firstSeatId?: string;
    minutes?: number;
  }): Promise<string>;
  /** An interview that its owner has taken, and the session in which they practise it alone. */
  addAlone(ownerId: string): Promise<{ sessionId: string; interviewId: string }>;
  sessionOf(id: string): Promise<{ state: string; startedAt: Date | null; endedAt: Date | null }>;
  participant(
    sessionId: string,
    personId: string,
  ): Promise<{ joinedAt: Date; leftAt: Date | null; removedAt: Date | null } | null>;
  interviewOf(id: string): Promise<object | null>;
  hasKey(interviewId: string): Promise<boolean>;
  consentsOf(
    interviewId: string,
  ): Promise<{ personId: string; purpose: string; givenAt: Date; withdrawnAt: Date | null }[]>;
  close(): Promise<void>;
};

const start = new Date("2026-03-01T10:00:00.000Z");
const later = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
const openMs = 10 * 60_000;
const key = new Uint8Array(69);

/** What every adapter of LiveRooms owes its callers. */
export function liveRoomsContract(name: string, open: () => Promise<LiveRoomsHouse>): void {
  describe(`${name} as LiveRooms`, () => {
    let house: LiveRoomsHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());
    const enter = (sessionId: string, personId: string, now = start) =>
      house.rooms.enter({ sessionId, personId, now, openMs });
    /** A live session of somebody and another one. */
    const live = async (more: Partial<Parameters<LiveRoomsHouse["addSession"]>[0]> = {}) => {
      const [me, other] = [await house.addPerson(), await house.addPerson()];
      const grindId = await house.addGrind({ [me]: "owner", [other]: "member" });
      return { me, other, grindId, sessionId: await house.addSession({ grindId, startsAt: start, ...more }) };
    };
    const begin = async (sessionId: string, ownerId: string, at = start) => {
      const interviewId = house.ids.next();
      await house.rooms.begin({ interviewId, sessionId, ownerId, at, key });
      return interviewId;
    };

    it("shows who comes in all that the room needs of its session and of them", async () => {
      const [me, seat] = [await house.addPerson(), await house.addPerson()];
      const grindId = await house.addGrind({ [me]: "moderator", [seat]: "member" });
      const taskId = await house.addTask("Tram stops");
      const startsAt = start;
      const sessionId = await house.addSession({
        grindId,
        taskId,
        startsAt,
        madeById: me,
        firstSeatId: seat,
        minutes: 45,
      });
      expect(await enter(sessionId, me)).toEqual({
        session: {
          id: sessionId,
          grind: { id: grindId, name: "Late owls" },
          task: { id: taskId, title: "Tram stops", minutes: 30 },
          mode: "peer",
          minutes: 45,
          madeById: me,
          firstSeatId: seat,
          waitingInterviewId: null,
          startedAtMs: start.getTime(),
          startsAtMs: start.getTime(),
        },
        role: "moderator",
        removed: false,
        consents: [],
      });
    });

    it("is not there for who is not in the grind, nor when there is no such session", async () => {
      const { sessionId, me } = await live();
      expect(await enter(sessionId, await house.addPerson())).toBeNull();
      expect(await enter(house.ids.next(), me)).toBeNull();
    });

    it("is there for who practises alone in it, and for nobody else; what they took waits there to begin", async () => {
      const [me, other] = [await house.addPerson(), await house.addPerson()];
      await house.addGrind({ [me]: "owner", [other]: "owner" });
      const { sessionId, interviewId } = await house.addAlone(me);
      const session = { grind: null, mode: "ai", waitingInterviewId: interviewId };
      expect(await enter(sessionId, me)).toMatchObject({ session, role: "owner", removed: false });
      expect(await enter(sessionId, other)).toBeNull();
      await house.rooms.begin({ interviewId, sessionId, ownerId: me, at: later(1), key });
      expect(await house.interviewOf(interviewId)).toMatchObject({ status: "IN_PROGRESS", startedAt: later(1) });
      expect(await house.hasKey(interviewId)).toBe(true);
      expect((await enter(sessionId, me))?.session.waitingInterviewId).toBeNull();
      await house.rooms.finish(interviewId, "INTERVIEWER_ENDED", later(2));
      const again = house.rooms.begin({ interviewId, sessionId, ownerId: me, at: later(3), key });
      await expect(again).rejects.toThrow("called off");
      const theirs = await house.addAlone(me);
      const stolen = { interviewId: theirs.interviewId, sessionId, ownerId: me, at: later(3), key };
      await expect(house.rooms.begin(stolen)).rejects.toThrow("called off");
      expect(await house.interviewOf(theirs.interviewId)).toMatchObject({ status: "PENDING" });
    });

    it("opens when the time has come, and not before", async () => {
      const { sessionId, me } = await live({ state: "scheduled", startsAt: later(60) });
      await expect(enter(sessionId, me, later(49))).rejects.toMatchObject({ code: "closed" });
      expect(await house.sessionOf(sessionId)).toMatchObject({ state: "scheduled", startedAt: null });
      expect((await enter(sessionId, me, later(50)))?.session.startedAtMs).toBe(later(50).getTime());
      expect(await house.sessionOf(sessionId)).toEqual({ state: "live", startedAt: later(50), endedAt: null });
    });

    it("opens once, however many come at the same time", async () => {
      const { sessionId, me, other } = await live({ state: "scheduled" });
      const came = await Promise.all([me, other, me, other].map((it, n) => enter(sessionId, it, later(n))));
      const began = new Set(came.map((it) => it?.session.startedAtMs));
      expect(began.size).toBe(1);
    });

    it("lets nobody into a session that is over", async () => {
      const { sessionId, me } = await live({ state: "ended" });
      await expect(enter(sessionId, me)).rejects.toMatchObject({ code: "closed" });
    });

    it("takes coming back as having stayed", async () => {
      const { sessionId, me } = await live();
      await house.rooms.joined(sessionId, me, start);
      await house.rooms.left(sessionId, me, later(5));
      expect(await house.participant(sessionId, me)).toEqual({ joinedAt: start, leftAt: later(5), removedAt: null });
      await house.rooms.left(sessionId, me, later(6));
      expect(await house.participant(sessionId, me)).toMatchObject({ leftAt: later(5) });
      await house.rooms.joined(sessionId, me, later(7));
      expect(await house.participant(sessionId, me)).toEqual({ joinedAt: start, leftAt: null, removedAt: null });
    });

    it("remembers who was sent out, in this session alone", async () => {
      const { sessionId, grindId, me, other } = await live();
      await house.rooms.joined(sessionId, other, start);
      await house.rooms.removed(sessionId, other, later(3));
      await house.rooms.removed(sessionId, other, later(4));
      await house.rooms.joined(sessionId, other, later(5));
      expect(await house.participant(sessionId, other)).toMatchObject({ removedAt: later(3) });
      expect((await enter(sessionId, other))?.removed).toBe(true);
      expect((await enter(sessionId, me))?.removed).toBe(false);
      const next = await house.addSession({ grindId, startsAt: start });
      expect((await enter(next, other))?.removed).toBe(false);
    });

    it("keeps apart who was not asked and who agreed to nothing", async () => {
      const { sessionId, me, other } = await live();
      expect(await house.rooms.consents(sessionId, me)).toBeNull();
      await house.rooms.consent(sessionId, me, [], start);
      expect(await house.rooms.consents(sessionId, me)).toEqual([]);
      expect(await house.rooms.consents(sessionId, other)).toBeNull();
    });

    it("keeps the last word on each purpose", async () => {
      const { sessionId, me } = await live();
      const all: Purpose[] = ["record", "record_camera", "share_anonymized"];
      await house.rooms.consent(sessionId, me, all, start);
      expect(new Set(await house.rooms.consents(sessionId, me))).toEqual(new Set(all));
      await house.rooms.consent(sessionId, me, ["record"], later(1));
      expect(await house.rooms.consents(sessionId, me)).toEqual(["record"]);
      expect((await enter(sessionId, me))?.consents).toEqual(["record"]);
      await house.rooms.consent(sessionId, me, ["record_camera"], later(2));
      expect(await house.rooms.consents(sessionId, me)).toEqual(["record_camera"]);
    });

    it("says what is so now of a session and of these people, until it is over", async () => {
      const { sessionId, me, other } = await live();
      await house.rooms.consent(sessionId, me, ["record", "outside"], start);
      const people = [me, other, await house.addPerson()];
      const running = [await begin(sessionId, me, later(1))];
      expect(await house.rooms.stored(sessionId, people)).toEqual({
        running,
        people: { [me]: { role: "owner", consents: ["outside", "record"] }, [other]: { role: "member", consents: [] } },
      });
      await house.rooms.finish(running[0] ?? "", "HANDED_OVER", later(2));
      expect(await house.rooms.stored(sessionId, [])).toEqual({ running: [], people: {} });
      const alone = await house.addAlone(me);
      expect(await house.rooms.stored(alone.sessionId, [me, other])).toMatchObject({
        people: { [me]: { role: "owner", consents: [] } },
      });
      await house.rooms.end(sessionId, later(3));
      expect(await house.rooms.stored(sessionId, people)).toBeNull();
      expect(await house.rooms.stored(house.ids.next(), people)).toBeNull();
    });

    it("begins an interview with its key and with what each person agreed to", async () => {
      const taskId = await house.addTask("Tram stops");
      const { sessionId, grindId, me, other } = await live({ taskId });
      await house.rooms.consent(sessionId, me, ["record", "share_anonymized"], start);
      await house.rooms.consent(sessionId, other, [], start);
      const id = await begin(sessionId, me, later(1));
      expect(await house.interviewOf(id)).toEqual({
        ownerId: me,
        grindId,
        sessionId,
        taskId,
        mode: "peer",
        status: "IN_PROGRESS",
        endedAs: null,
        startedAt: later(1),
        endedAt: null,
      });
      expect(await house.hasKey(id)).toBe(true);
      const given = { personId: me, givenAt: start, withdrawnAt: null };
      expect(await house.consentsOf(id)).toEqual([
        { ...given, purpose: "record" },
        { ...given, purpose: "share_anonymized" },
      ]);
    });

    it("carries a change of mind into the interview that is under way, and into no other", async () => {
      const { sessionId, me, other } = await live();
      await house.rooms.consent(sessionId, me, ["record"], start);
      const first = await begin(sessionId, other, later(1));
      await house.rooms.finish(first, "HANDED_OVER", later(2));
      const second = await begin(sessionId, other, later(3));
      await house.rooms.consent(sessionId, me, [], later(4));
      const row = { personId: me, purpose: "record", givenAt: start };
      expect(await house.consentsOf(first)).toEqual([{ ...row, withdrawnAt: null }]);
      expect(await house.consentsOf(second)).toEqual([{ ...row, withdrawnAt: later(4) }]);
      await house.rooms.consent(sessionId, me, ["record"], later(5));
      expect(await house.consentsOf(second)).toEqual([{ ...row, givenAt: later(5), withdrawnAt: null }]);
      await house.rooms.consent(sessionId, other, ["record"], later(6));
      expect(await house.consentsOf(second)).toHaveLength(2);
    });

    it("begins nothing for who is in another interview, and leaves nothing half done", async () => {
      const { sessionId, me, grindId } = await live();
      await begin(await house.addSession({ grindId, startsAt: start }), me);
      const interviewId = house.ids.next();
      const again = house.rooms.begin({ interviewId, sessionId, ownerId: me, at: start, key });
      await expect(again).rejects.toMatchObject({ code: "conflict" });
      expect(await house.interviewOf(interviewId)).toBeNull();
      expect(await house.hasKey(interviewId)).toBe(false);
    });

    it("leaves one interview in a session: what a room that was lost had begun is over when the next begins", async () => {
      const { sessionId, me, other } = await live();
      const lost = await begin(sessionId, me, later(1));
      const next = await begin(sessionId, me, later(2));
      expect(await house.interviewOf(lost)).toMatchObject({ endedAs: "FAILED", endedAt: later(2) });
      await begin(sessionId, other, later(3));
      expect(await house.interviewOf(next)).toMatchObject({ status: "COMPLETED" });
    });

    it("begins nothing in a session that is over or gone", async () => {
      const { sessionId, me } = await live({ state: "ended" });
      await expect(begin(sessionId, me)).rejects.toMatchObject({ code: "closed" });
      await expect(begin(house.ids.next(), me)).rejects.toMatchObject({ code: "not-found" });
      await expect(house.rooms.consent(house.ids.next(), me, [], start)).rejects.toMatchObject({ code: "not-found" });
    });

    it.each<InterviewEnd>(["USER_INITIATED", "TIMEOUT", "FAILED"])("finishes once, as %s", async (end) => {
      const { sessionId, me } = await live();
      const id = await begin(sessionId, me);
      await house.rooms.finish(id, end, later(9));
      await house.rooms.finish(id, "MODERATOR_ENDED", later(10));
      expect(await house.interviewOf(id)).toMatchObject({ status: "COMPLETED", endedAs: end, endedAt: later(9) });
    });

    it("never finishes before it began", async () => {
      const { sessionId, me } = await live();
      const id = await begin(sessionId, me, later(5));
      await house.rooms.finish(id, "FAILED", start);
      expect(await house.interviewOf(id)).toMatchObject({ endedAt: later(5) });
    });

    it("keeps rooms until their sessions are over, the newest form of each", async () => {
      const { sessionId, me } = await live();
      await house.rooms.joined(sessionId, me, start);
      await house.rooms.keep(sessionId, new Uint8Array([1]));
      await house.rooms.keep(sessionId, new Uint8Array([2, 3]));
      const mine = async () => (await house.rooms.kept()).filter((it) => it.session.id === sessionId);
      const session = (await enter(sessionId, me))?.session;
      expect(await mine()).toEqual([{ session, room: new Uint8Array([2, 3]), running: [] }]);
      const interviewId = await begin(sessionId, me, later(1));
      expect(await mine()).toMatchObject([{ running: [interviewId] }]);
      await house.rooms.end(sessionId, later(30));
      await house.rooms.end(sessionId, later(31));
      await house.rooms.keep(sessionId, new Uint8Array([4]));
      expect(await mine()).toEqual([]);
      expect(await house.sessionOf(sessionId)).toMatchObject({ state: "ended", endedAt: later(30) });
      expect(await house.participant(sessionId, me)).toMatchObject({ leftAt: later(30) });
    });

    it("are one process's at a time, until it lets go or ends", async () => {
      const [mine, theirs] = [house.rooms, await house.another()];
      const [one, two] = [house.ids.next(), house.ids.next()];
      expect([await mine.claim(one), await mine.claim(one), await theirs.rooms.claim(one)]).toEqual([
        true,
        true,
        false,
      ]);
      expect(await theirs.rooms.claim(two)).toBe(true);
      await mine.release(one);
      await mine.release(one);
      expect(await theirs.rooms.claim(one)).toBe(true);
      expect(await mine.claim(two)).toBe(false);
      await theirs.close();
      // The database notices in its own time that a process is gone.
      for (const it of [one, two]) expect(await until(() => mine.claim(it))).toBe(true);
      await Promise.all([mine.release(one), mine.release(two)]);
    });

    it("are known when no process has them, and stay whose they are when only the line broke", async () => {
      const [mine, theirs] = [house.rooms, await house.another()];
      const { sessionId } = await live();
      const deserted = async () => (await mine.deserted()).includes(sessionId);
      expect(await deserted()).toBe(false); // nothing was kept yet
      await mine.keep(sessionId, new Uint8Array([1]));
      expect(await deserted()).toBe(true);
      expect(await theirs.rooms.claim(sessionId)).toBe(true);
      expect([await deserted(), (await theirs.rooms.deserted()).includes(sessionId)]).toEqual([false, false]);
      const looks = () => until(() => theirs.rooms.deserted().catch(() => undefined));
      await theirs.cut();
      await until(deserted);
      await looks();
      expect([await deserted(), await mine.claim(sessionId)]).toEqual([false, false]);
      await theirs.cut();
      expect(await until(() => mine.claim(sessionId))).toBe(true);
      await looks();
      expect(await theirs.rooms.claim(sessionId)).toBe(false);
      await mine.end(sessionId, later(1));
      await mine.release(sessionId);
      expect(await deserted()).toBe(false);
      await theirs.close();
    });
  });
}
