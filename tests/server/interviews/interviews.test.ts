import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { makeMasterKey } from "../../../server/adapters/keys/master-key.ts";
import { pgInterviews } from "../../../server/adapters/pg/interviews.ts";
import { pgKeys } from "../../../server/adapters/pg/keys.ts";
import { type Interviews, makeInterviews } from "../../../server/interviews/interviews.ts";
import { uuidv7 } from "../../../server/kit/ids.ts";
import type { AuditEntry } from "../../../server/ports/audit.ts";
import type { InterviewRow } from "../../../server/ports/interviews.ts";
import type { Keys } from "../../../server/ports/keys.ts";
import { fakeClock } from "../../kit/clock.ts";
import { type FreshDatabase, freshDatabase } from "../../kit/database.ts";
import { addGrind, addPerson, addTask } from "../../kit/rows.ts";

let house: FreshDatabase;
let keys: Keys;
let interviews: Interviews;
let ownerId: string;
let taskId: string;
const clock = fakeClock();
const noted: AuditEntry[] = [];
const ended: string[] = [];

beforeAll(async () => {
  house = await freshDatabase();
  keys = pgKeys(house.db, makeMasterKey(randomBytes(32)));
  const audit = {
    note: (entry: AuditEntry) => Promise.resolve(void noted.push(entry)),
    list: () => Promise.resolve({ rows: [], next: null }),
  };
  const beforeRemoval = () => Promise.resolve();
  const kit = { keys, audit, clock, ids: uuidv7(clock), beforeRemoval };
  interviews = makeInterviews({ store: pgInterviews(house.db), ...kit, onEnded: (id) => void ended.push(id) });
  taskId = await addTask(house.db);
});
beforeEach(async () => void (ownerId = await addPerson(house.db)));
afterAll(() => house.close());

const take = (): Promise<InterviewRow> => interviews.take({ ownerId, taskId, grindId: null, mode: "ai" });

it("takes a task: the interview waits, and its key opens", async () => {
  const taken = await take();
  expect(taken).toMatchObject({ ownerId, status: "PENDING", createdAt: new Date(clock.now()) });
  expect(await keys.open(taken.id)).toHaveLength(32);
});

it("takes no task and no place in a grind that one may not see", async () => {
  const grindId = await addGrind(house.db, { [await addPerson(house.db)]: "owner" });
  const hidden = await addTask(house.db, { grindId });
  await expect(interviews.take({ ownerId, taskId: hidden, grindId: null, mode: "ai" })).rejects.toMatchObject({
    code: "not-found",
    message: "There is no such task, or it is not yours to see.",
  });
  await expect(interviews.take({ ownerId, taskId, grindId, mode: "ai" })).rejects.toMatchObject({
    code: "not-found",
    message: "There is no such grind, or it is not yours to see.",
  });
});

it("goes from taken to running to over, each at its time", async () => {
  const taken = await take();
  clock.pass(60_000);
  const running = await interviews.move(taken, "IN_PROGRESS");
  expect(running.startedAt).toEqual(new Date(clock.now()));
  expect(ended).not.toContain(taken.id);
  clock.pass(60_000);
  const done = await interviews.move(running, "COMPLETED", new Date(clock.now() - 5_000));
  expect(done).toMatchObject({ status: "COMPLETED", endedAt: new Date(clock.now() - 5_000), reason: null, version: 3 });
  expect(ended).toContain(taken.id);
});

it("refuses what is not a move, and changes nothing", async () => {
  const taken = await take();
  await expect(interviews.move(taken, "COMPLETED")).rejects.toMatchObject({ code: "conflict" });
  expect(await interviews.find(taken.id)).toEqual(taken);
  expect(ended).not.toContain(taken.id);
});

it("tells the slower of two writers that it is over", async () => {
  const running = await interviews.move(await take(), "IN_PROGRESS");
  await interviews.move(running, "COMPLETED");
  await expect(interviews.move(running, "ERROR")).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("already over"),
  });
  expect(await interviews.find(running.id)).toMatchObject({ status: "COMPLETED", reason: null });
  expect(ended.filter((it) => it === running.id)).toHaveLength(1);
});

it("says to its owner why it did not happen", async () => {
  expect(await interviews.move(await take(), "ERROR")).toMatchObject({ reason: "It was called off before it began." });
  const running = await interviews.move(await take(), "IN_PROGRESS");
  expect(await interviews.move(running, "ERROR")).toMatchObject({ reason: "It broke off before its end." });
});

it("refuses an end before the start, and an end for a beginning", async () => {
  const taken = await take();
  await expect(interviews.move(taken, "IN_PROGRESS", new Date(clock.now()))).rejects.toMatchObject({
    field: "endedAt",
  });
  const running = await interviews.move(taken, "IN_PROGRESS");
  await expect(interviews.move(running, "COMPLETED", new Date(0))).rejects.toMatchObject({
    code: "bad-request",
    field: "endedAt",
  });
  expect(await interviews.find(taken.id)).toEqual(running);
});

it("deletes an interview: its key opens no more and the deletion is noted, once", async () => {
  const taken = await take();
  noted.length = 0;
  await interviews.remove(taken);
  await interviews.remove(taken);
  expect(await interviews.find(taken.id)).toBeNull();
  await expect(keys.open(taken.id)).rejects.toMatchObject({ code: "closed" });
  expect(noted).toEqual([{ actorId: ownerId, action: "interview.deleted", subjectId: taken.id }]);
});

it("tells somebody who moves a deleted interview that it is gone", async () => {
  const taken = await take();
  await interviews.remove(taken);
  await expect(interviews.move(taken, "IN_PROGRESS")).rejects.toMatchObject({ code: "not-found" });
});

it("pages through the history with its own cursors", async () => {
  const made = [(await take()).id, (await take()).id, (await take()).id].reverse();
  const first = await interviews.history(ownerId, { filter: {}, cursor: null, limit: 2 });
  expect(first.rows.map((it) => it.id)).toEqual(made.slice(0, 2));
  const second = await interviews.history(ownerId, { filter: {}, cursor: first.next, limit: 2 });
  expect(second).toMatchObject({ rows: [{ id: made[2] }], next: null });
});
