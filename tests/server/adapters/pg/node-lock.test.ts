import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Db, openDb } from "../../../../server/adapters/pg/db.ts";
import { withNodeLock } from "../../../../server/adapters/pg/node-lock.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import { backends, type FreshDatabase, freshDatabase } from "../../../kit/database.ts";

describe.each(backends())("a node lock on the %s database", (backend) => {
  let database: FreshDatabase;
  let nodes: Db[];

  beforeEach(async () => {
    database = await freshDatabase({ backend, empty: true });
    nodes = [1, 2, 3].map(() => openDb({ url: database.url, max: 2, log: silentLog }));
  });
  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.close()));
    await database.close();
  });

  const locked = <T>(node: number, name: string, work: Parameters<typeof withNodeLock<T>>[2]): Promise<T> =>
    withNodeLock((nodes[node] as Db).pool, name, work);
  const waiting = async (): Promise<number> => {
    const [row] = await database.db.query<{ n: number }>(
      "test-waiting",
      `SELECT count(*)::int AS n FROM pg_locks JOIN pg_database d ON d.oid = database
       WHERE locktype = 'advisory' AND NOT granted AND d.datname = current_database()`,
    );
    return row?.n ?? 0;
  };

  it("lets one node at a time do work of the same name", async () => {
    const done: string[] = [];
    const note = (name: string) => () => Promise.resolve(void done.push(name));
    const others = await locked(0, "seed", async () => {
      const started = [locked(1, "seed", note("second")), locked(2, "seed", note("third"))];
      await expect.poll(waiting).toBe(2);
      await note("first")();
      return { started };
    });
    await Promise.all(others.started);
    expect(done[0]).toBe("first");
    expect(done).toHaveLength(3);
  });

  it("does not hold up work of another name", async () => {
    const answer = await locked(0, "seed", () => locked(1, "sweep", () => Promise.resolve("swept")));
    expect(answer).toBe("swept");
  });

  it("is free again after work that failed, whose half-done transaction is gone", async () => {
    const failing = locked(0, "seed", async (client) => {
      await client.query("BEGIN; CREATE TABLE half (id int)");
      throw new Error("broke off");
    });
    await expect(failing).rejects.toThrow("broke off");
    const half = await locked(1, "seed", (client) => client.query("SELECT to_regclass('half') AS half"));
    expect(half.rows).toEqual([{ half: null }]);
  });

  it("passes on when the holder's connection breaks, and the holder lives to hear of it", async () => {
    const broken = locked(0, "seed", async (client) => {
      const { rows: [row] } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      await database.db.pool.query("SELECT pg_terminate_backend($1)", [row?.pid]);
      await client.query("SELECT 1");
    });
    await expect(broken).rejects.toMatchObject({ code: "unavailable" });
    expect(await locked(1, "seed", () => Promise.resolve("next"))).toBe("next");
    expect(await locked(0, "seed", () => Promise.resolve("again"))).toBe("again");
  });
});
