import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Home, SessionStore } from "../../server/ports/sessions.ts";

/** What a suite needs around the sessions that it tests. */
export type SessionsHouse = {
  sessions: SessionStore;
  addPerson(): Promise<string>;
  addGrind(members: Readonly<Record<string, "owner" | "member">>, name?: string): Promise<string>;
  addTask(title: string): Promise<string>;
  addSession(session: {
    grindId: string;
    taskId?: string;
    state: "scheduled" | "live" | "ended";
    startsAt: Date;
  }): Promise<string>;
  addParticipant(sessionId: string, personId: string, leftAt: Date | null): Promise<unknown>;
  addInterview(ownerId: string, status: "PENDING" | "COMPLETED" | "ERROR", createdAt: Date): Promise<string>;
  notify(personId: string, readAt: Date | null): Promise<void>;
  nextId(): string;
  /** How many statements the database was sent since the last call. */
  statements(): number;
  close(): Promise<void>;
};

const now = new Date("2026-03-01T10:00:00.000Z");
const inMinutes = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

/** What every SessionStore owes its callers. */
export function sessionsContract(name: string, open: () => Promise<SessionsHouse>): void {
  describe(`${name} as SessionStore`, () => {
    let house: SessionsHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());
    const home = (personId: string, change = {}): Promise<Home> =>
      house.sessions.home(personId, { now, lateMs: 30 * 60_000, sessions: 10, interviews: 5, ...change });

    it("finds nothing for somebody new", async () => {
      expect(await home(await house.addPerson())).toEqual({ live: [], next: [], ready: [], unread: 0 });
    });

    it("shows what is live and what is next in one's grinds, in order, and reads it in one go", async () => {
      const me = await house.addPerson();
      const owls = await house.addGrind({ [me]: "owner" }, "Owls");
      const larks = await house.addGrind({ [me]: "member" }, "Larks");
      const taskId = await house.addTask("Two queues");
      const third = await house.addSession({ grindId: owls, state: "scheduled", startsAt: inMinutes(90) });
      const second = await house.addSession({ grindId: larks, taskId, state: "scheduled", startsAt: inMinutes(60) });
      const late = await house.addSession({ grindId: owls, state: "scheduled", startsAt: inMinutes(-20) });
      await house.addSession({ grindId: owls, state: "scheduled", startsAt: inMinutes(-40) });
      await house.addSession({ grindId: owls, state: "ended", startsAt: inMinutes(-40) });
      const live = await house.addSession({ grindId: larks, state: "live", startsAt: inMinutes(-40) });
      house.statements();
      const seen = await home(me);
      expect(house.statements()).toBe(1);
      expect(seen.live).toEqual([{
        id: live,
        grind: { id: larks, name: "Larks" },
        task: null,
        mode: "open",
        startsAt: inMinutes(-40),
        timeZone: "Europe/Berlin",
        startedAt: inMinutes(-40),
        people: 0,
        myRsvp: null,
      }]);
      expect(seen.next.map((it) => it.id)).toEqual([late, second, third]);
      expect(seen.next[1]).toMatchObject({ task: { id: taskId, title: "Two queues" }, startedAt: null });
      expect((await home(me, { sessions: 2 })).next.map((it) => it.id)).toEqual([late, second]);
    });

    it("says who is in a session now, and whether one comes", async () => {
      const [me, other] = [await house.addPerson(), await house.addPerson()];
      const grindId = await house.addGrind({ [me]: "owner", [other]: "member" });
      const on = await house.addSession({ grindId, state: "live", startsAt: now });
      const next = await house.addSession({ grindId, state: "scheduled", startsAt: inMinutes(5) });
      await house.addParticipant(on, me, null);
      await house.addParticipant(on, other, now);
      await house.sessions.answer(next, me, "maybe", now);
      await house.sessions.answer(next, other, "yes", now);
      const { live: [first], next: [second] } = await home(me);
      expect(first).toMatchObject({ people: 1, myRsvp: null });
      expect(second).toMatchObject({ people: 0, myRsvp: "maybe" });
    });

    it("has one session in which a waiting interview is practised alone, which nobody else finds", async () => {
      const [me, other] = [await house.addPerson(), await house.addPerson()];
      await house.addGrind({ [me]: "owner", [other]: "owner" });
      const interviewId = await house.addInterview(me, "PENDING", now);
      const alone = () => house.sessions.alone({ interviewId, freshId: house.nextId(), now });
      const [first, second] = await Promise.all([alone(), alone()]);
      expect([second, await alone()]).toEqual([first, first]);
      const session = {
        grind: null,
        mode: "ai",
        state: "scheduled",
        role: "owner",
        rsvps: { yes: 0, maybe: 0, no: 0 },
      };
      expect(await house.sessions.seen(me, first ?? "")).toMatchObject(session);
      expect(await house.sessions.seen(other, first ?? "")).toBeNull();
      expect(await home(me)).toEqual({ live: [], next: [], ready: [], unread: 0 });
      const over = await house.addInterview(me, "COMPLETED", now);
      expect(await house.sessions.alone({ interviewId: over, freshId: house.nextId(), now })).toBeNull();
      expect(await house.sessions.alone({ interviewId: house.nextId(), freshId: house.nextId(), now })).toBeNull();
    });

    it("shows nothing of a grind that one is not in", async () => {
      const [me, other] = [await house.addPerson(), await house.addPerson()];
      const grindId = await house.addGrind({ [other]: "owner" });
      await house.addSession({ grindId, state: "live", startsAt: now });
      await house.addSession({ grindId, state: "scheduled", startsAt: inMinutes(5) });
      await house.addInterview(other, "COMPLETED", now);
      await house.notify(other, null);
      expect(await home(me)).toEqual({ live: [], next: [], ready: [], unread: 0 });
    });

    it("shows one's newest completed interviews and counts what was not read", async () => {
      const me = await house.addPerson();
      const done: string[] = [];
      for (let n = 0; n < 7; n++) done.unshift(await house.addInterview(me, "COMPLETED", inMinutes(n)));
      await house.addInterview(me, "PENDING", inMinutes(20));
      await house.addInterview(me, "ERROR", inMinutes(20));
      await house.notify(me, null);
      await house.notify(me, null);
      await house.notify(me, now);
      const { ready, unread } = await home(me);
      expect(ready.map((it) => it.id)).toEqual(done.slice(0, 5));
      expect(ready[0]).toMatchObject({ ownerId: me, createdAt: inMinutes(6), endedAt: inMinutes(6), task: null });
      expect(unread).toBe(2);
    });
  });
}
