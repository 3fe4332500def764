import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCursor } from "../../server/kit/cursor.ts";
import { found } from "../../server/kit/errors.ts";
import type { InterviewRow, InterviewStore, NewInterview } from "../../server/ports/interviews.ts";

/** What a suite needs around the store that it tests. */
export type InterviewsHouse = {
  store: InterviewStore;
  ids: { next(): string };
  addPerson(): Promise<string>;
  addGrind(members: Readonly<Record<string, "owner" | "member">>): Promise<string>;
  addTask(task?: { grindId?: string; title?: string; kind?: "coding" | "behavioural"; archived?: boolean }): Promise<
    string
  >;
  /** Whether a key is stored for an interview. */
  hasKey(interviewId: string): Promise<boolean>;
  close(): Promise<void>;
};

const start = new Date("2026-03-01T10:00:00.000Z");
const later = (ms: number): Date => new Date(start.getTime() + ms);
const someId = "01a1fd24-3914-709c-8328-2c516966ad17";
const reasons = { PENDING: "called off", IN_PROGRESS: "broke off" } as const;

/** What every InterviewStore owes its callers. */
export function interviewsContract(name: string, open: () => Promise<InterviewsHouse>): void {
  describe(`${name} as InterviewStore`, () => {
    let house: InterviewsHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());

    const wish = async (change: Partial<NewInterview> = {}): Promise<NewInterview> => ({
      id: house.ids.next(),
      ownerId: change.ownerId ?? await house.addPerson(),
      taskId: change.taskId ?? await house.addTask(),
      grindId: null,
      mode: "ai",
      createdAt: start,
      key: new Uint8Array(69),
      ...change,
    });
    const take = async (change: Partial<NewInterview> = {}): Promise<InterviewRow> => {
      const made = await house.store.create(await wish(change));
      if ("missing" in made) throw new Error(`no such ${made.missing}`);
      return made;
    };
    const begin = (id: string) =>
      house.store.move({ id, from: ["PENDING"], to: "IN_PROGRESS", at: later(1_000), reasons });

    it("gives back what was created, with its task, and keeps its key", async () => {
      const taskId = await house.addTask({ title: "Tram stops", kind: "coding" });
      const made = await take({ taskId });
      expect(made).toMatchObject({
        task: { id: taskId, title: "Tram stops", kind: "coding", difficulty: "Easy" },
        status: "PENDING",
        createdAt: start,
        startedAt: null,
        endedAt: null,
        reason: null,
        version: 1,
      });
      expect(await house.store.find(made.id)).toEqual(made);
      expect(await house.hasKey(made.id)).toBe(true);
    });

    it("takes a task of a grind that the owner is in, for that grind", async () => {
      const ownerId = await house.addPerson();
      const grindId = await house.addGrind({ [ownerId]: "member" });
      const taskId = await house.addTask({ grindId });
      expect(await take({ ownerId, taskId, grindId })).toMatchObject({ grindId, task: { id: taskId } });
    });

    it("finds no task in another grind, nor one that was taken out of the catalogue, and stores nothing", async () => {
      const grindId = await house.addGrind({ [await house.addPerson()]: "owner" });
      for (
        const taskId of [await house.addTask({ grindId }), await house.addTask({ archived: true }), house.ids.next()]
      ) {
        const interview = await wish({ taskId });
        expect(await house.store.create(interview)).toEqual({ missing: "task" });
        expect(await house.store.find(interview.id)).toBeNull();
        expect(await house.hasKey(interview.id)).toBe(false);
      }
    });

    it("finds no grind that the owner is not in", async () => {
      const grindId = await house.addGrind({ [await house.addPerson()]: "owner" });
      expect(await house.store.create(await wish({ grindId }))).toEqual({ missing: "grind" });
    });

    it("finds no task of one grind in another one, though the owner is in both", async () => {
      const ownerId = await house.addPerson();
      const [one, other] = [await house.addGrind({ [ownerId]: "owner" }), await house.addGrind({ [ownerId]: "owner" })];
      const taskId = await house.addTask({ grindId: one });
      expect(await house.store.create(await wish({ ownerId, taskId, grindId: other }))).toEqual({ missing: "task" });
    });

    it("makes what is asked for together, and refuses alone the one that cannot be", async () => {
      const taskId = await house.addTask({ title: "Together" });
      const good = await Promise.all(Array.from({ length: 6 }, () => wish({ taskId })));
      const nobody = await wish({ ownerId: someId, taskId });
      const lost = await wish({ taskId: someId });
      const [nobodys, losts, ...made] = await Promise.allSettled(
        [nobody, lost, ...good].map((it) => house.store.create(it)),
      );
      expect(nobodys?.status).toBe("rejected");
      expect(losts).toMatchObject({ value: { missing: "task" } });
      expect(made).toMatchObject(
        good.map(({ id, ownerId }) => ({ value: { id, ownerId, task: { title: "Together" } } })),
      );
      for (const { id } of good) expect(await house.hasKey(id)).toBe(true);
      expect(await house.store.find(nobody.id)).toBeNull();
    });

    it("moves once and counts the version", async () => {
      const { id } = await take();
      const moved = found(await begin(id), "interview");
      expect(moved).toMatchObject({ status: "IN_PROGRESS", startedAt: later(1_000), endedAt: null, version: 2 });
      expect(await begin(id)).toBeNull();
      expect(await house.store.find(id)).toEqual(moved);
    });

    it("lets exactly one of several movers win", async () => {
      const { id } = await take();
      await begin(id);
      const end = (to: "COMPLETED" | "ERROR", ms: number) =>
        house.store.move({ id, from: ["IN_PROGRESS"], to, at: later(ms), reasons });
      const results = await Promise.all([1, 2, 3, 4].map((n) => end(n % 2 ? "COMPLETED" : "ERROR", 1_000 + n)));
      const won = results.filter((it) => it !== null);
      expect(won).toHaveLength(1);
      expect(await house.store.find(id)).toEqual(won[0]);
    });

    it("says why it ended as ERROR, by what it was until then", async () => {
      const [early, late] = [await take(), await take()];
      await begin(late.id);
      const fail = (id: string) =>
        house.store.move({ id, from: ["PENDING", "IN_PROGRESS"], to: "ERROR", at: later(5_000), reasons });
      expect(await fail(early.id)).toMatchObject({ reason: "called off", startedAt: null, endedAt: later(5_000) });
      expect(await fail(late.id)).toMatchObject({ reason: "broke off", endedAt: later(5_000) });
    });

    it("never ends before it began", async () => {
      const { id } = await take();
      await begin(id);
      const ended = await house.store.move({ id, from: ["IN_PROGRESS"], to: "COMPLETED", at: start, reasons });
      expect(ended?.endedAt).toEqual(later(1_000));
    });

    it("lets nobody sit in two seats, even when both are taken at once", async () => {
      const ownerId = await house.addPerson();
      const both = [await take({ ownerId }), await take({ ownerId })];
      const results = await Promise.allSettled(both.map((it) => begin(it.id)));
      expect(results.map((it) => it.status).sort()).toEqual(["fulfilled", "rejected"]);
      const refusal = results.find((it) => it.status === "rejected");
      expect(refusal?.reason).toMatchObject({
        code: "conflict",
        message: expect.stringContaining("another interview"),
      });
    });

    it("is in the one in progress, else in the newest that waits, else in none", async () => {
      const ownerId = await house.addPerson();
      expect(await house.store.current(ownerId)).toBeNull();
      const older = await take({ ownerId, createdAt: start });
      const newer = await take({ ownerId, createdAt: later(1_000) });
      expect(await house.store.current(ownerId)).toEqual(newer);
      await begin(older.id);
      expect(await house.store.current(ownerId)).toMatchObject({ id: older.id });
      const moved = { from: ["IN_PROGRESS" as const], to: "COMPLETED" as const, at: later(9_000), reasons };
      await house.store.move({ id: older.id, ...moved });
      expect(await house.store.current(ownerId)).toEqual(newer);
    });

    it("lists one person's, newest first, page after page without a gap, also within one millisecond", async () => {
      const ownerId = await house.addPerson();
      const made: InterviewRow[] = [];
      for (const ms of [0, 0, 0, 5, 5, 9]) made.push(await take({ ownerId, createdAt: later(ms) }));
      await take();
      const seen: InterviewRow[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<InterviewStore["history"]>> = await house.store.history(ownerId, {
          filter: {},
          cursor,
          limit: 2,
        });
        seen.push(...page.rows);
        cursor = page.next;
      } while (cursor);
      expect(seen.map((it) => it.id)).toEqual(made.map((it) => it.id).reverse());
    });

    it("filters by status, kind and part of the title, where % and _ mean themselves", async () => {
      const ownerId = await house.addPerson();
      const coding = await take({ ownerId, taskId: await house.addTask({ title: "100% of ÉTUDES", kind: "coding" }) });
      const talking = await take({
        ownerId,
        taskId: await house.addTask({ title: "A hard week", kind: "behavioural" }),
        createdAt: later(1),
      });
      await begin(talking.id);
      const list = async (filter: object) =>
        (await house.store.history(ownerId, { filter, cursor: null, limit: 9 })).rows.map((it) => it.id);
      expect(await list({ status: "IN_PROGRESS" })).toEqual([talking.id]);
      expect(await list({ kind: "coding" })).toEqual([coding.id]);
      expect(await list({ titlePart: "étud" })).toEqual([coding.id]);
      expect(await list({ titlePart: "0% o" })).toEqual([coding.id]);
      expect(await list({ titlePart: "A_h" })).toEqual([]);
      expect(await list({ titlePart: "a", kind: "behavioural", status: "PENDING" })).toEqual([]);
    });

    it.each([
      ["text", "nonsense"],
      ["another list's values", writeCursor(["Ada", "Nova"])],
      ["a time and no id", writeCursor(["2026-01-01T00:00:00.000Z", "x"])],
      ["a time that is none", writeCursor(["2026-13-01T00:00:00.000Z", someId])],
      ["a year that no database holds", writeCursor(["-271820-01-01T00:00:00.000Z", someId])],
    ])("refuses a cursor of %s", async (_, cursor) => {
      const ownerId = await house.addPerson();
      await expect(house.store.history(ownerId, { filter: {}, cursor, limit: 2 })).rejects.toMatchObject({
        code: "bad-request",
        field: "cursor",
      });
    });

    it("deletes an interview with its key, once", async () => {
      const { id } = await take();
      expect(await house.store.delete(id)).toBe(true);
      expect(await house.store.find(id)).toBeNull();
      expect(await house.hasKey(id)).toBe(false);
      expect(await house.store.delete(id)).toBe(false);
    });
  });
}
