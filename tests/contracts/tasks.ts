import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../proto/limits.ts";
import type { TaskDraft, TaskFilter, TaskStore } from "../../server/ports/tasks.ts";

/** What a suite needs around the store that it tests. */
export type TasksHouse = {
  store: TaskStore;
  ids: { next(): string };
  addPerson(): Promise<string>;
  addGrind(members: Readonly<Record<string, "owner" | "moderator" | "member">>): Promise<string>;
  addTask(task: { grindId?: string; title?: string; kind?: "coding" | "behavioural"; archived?: boolean }): Promise<
    string
  >;
  close(): Promise<void>;
};

const at = new Date("2026-03-01T10:00:00.123Z");
const draft: TaskDraft = {
  title: "Zwölf 🥖",
  kind: "coding",
  difficulty: "Hard",
  minutes: 40,
  brief: 'He said: "sort \\ them".\nThen left.',
  rubric: [{ name: "Care", weight: 100, levels: { weak: "a", solid: "b", strong: "c" } }],
  plan: [{ ask: "What's $1?", probes: ["Why?"], hints: ["Think."], minutes: 3 }],
};
const page = { cursor: null, limit: 100 };

/** What every TaskStore owes its callers. */
export function tasksContract(name: string, open: () => Promise<TasksHouse>): void {
  describe(`${name} as TaskStore`, () => {
    let house: TasksHouse;
    beforeAll(async () => void (house = await open()));
    afterAll(() => house.close());

    const scene = async () => {
      const nova = await house.addPerson();
      return { nova, grindId: await house.addGrind({ [nova]: "owner" }) };
    };
    const all = (grindId: string | null): TaskFilter => ({ grindId, own: true, kind: null, difficulty: null, q: null });
    const titles = async (filter: TaskFilter) => (await house.store.list(filter, page)).rows.map((it) => it.title);
    const create = (grindId: string, change: Partial<TaskDraft> = {}) =>
      house.store.create({ ...draft, ...change, id: house.ids.next(), grindId, at });

    it("gives back what was written, letter by letter, with the reader's role", async () => {
      const { nova, grindId } = await scene();
      const task = await create(grindId);
      expect(task).toEqual({ ...draft, id: task.id, grindId, createdAt: at, archivedAt: null, version: 1 });
      expect(await house.store.seen(nova, task.id)).toEqual({ ...task, role: "owner" });
    });

    it("shows a grind's task to its members and a built-in one to everybody", async () => {
      const { grindId } = await scene();
      const eve = await house.addPerson();
      const { id } = await create(grindId);
      expect(await house.store.seen(eve, id)).toBeNull();
      expect(await house.store.seen(eve, house.ids.next())).toBeNull();
      expect(await house.store.seen(eve, await house.addTask({}))).toMatchObject({ grindId: null, role: null });
    });

    it("changes it for who read the newest version", async () => {
      const { nova, grindId } = await scene();
      const { id } = await create(grindId);
      const changed = await house.store.change(id, { ...draft, title: "Dreizehn", version: 1 });
      expect(changed).toMatchObject({ title: "Dreizehn", version: 2 });
      expect(await house.store.change(id, { ...draft, title: "Too late", version: 1 })).toBeNull();
      expect(await house.store.seen(nova, id)).toEqual({ ...changed, role: "owner" });
    });

    it("changes no built-in task", async () => {
      const id = await house.addTask({ title: "Built in" });
      expect(await house.store.change(id, { ...draft, version: 1 })).toBeNull();
      expect(await house.store.seen(await house.addPerson(), id)).toMatchObject({ title: "Built in", version: 1 });
    });

    it("takes an archived task out of lists, keeps it readable and unchangeable", async () => {
      const { nova, grindId } = await scene();
      const { id } = await create(grindId);
      expect(await house.store.archive(id, at)).toBe(true);
      expect(await house.store.archive(id, new Date())).toBe(false);
      expect(await titles(all(grindId))).toEqual([]);
      expect(await house.store.seen(nova, id)).toMatchObject({ archivedAt: at });
      expect(await house.store.change(id, { ...draft, version: 1 })).toBeNull();
    });

    it("has room for a bounded number that are not archived", async () => {
      const { grindId } = await scene();
      for (let count = 1; count < limits.tasksPerGrind; count++) await house.addTask({ grindId });
      const { id } = await create(grindId);
      await expect(create(grindId)).rejects.toMatchObject({ code: "conflict" });
      await house.store.archive(id, at);
      await create(grindId);
      await expect(create(house.ids.next())).rejects.toMatchObject({ code: "not-found" });
    });

    it("lists a grind's own, the built-in ones or both, never another grind's", async () => {
      const [{ grindId }, other] = [await scene(), await scene()];
      await create(grindId, { title: "Ours" });
      await create(other.grindId, { title: "Theirs" });
      const builtIn = (await titles({ ...all(null), own: false })).sort();
      expect(await titles(all(grindId))).toEqual(["Ours"]);
      expect((await titles({ ...all(grindId), own: false })).sort()).toEqual([...builtIn, "Ours"].sort());
      expect(builtIn).not.toContain("Theirs");
    });

    it.each(["%", "_", "\\", "\\%", "100%_\\"])("takes %j as letters, not as wildcards", async (q) => {
      const { grindId } = await scene();
      await create(grindId, { title: `before ${q} after`, brief: "plain" });
      await create(grindId, { title: "before 100 after", brief: "plain" });
      expect(await titles({ ...all(grindId), q })).toEqual([`before ${q} after`]);
    });

    it("finds words in titles and briefs whatever their case, together with other filters", async () => {
      const { grindId } = await scene();
      await create(grindId, { title: "The BAKERY" });
      await create(grindId, { title: "Bread", brief: "In a bakery.", kind: "behavioural" });
      await create(grindId, { title: "Milk", brief: "In a dairy.", difficulty: "Easy" });
      expect(await titles({ ...all(grindId), q: "bakery" })).toEqual(["Bread", "The BAKERY"]);
      expect(await titles({ ...all(grindId), q: "bakery", kind: "behavioural" })).toEqual(["Bread"]);
      expect(await titles({ ...all(grindId), difficulty: "Easy" })).toEqual(["Milk"]);
    });

    it("knows the cases of letters beyond English", async () => {
      const { grindId } = await scene();
      await create(grindId, { title: "ÄPFEL und Öl", brief: "plain" });
      expect(await titles({ ...all(grindId), q: "äpfel UND öl" })).toEqual(["ÄPFEL und Öl"]);
    });

    it("pages through equal titles and carries the beginning of each brief", async () => {
      const { grindId } = await scene();
      for (let count = 0; count < 5; count++) await create(grindId, { brief: "x".repeat(8_000) });
      const seen: string[] = [];
      for (let cursor: string | null = null, more = true; more;) {
        const { rows, next } = await house.store.list(all(grindId), { cursor, limit: 2 });
        for (const { id, opening } of rows) {
          seen.push(id);
          expect(opening).toBe("x".repeat(opening.length));
          expect(opening.length).toBeLessThan(1_000);
        }
        cursor = next;
        more = next !== null;
      }
      expect(new Set(seen).size).toBe(5);
      expect(seen).toHaveLength(5);
    });
  });
}
