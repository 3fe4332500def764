import { randomBytes } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLive } from "../../client/api/live.ts";
import type { Refusal } from "../../client/kit/refusal.ts";
import { backends, type FreshDatabase, freshDatabase } from "../kit/database.ts";
import { openPage } from "../kit/live-page.ts";
import { openNodeProxy } from "../kit/node-proxy.ts";
import { makeCaller } from "../kit/caller.ts";
import { addMember, addSession } from "../kit/rows.ts";
import { type Person, startServer, type TestServer } from "../kit/server.ts";
import { until } from "../kit/until.ts";

describe.each(backends())("two nodes that start together on an empty database (%s)", (backend) => {
  let database: FreshDatabase;
  let nodes: TestServer[];

  beforeAll(async () => {
    database = await freshDatabase({ backend, empty: true });
    // Nodes share their master key, as an operator of several must.
    const keyFile = join(await mkdtemp(join(tmpdir(), "nodes-")), "master.key");
    await writeFile(keyFile, randomBytes(32), { mode: 0o600 });
    const env = { DATABASE_URL: database.url, MASTER_KEY_FILE: keyFile };
    const start = (NODE_NAME: string) => startServer({ backend, env: { ...env, NODE_NAME } });
    const started = await Promise.allSettled([start("a"), start("b")]);
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

  describe("with a room at one", () => {
    const rooms = async () => {
      const [here, there] = nodes as [TestServer, TestServer];
      const [ann, ben] = [await here.person("Ann"), await here.person("Ben")];
      const { id: grindId } = await ann.post("/grinds", { body: { name: "Thursday Loop" } });
      await addMember(database.db, grindId, ben.id);
      const sessionId = await addSession(database.db, { grindId, madeById: ann.id, at: new Date() });
      const [page, bens] = [await openPage(here.url, ann), await openPage(here.url, ben)];
      const joined = await page.join(sessionId);
      await bens.join(sessionId);
      await page.sees((view) => ben.id in view.people);
      return { ann, ben, grindId, sessionId, page: { ...page, joined }, bens, there };
    };
    /** The same browser at the other node. */
    const at = ({ url }: TestServer, person: Person) => {
      const cookies = person.cookie().split("; ").map((it) => it.split("=", 2) as [string, string]);
      return makeCaller(url, "192.0.2.7", new Map(cookies));
    };

    it("meet in it, whichever node they were sent to", async () => {
      const { ben, sessionId, page, bens, there } = await rooms();
      bens.close();
      await page.sees((view) => view.people[ben.id]?.awayUntilMs !== null);
      const [{ url: here }] = nodes as [TestServer];
      const proxy = await openNodeProxy({ a: () => here, b: () => there.url }, () => there.url);
      const headers = { cookie: ben.cookie(), origin: proxy.url };
      const live = openLive({ url: proxy.url, transports: ["websocket"], extraHeaders: headers });
      try {
        await live.ready();
        const refusal = await live.ask("room:join", { sessionId, takeOver: true }).catch((it: unknown) => it);
        expect(refusal).toMatchObject({ code: "unavailable", way: "/n/a" });
        live.go((refusal as Refusal).way ?? "");
        await live.ready();
        const { view } = await live.ask("room:join", { sessionId, takeOver: true });
        expect(Object.keys(view.people)).toContain(page.joined.me);
        await page.sees((it) => it.people[ben.id]?.awayUntilMs === null);
        const chat = { id: crypto.randomUUID(), text: "Here I am." };
        await live.ask("chat:say", chat);
        await page.hears("chat:said", (it) => it.text === chat.text);
      } finally {
        live.close();
        proxy.close();
      }
    });

    it("tell nobody where it is who may not come in", async () => {
      const { sessionId, there } = await rooms();
      const kim = await openPage(there.url, await there.person("Kim"));
      expect(await kim.raw("room:join", { sessionId })).toMatchObject({ error: { code: "not-found" } });
      expect(JSON.stringify(await kim.raw("room:join", { sessionId }))).not.toContain("/n/");
    });

    it("lead a client without a browser to the door of the node that has its interview", async () => {
      const [here, there] = nodes as [TestServer, TestServer];
      const ann = await here.person("Ann");
      const { rows: [task] } = await ann.get("/tasks");
      const body = { taskId: task?.id ?? "", mode: "ai" as const };
      const { id } = await ann.post("/interviews", { body });
      const { path, sessionId } = await ann.post("/interviews/:id/token", { params: { id } });
      expect(path).toBe(`/n/a/ws/interviews/${id}`);
      const elsewhere = at(there, ann);
      expect(await elsewhere.post("/interviews/:id/token", { params: { id } })).toMatchObject({
        path: `/n/b/ws/interviews/${id}`,
      });
      await (await openPage(here.url, ann)).join(sessionId);
      expect(await elsewhere.post("/interviews/:id/token", { params: { id } })).toMatchObject({ path });
    });

    it("let nobody stay in it who was taken out of the grind at the other", async () => {
      const { ann, ben, grindId, sessionId, page, bens, there } = await rooms();
      const elsewhere = at(there, ann);
      await elsewhere.del("/grinds/:id/members/:personId", { params: { id: grindId, personId: ben.id } });
      expect(await bens.hears("room:closed")).toMatchObject({ why: "signed-out" });
      await page.sees((view) => !(ben.id in view.people));
      await expect(bens.join(sessionId)).rejects.toThrow("not-found");
    });

    it("give nobody more in it than the role that the other gave them, at once", async () => {
      const { ann, ben, grindId, page, bens, there } = await rooms();
      await expect(bens.ask("session:end", {})).rejects.toThrow("forbidden");
      const params = { id: grindId, personId: ben.id };
      const elsewhere = at(there, ann);
      await elsewhere.patch("/grinds/:id/members/:personId", { params, body: { role: "moderator" } });
      await page.sees((view) => view.people[ben.id]?.role === "moderator");
      await elsewhere.patch("/grinds/:id/members/:personId", { params, body: { role: "member" } });
      await page.sees((view) => view.people[ben.id]?.role === "member");
      await expect(bens.ask("session:end", {})).rejects.toThrow("forbidden");
    });

    it("close what a device holds open that was signed out at the other", async () => {
      const { ben, page, bens, there } = await rooms();
      await at(there, ben).post("/account/sign-out");
      await until(() => !bens.socket.connected);
      await page.sees((view) => !(ben.id in view.people));
    });

    it("end it with its grind, which was deleted at the other", async () => {
      const { ann, grindId, page, there } = await rooms();
      await at(there, ann).del("/grinds/:id", { params: { id: grindId } });
      expect(await page.hears("room:closed")).toMatchObject({ why: "ended" });
    });

    it("find what they did not hear of while they were deaf", async () => {
      const { ben, grindId, page, bens } = await rooms();
      const client = await database.db.pool.connect();
      const others = "pid <> pg_backend_pid() AND datname = current_database()";
      await client.query("BEGIN");
      await client.query("DELETE FROM memberships WHERE grind_id = $1 AND person_id = $2", [grindId, ben.id]);
      await client.query("DELETE FROM devices WHERE person_id = $1", [ben.id]);
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'grindstone changes' AND ${others}`,
      );
      await client.query("COMMIT");
      client.release();
      await page.sees((view) => !(ben.id in view.people));
      await until(() => !bens.socket.connected);
    });
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
    await expect((await openPage(there.url, ann)).join(sessionId)).rejects.toThrow("another node of this server");
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
