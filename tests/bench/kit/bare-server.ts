// What the server is measured against, on the same HTTP stack, pool and runtime: asking the database for 1, and a page
// of one paragraph.
import process from "node:process";
import { Hono } from "hono";
import { openDb } from "../../../server/adapters/pg/db.ts";
import { safetyHeaders } from "../../../server/edge/headers.ts";
import { listen, makeServer } from "../../../server/edge/listen.ts";
import { silentLog } from "../../../server/kit/log.ts";

const db = openDb({ url: process.env["DATABASE_URL"] ?? "", log: silentLog });
const app = new Hono();
app.get("/bare", async (c) => c.json((await db.pool.query({ name: "bare", text: "SELECT 1 AS one" })).rows));
app.get("/page", (c) => c.html("<!doctype html><title>Bare</title><p>A page of one paragraph and nothing else."));
const server = makeServer(app, { tls: null, headers: safetyHeaders(false) });
console.log(await listen(server, { host: "127.0.0.1", port: Number(process.env["PORT"]), tls: null }));
