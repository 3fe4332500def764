// The contract of proto/http.ts answered from memory, with the built page beside it: for working on the page alone.
// node tests/kit/fake-api.mjs [--port=4720] [--dist=client/dist] [--empty] [--signed-out] [--sign-up=invite]
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { before, id, makeWorld } from "./fake-data.mjs";

const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
  ".json": "application/json",
};

class Refused extends Error {
  constructor(status, code, message, field) {
    super(message);
    Object.assign(this, { status, body: { error: { code, message, ...(field ? { field } : {}) } } });
  }
}
const missing = () => new Refused(404, "not-found", "There is no such thing, or you may not see it.");

/** Starts the fake; `world` may be changed while it runs. */
export async function startFakeApi(
  {
    port = 4720,
    dist = fileURLToPath(new URL("../../client/dist/", import.meta.url)),
    empty = false,
    signedOut = false,
    signUp = "open",
  } = {},
) {
  const world = makeWorld({ empty });
  const state = { signedIn: !signedOut, signUp, delayMs: 0, empty: false };
  const routes = makeRoutes(world, state);
  const server = createServer((request, response) => {
    response.setHeader("content-security-policy", policy);
    response.setHeader("x-request-id", "fake-1");
    const url = new URL(request.url, "http://fake");
    if (url.pathname.startsWith("/api/v1/")) return void answer(routes, state, request, response, url);
    return sendFile(dist, url.pathname, response);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve)));
  return { url: `http://127.0.0.1:${server.address().port}`, world, state, close };
}

async function answer(routes, state, request, response, url) {
  const send = (status, body) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  try {
    const body = await readBody(request);
    if (state.delayMs) await new Promise((resolve) => setTimeout(resolve, state.delayMs));
    for (const [name, work] of routes) {
      const [method, path] = name.split(" ");
      const params = method === request.method ? match(path, url.pathname.slice("/api/v1".length)) : undefined;
      if (!params) continue;
      if (!state.signedIn && !/^(GET \/(instance|invites)|POST \/account)/.test(name)) {
        throw new Refused(401, "unauthenticated", "Sign in first.");
      }
      const result = work({ params, query: Object.fromEntries(url.searchParams), body });
      return send(result === undefined ? 204 : method === "POST" ? 201 : 200, result);
    }
    throw missing();
  } catch (error) {
    if (error instanceof Refused) return send(error.status, error.body);
    console.error(error);
    send(500, { error: { code: "internal", message: "The fake broke." } });
  }
}

function match(pattern, path) {
  const names = [];
  const found = path.match(new RegExp(`^${pattern.replace(/:(\w+)/g, (_, name) => (names.push(name), "([^/]+)"))}$`));
  return found && Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1])]));
}

async function readBody(request) {
  let text = "";
  for await (const part of request) text += part;
  return text ? JSON.parse(text) : undefined;
}

function makeRoutes(world, state) {
  return Object.entries({
    ...accountRoutes(world, state),
    ...grindRoutes(world),
    ...taskRoutes(world),
    ...interviewRoutes(world),
    ...adminRoutes(world),
  });
}

/** A page of rows, where the cursor is the place in the list. */
function page(rows, { cursor = "0", limit = "30" }) {
  const from = Number(cursor);
  const to = from + Number(limit);
  return { rows: rows.slice(from, to), next: to < rows.length ? String(to) : null };
}

const found = (row) => {
  if (!row) throw missing();
  return row;
};
const own = ({ password: _, ...me }) => me;

function accountRoutes(world, state) {
  const { me } = world;
  return {
    "GET /instance": () => ({
      signUp: state.signUp,
      empty: state.empty,
      mail: false,
      oidc: { name: "Example SSO" },
      demo: { email: me.email, password: me.password },
      version: "0.1.0",
    }),
    "POST /account/sign-in": ({ body }) => {
      if (body.password !== me.password) {
        throw new Refused(
          401,
          "unauthenticated",
          "This e-mail and password do not belong together. Nothing was changed; try again or set a new password.",
          "password",
        );
      }
      state.signedIn = true;
      return own(me);
    },
    "POST /account/sign-up": ({ body }) => {
      if (body.password.length < 10) throw new Refused(400, "bad-request", "Use at least 10 characters.", "password");
      Object.assign(me, { name: body.name, email: body.email });
      state.signedIn = true;
      return own(me);
    },
    "POST /account/sign-out": () => void (state.signedIn = false),
    "POST /account/forgot": () => ({ by: "admin" }),
    "POST /account/reset": () => undefined,
    "POST /account/verify-email": () => void (me.emailVerified = true),
    "GET /me": () => own(me),
    "PATCH /me": ({ body }) => own(Object.assign(me, { name: body.name, version: me.version + 1 })),
    "POST /me/password": ({ body }) => {
      if (body.current !== me.password) {
        throw new Refused(400, "bad-request", "This is not your current password.", "current");
      }
    },
    "POST /me/verify-email": () => ({ sent: false }),
    "GET /me/devices": () => ({ rows: world.devices }),
    "DELETE /me/devices": () => void world.devices.splice(1),
    "DELETE /me/devices/:id": ({ params }) =>
      void world.devices.splice(world.devices.findIndex((it) => it.id === params.id), 1),
    "POST /me/delete": () => void (state.signedIn = false),
    "GET /home": () => ({
      live: [],
      next: [],
      ready: world.interviews.filter((it) => it.status === "COMPLETED").slice(0, 4),
      unread: world.notifications.filter((it) => it.readAt === null).length,
    }),
    "GET /notifications": ({ query }) => page(world.notifications, query),
    "POST /notifications/read": () => world.notifications.forEach((it) => it.readAt ??= new Date().toISOString()),
  };
}

function grindRoutes(world) {
  const grind = (params) => found(world.grinds.find((it) => it.id === params.id));
  const members = (params) => world.members.get(grind(params).id);
  const invites = (params) => world.invites.get(params.id) ?? world.invites.set(params.id, []).get(params.id);
  return {
    "GET /grinds": () => ({ rows: world.grinds }),
    "POST /grinds": ({ body }) => {
      if (!body.name.trim()) throw new Refused(400, "bad-request", "The name is empty.", "name");
      const made = {
        id: id(),
        name: body.name.trim(),
        role: "owner",
        members: 1,
        tasks: 0,
        createdAt: new Date().toISOString(),
        version: 1,
      };
      world.grinds.push(made);
      world.members.set(made.id, [{
        personId: world.me.id,
        name: world.me.name,
        role: "owner",
        joinedAt: made.createdAt,
        you: true,
      }]);
      return made;
    },
    "GET /grinds/:id": ({ params }) => grind(params),
    "PATCH /grinds/:id": ({ params, body }) => {
      if (body.version !== grind(params).version) {
        throw new Refused(409, "conflict", "Somebody else changed this meanwhile.");
      }
      return Object.assign(grind(params), { name: body.name, version: body.version + 1 });
    },
    "DELETE /grinds/:id": ({ params }) => void world.grinds.splice(world.grinds.indexOf(grind(params)), 1),
    "GET /grinds/:id/members": ({ params, query }) => page(members(params), query),
    "PATCH /grinds/:id/members/:personId": ({ params, body }) =>
      Object.assign(found(members(params).find((it) => it.personId === params.personId)), body),
    "DELETE /grinds/:id/members/:personId": ({ params }) =>
      void members(params).splice(members(params).findIndex((it) => it.personId === params.personId), 1),
    "POST /grinds/:id/leave": ({ params }) => {
      if (grind(params).role === "owner") {
        throw new Refused(
          409,
          "conflict",
          "You are the last owner. Make somebody else an owner first, or delete the grind.",
        );
      }
      world.grinds.splice(world.grinds.indexOf(grind(params)), 1);
    },
    "GET /grinds/:id/invites": ({ params }) => ({ rows: invites(params) }),
    "POST /grinds/:id/invites": ({ params, body }) => {
      if (body.kind === "email" && !body.email.includes("@")) {
        throw new Refused(
          400,
          "bad-request",
          "This is not an e-mail address. It looks like name@example.com.",
          "email",
        );
      }
      const invite = {
        id: id(),
        kind: body.kind,
        email: body.email ?? null,
        madeBy: world.me.name,
        createdAt: new Date().toISOString(),
        expiresAt: before(new Date(), -24 * (body.days ?? 7)),
        maxUses: body.maxUses ?? 1,
        uses: 0,
        state: "open",
      };
      invites(params).unshift(invite);
      return { invite, url: `http://127.0.0.1:4720/invite#token=${"a".repeat(43)}`, sent: false };
    },
    "DELETE /grinds/:id/invites/:inviteId": ({ params }) =>
      void (found(invites(params).find((it) => it.id === params.inviteId)).state = "revoked"),
    "GET /invites/:token": ({ params }) => {
      if (params.token !== "a".repeat(43)) throw missing();
      return {
        grind: { name: "Thursday Loop", members: 6 },
        invitedBy: "Noor Haddad",
        expiresAt: before(new Date(), -100),
        onlyFor: null,
      };
    },
    "POST /invites/:token/accept": () => ({ grindId: world.grinds[0].id }),
  };
}

function taskRoutes(world) {
  const card = ({ id, grindId, title, kind, difficulty, minutes, teaser }) => ({
    id,
    grindId,
    title,
    kind,
    difficulty,
    minutes,
    teaser,
  });
  const fits = ({ q = "", kind, difficulty }) => (task) =>
    task.title.toLowerCase().includes(q.toLowerCase()) && (!kind || kind === task.kind) &&
    (!difficulty || difficulty === task.difficulty);
  const list = (rows, query) => page(rows.filter(fits(query)).map(card), query);
  const check = (body) => {
    if (!body.title.trim()) throw new Refused(400, "bad-request", "The title is empty.", "title");
    if (body.rubric.reduce((sum, it) => sum + it.weight, 0) !== 100) {
      throw new Refused(400, "bad-request", "The weights must add up to 100.", "rubric");
    }
    const at = body.plan.findIndex((it) => it.probes.length === 0);
    if (at >= 0) {
      throw new Refused(400, "bad-request", "Add at least one probe for a short answer.", `plan.${at}.probes`);
    }
  };
  return {
    "GET /tasks": ({ query }) => list(world.tasks.filter((it) => it.grindId === null), query),
    "GET /grinds/:id/tasks": ({ params, query }) =>
      list(
        world.tasks.filter((it) => it.grindId === params.id || (it.grindId === null && query.own !== "true")),
        query,
      ),
    "POST /grinds/:id/tasks": ({ params, body }) => {
      check(body);
      const task = {
        ...body,
        id: id(),
        grindId: params.id,
        teaser: body.brief.split(".")[0],
        mine: true,
        createdAt: new Date().toISOString(),
        version: 1,
      };
      world.tasks.unshift(task);
      return task;
    },
    "GET /tasks/:id": ({ params }) => found(world.tasks.find((it) => it.id === params.id)),
    "PATCH /tasks/:id": ({ params, body }) => {
      const task = found(world.tasks.find((it) => it.id === params.id));
      if (body.version !== task.version) throw new Refused(409, "conflict", "Somebody else changed this meanwhile.");
      check(body);
      return Object.assign(task, body, { version: body.version + 1 });
    },
    "DELETE /tasks/:id": ({ params }) => void world.tasks.splice(world.tasks.findIndex((it) => it.id === params.id), 1),
  };
}

function interviewRoutes(world) {
  const one = (params) => found(world.interviews.find((it) => it.id === params.id));
  return {
    "GET /interviews/history": ({ query }) =>
      page(
        world.interviews.filter((it) =>
          (!query.status || it.status === query.status) && (!query.kind || it.task?.kind === query.kind) &&
          (it.task?.title ?? "").toLowerCase().includes((query.q ?? "").toLowerCase())
        ),
        query,
      ),
    "GET /interviews/current": () => ({ interview: null }),
    "POST /interviews": ({ body }) => {
      const task = found(world.tasks.find((it) => it.id === body.taskId));
      const made = {
        id: id(),
        task: { id: task.id, title: task.title, kind: task.kind, difficulty: task.difficulty },
        grindId: body.grindId ?? null,
        sessionId: null,
        mode: body.mode,
        status: "PENDING",
        reason: null,
        createdAt: new Date().toISOString(),
        startedAt: null,
        endedAt: null,
        version: 1,
      };
      world.interviews.unshift(made);
      return made;
    },
    "GET /interviews/:id": ({ params }) => one(params),
    "DELETE /interviews/:id": ({ params }) => void world.interviews.splice(world.interviews.indexOf(one(params)), 1),
  };
}

function adminRoutes(world) {
  const { me } = world;
  const people = [me, ...world.people].map((it, k) => ({
    id: it.id,
    name: it.name,
    email: it.email ?? `${it.name.split(" ")[0].toLowerCase()}@example.org`,
    admin: it === me,
    blocked: k === 5,
    createdAt: before(world.now, 900 - k * 40),
    lastSeenAt: k === 6 ? null : before(world.now, k * 9),
    grinds: 3 - (k % 3),
    interviews: k * 4,
  }));
  const one = (params) => found(people.find((it) => it.id === params.id));
  return {
    "GET /admin/overview": () => ({
      people: 7,
      grinds: 3,
      interviews: 1280,
      version: "0.1.0",
      runtime: "Deno 2.9.5",
      database: "embedded",
      mail: false,
      signUp: "open",
      publicUrl: "http://127.0.0.1:4720",
    }),
    "GET /admin/people": ({ query }) =>
      page(
        people.filter((it) => `${it.name} ${it.email}`.toLowerCase().includes((query.q ?? "").toLowerCase())),
        query,
      ),
    "POST /admin/people/:id/reset": () => ({
      url: `http://127.0.0.1:4720/reset#token=${"b".repeat(43)}`,
      expiresAt: before(world.now, -24),
    }),
    "PATCH /admin/people/:id": ({ params, body }) => {
      if (params.id === me.id && body.admin === false) {
        throw new Refused(409, "conflict", "The last admin stays one. Make somebody else an admin first.");
      }
      return Object.assign(one(params), body);
    },
    "DELETE /admin/people/:id": ({ params }) => void people.splice(people.indexOf(one(params)), 1),
    "GET /admin/audit": ({ query }) => page(world.audit, query),
  };
}

function sendFile(dist, path, response) {
  const file = join(dist, normalize(path));
  const there = file.startsWith(dist) && existsSync(file) && statSync(file).isFile();
  if (!there && extname(path)) return response.writeHead(404).end();
  const served = there ? file : join(dist, "index.html");
  response.writeHead(200, { "content-type": types[extname(served)] ?? "application/octet-stream" });
  createReadStream(served).pipe(response);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const flag = (name) =>
    process.argv.find((it) => it.startsWith(`--${name}`))?.split("=")[1] ??
      (process.argv.includes(`--${name}`) ? true : undefined);
  const fake = await startFakeApi({
    port: Number(flag("port") ?? 4720),
    dist: flag("dist"),
    empty: Boolean(flag("empty")),
    signedOut: Boolean(flag("signed-out")),
    signUp: flag("sign-up"),
  });
  console.log(fake.url);
}
