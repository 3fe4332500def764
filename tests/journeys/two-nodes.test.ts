import { randomBytes } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends, type FreshDatabase, freshDatabase } from "../kit/database.ts";
import { openPage } from "../kit/live-page.ts";
import { addSession } from "../kit/rows.ts";
import { startServer, type TestServer } from "../kit/server.ts";

describe.each(backends())("two nodes that start together on an empty database (%s)", (backend) => {
  let database: FreshDatabase;
  let nodes: TestServer[];

  beforeAll(async () => {
    database = await freshDatabase({ backend, empty: true });
    // Nodes share their master key, as an operator of several must.
    const keyFile = join(await mkdtemp(join(tmpdir(), "nodes-")), "master.key");
    await writeFile(keyFile, randomBytes(32), { mode: 0o600 });
    const env = { DATABASE_URL: database.url, MASTER_KEY_FILE: keyFile };
    const started = await Promise.allSettled([startServer({ backend, env }), startServer({ backend, env })]);
    nodes = started.flatMap((it) => it.status === "fulfilled" ? [it.value] : []);
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
    await database.close();
  });

  it("both serve", async () => {
    const ready = await Promise.all(nodes.map(async ({ url }) => (await fetch(`${url}/readyz`)).status));
    expect(ready).toEqual([200, 200]);
  });

  it("migrate and seed once", async () => {
    const { rows: [count] } = await database.db.pool.query(`SELECT
      (SELECT count(*)::int FROM _prisma_migrations) AS migrations,
      (SELECT count(DISTINCT migration_name)::int FROM _prisma_migrations) AS names,
      (SELECT count(*)::int FROM tasks) AS tasks, (SELECT count(DISTINCT slug)::int FROM tasks) AS slugs`);
    expect(count.migrations).toBe(count.names);
    expect([count.tasks, count.slugs]).toEqual([36, 36]);
  });

  it("know each other's people at once, and let nobody in who was signed out at the other", async () => {
    const [here, there] = nodes as [TestServer, TestServer];
    const cookie = await cookieOf(here, (await here.person("Noor")).email);
    const ask = async ({ url }: TestServer, path: string, method = "GET") => {
      const answer = await fetch(`${url}/api/v1${path}`, { method, headers: { cookie } });
      await answer.body?.cancel();
      return answer.status;
    };
    expect(await ask(there, "/me")).toBe(200);
    expect(await ask(here, "/account/sign-out", "POST")).toBe(204);
    expect(await ask(there, "/me")).toBe(401);
  });

  it("leave each other's rooms alone, and take over those of one that is gone", async () => {
    const [here, there] = nodes as [TestServer, TestServer];
    const ann = await here.person("Ann");
    const { id: grindId } = await ann.post("/grinds", { body: { name: "Thursday Loop" } });
    const sessionId = await addSession(database.db, { grindId, madeById: ann.id, at: new Date() });
    const page = await openPage(here.url, ann);
    const { resume } = await page.join(sessionId);
    await page.ask("seat:take", {});
    await there.restart();
    await expect((await openPage(there.url, ann)).join(sessionId)).rejects.toThrow("another node");
    await page.ask("hand:raise", { up: true });
    expect(page.view()).toMatchObject({ seatId: ann.id });
    await here.close();
    const moved = await openPage(there.url, ann);
    expect((await moved.join(sessionId, { resume })).view).toMatchObject({ seatId: ann.id });
    moved.close();
  });

  async function cookieOf({ url }: TestServer, email: string): Promise<string> {
    const body = JSON.stringify({ email, password: "a long enough password" });
    const headers = { "content-type": "application/json", "x-forwarded-for": "198.18.201.1" };
    const answer = await fetch(`${url}/api/v1/account/sign-in`, { method: "POST", headers, body });
    await answer.body?.cancel();
    return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  }
});
