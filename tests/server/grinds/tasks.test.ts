import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../../proto/limits.ts";
import { teaser } from "../../../server/grinds/tasks.ts";
import { writeCursor } from "../../../server/kit/cursor.ts";
import { taskDraft } from "../../kit/drafts.ts";
import { type Answered, type Caller, type GrindsHouse, openGrinds, statuses } from "../../kit/grinds.ts";
import { addTask, ids } from "../../kit/rows.ts";

let house: GrindsHouse;
let nova: Caller;
let omar: Caller;
let grindId: string;
beforeAll(async () => {
  house = await openGrinds();
  nova = await house.person("Nova");
  omar = await house.person("Omar");
  grindId = await house.grind(nova, [[omar, "member"]]);
  await addTask(house.db, { title: "Built-in beehive" });
  await addTask(house.db, { title: "Built-in talk", kind: "behavioural" });
  for (const title of ["Ångström", "50% off", "500 off", "under_score", "underXscore", "back\\slash"]) {
    await write({ title });
  }
});
afterAll(() => house.close());

const write = async (change: object = {}) => {
  const { status, body } = await nova.ask(`POST /grinds/${grindId}/tasks`, taskDraft(change));
  expect(status).toBe(201);
  return body;
};
const titles = async (path: string): Promise<string[]> => {
  const { status, body } = await nova.ask(`GET ${path}`);
  expect(status).toBe(200);
  return body.rows.map((it) => it.title);
};
const query = (values: Record<string, string>) => new URLSearchParams(values).toString();

describe("the catalogue", () => {
  it("shows anybody who is signed in the built-in tasks alone", async () => {
    const { body } = await (await house.person()).ask("GET /tasks");
    expect(body.rows.map((it) => it.title)).toEqual(["Built-in beehive", "Built-in talk"]);
    expect(body.rows[0]).toMatchObject({ grindId: null, kind: "coding", teaser: "Make a queue." });
  });

  it("of a grind adds its own, or shows them alone", async () => {
    const all = await titles(`/grinds/${grindId}/tasks`);
    const own = await titles(`/grinds/${grindId}/tasks?own=true`);
    expect(all).toEqual(expect.arrayContaining([...own, "Built-in beehive", "Built-in talk"]));
    expect(own).not.toContain("Built-in beehive");
    expect(all).toHaveLength(own.length + 2);
  });

  it("is read page by page without missing or repeating a task", async () => {
    const twins = [await write({ title: "Twin" }), await write({ title: "Twin" }), await write({ title: "Twin" })];
    const whole = (await nova.ask(`GET /grinds/${grindId}/tasks?limit=100`)).body.rows;
    const paged: unknown[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const { body }: Answered = await nova.ask(
        `GET /grinds/${grindId}/tasks?limit=2${cursor && `&cursor=${cursor}`}`,
      );
      paged.push(...body.rows);
      cursor = body.next;
    }
    expect(paged).toEqual(whole);
    for (const { id } of twins) await nova.ask(`DELETE /tasks/${id}`);
  });

  it("is read on after the longest title that can be typed", async () => {
    const owner = await house.person();
    const id = await house.grind(owner);
    for (const title of ["語".repeat(120), "🦉".repeat(60)]) {
      await owner.ask(`POST /grinds/${id}/tasks`, taskDraft({ title }));
    }
    const first = await owner.ask(`GET /grinds/${id}/tasks?own=true&limit=1`);
    const second = await owner.ask(`GET /grinds/${id}/tasks?own=true&limit=1&cursor=${first.body.next}`);
    expect([second.status, second.body.next]).toEqual([200, null]);
    expect(second.body.rows[0]?.title).not.toBe(first.body.rows[0]?.title);
  });

  it.each([
    ["a piece of a title, however written", "BEEhive", ["Built-in beehive"]],
    ["a piece of a brief", "queue.", ["Built-in beehive", "Built-in talk"]],
    ["a percent sign", "50%", ["50% off"]],
    ["an underscore", "under_s", ["under_score"]],
    ["a backslash", "back\\s", ["back\\slash"]],
    ["letters in another Unicode form", "A\u030Angstro\u0308m", ["Ångström"]],
    ["a quote", "' OR '1'='1", []],
  ])("finds %s", async (_, q, expected) => {
    expect((await titles(`/grinds/${grindId}/tasks?${query({ q })}`)).sort()).toEqual([...expected].sort());
  });

  it("refuses to search for characters that no database holds, in one sentence", async () => {
    const { status, body } = await nova.ask(`GET /grinds/${grindId}/tasks?${query({ q: "50%\u0000 off" })}`);
    expect([status, body]).toMatchObject([400, { error: { code: "bad-request", field: "q" } }]);
  });

  it("filters by kind and difficulty together", async () => {
    const { id } = await write({ title: "Hard talk", kind: "behavioural", difficulty: "Hard" });
    expect(await titles(`/grinds/${grindId}/tasks?kind=behavioural`)).toEqual(["Built-in talk", "Hard talk"]);
    expect(await titles(`/grinds/${grindId}/tasks?kind=behavioural&difficulty=Hard`)).toEqual(["Hard talk"]);
    await nova.ask(`DELETE /tasks/${id}`);
  });

  it.each([
    ["a kind of its own", "kind=cooking"],
    ["a page of a thousand", "limit=1000"],
    ["own neither true nor false", "own=perhaps"],
    ["a forged cursor", `cursor=${writeCursor(["a", "b"])}`],
    ["a cursor with a zero in it", `cursor=${writeCursor(["a\0", "00000000-0000-7000-8000-000000000000"])}`],
  ])("refuses %s", async (_, search) => {
    expect((await nova.ask(`GET /grinds/${grindId}/tasks?${search}`)).status).toBe(400);
  });
});

describe("a task of a grind", () => {
  it("comes back whole, to be changed by its moderators only", async () => {
    const brief = "A bakery has two queues. Serve them fairly.";
    const draft = taskDraft({ title: "Naïve 🥖 „bakery“", brief });
    const task = await write(draft);
    expect(task).toMatchObject({ ...draft, grindId, teaser: "A bakery has two queues.", mine: true, version: 1 });
    expect(await nova.ask(`GET /tasks/${task.id}`)).toEqual({ status: 200, body: task });
    expect((await omar.ask(`GET /tasks/${task.id}`)).body).toEqual({ ...task, mine: false });
    expect((await house.noted())[0]).toMatchObject({ actorId: nova.id, action: "task.written", subjectId: task.id });
  });

  it("keeps the faster of two changes and tells the slower writer", async () => {
    const { id } = await write();
    const answers = await Promise.all(["Bread", "Cake"].map((title) => {
      return nova.ask(`PATCH /tasks/${id}`, { ...taskDraft({ title }), version: 1 });
    }));
    expect(statuses(answers)).toEqual([200, 409]);
    const won = answers.find((it) => it.status === 200)?.body;
    expect((await nova.ask(`GET /tasks/${id}`)).body).toEqual(won);
    expect(won?.version).toBe(2);
    await nova.ask(`DELETE /tasks/${id}`);
  });

  it("leaves the catalogue when deleted and stays with the interviews that used it", async () => {
    const { id } = await write({ title: "Short lived" });
    const interview = { id: ids.next(), ownerId: omar.id, taskId: id, mode: "ai" as const, createdAt: new Date() };
    await house.db.prisma.interview.create({ data: interview });
    expect((await nova.ask(`DELETE /tasks/${id}`)).status).toBe(204);
    expect((await nova.ask(`DELETE /tasks/${id}`)).status).toBe(204);
    expect(await titles(`/grinds/${grindId}/tasks`)).not.toContain("Short lived");
    expect((await omar.ask(`GET /tasks/${id}`)).body).toMatchObject({ title: "Short lived", mine: false });
    expect(await house.db.prisma.interview.findUnique({ where: { id: interview.id } })).toMatchObject({ taskId: id });
    const late = await nova.ask(`PATCH /tasks/${id}`, { ...taskDraft(), version: 1 });
    expect([late.status, late.body.error.code]).toEqual([410, "closed"]);
  });

  it("counts in the card of its grind until it is deleted", async () => {
    const before = (await nova.ask(`GET /grinds/${grindId}`)).body.tasks;
    const { id } = await write();
    expect((await nova.ask(`GET /grinds/${grindId}`)).body.tasks).toBe(before + 1);
    await nova.ask(`DELETE /tasks/${id}`);
    expect((await nova.ask(`GET /grinds/${grindId}`)).body.tasks).toBe(before);
  });

  it("is one of a bounded number, even when two are written at once", async () => {
    const owner = await house.person();
    const full = await house.grind(owner);
    for (let count = 1; count < limits.tasksPerGrind; count++) await addTask(house.db, { grindId: full });
    const answers = await Promise.all([1, 2].map(() => owner.ask(`POST /grinds/${full}/tasks`, taskDraft())));
    expect(statuses(answers)).toEqual([201, 409]);
  });

  const long = "x".repeat(9_000);
  const question = taskDraft().plan[0];
  const item = taskDraft().rubric[0];
  it.each([
    ["eleven questions", { plan: Array.from({ length: 11 }, () => question) }, "plan"],
    ["five questions", { plan: Array.from({ length: 5 }, () => question) }, "plan"],
    ["a question without end", { plan: [...taskDraft().plan.slice(1), { ...question, ask: long }] }, "plan.5.ask"],
    ["a probe that holds half a character", {
      plan: [{ ...question, probes: ["a\ud800"] }, ...taskDraft().plan.slice(1)],
    }, "plan.0.probes.0"],
    ["weights that add up to 101", {
      rubric: [{ ...item, weight: 26 }, ...taskDraft().rubric.slice(1)],
    }, "rubric"],
    ["a brief without end", { brief: long }, "brief"],
    ["a zero byte in its brief", { brief: "a\u0000b" }, "brief"],
    ["a title of spaces", { title: "   " }, "title"],
    ["no minutes", { minutes: 0 }, "minutes"],
  ])("is refused with %s, named by its field", async (_, change, field) => {
    const { status, body } = await nova.ask(`POST /grinds/${grindId}/tasks`, { ...taskDraft(), ...change });
    expect([status, body.error.field]).toEqual([400, field]);
    expect(body.error.message).toMatch(/^[A-Z].*\.$/);
  });

  it("is refused when it is larger than a request may be", async () => {
    const plan = taskDraft().plan.map((it) => ({ ...it, hints: ["x".repeat(60_000)] }));
    const { status, body } = await nova.ask(`POST /grinds/${grindId}/tasks`, taskDraft({ plan }));
    expect([status, body.error.message]).toEqual([413, expect.stringMatching(/Nothing was changed\.$/)]);
  });
});

it.each([
  ["A bakery has two queues. Serve them.", "A bakery has two queues."],
  ["Version 2.5 is out! Why?", "Version 2.5 is out!"],
  ["No full stop\n\nbut a second paragraph", "No full stop but a second paragraph"],
  ["先把问题说清楚。 然后写代码。", "先把问题说清楚。"],
  [`${"word ".repeat(100)}.`, `${"word ".repeat(40).trim()}…`],
])("makes a teaser of %j", (brief, expected) => {
  expect(teaser(brief)).toBe(expected);
});
