// The contract of proto/http.ts answered from memory, with the built page beside it: for working on the page alone.
// node tests/kit/fake-api.mjs [--port=4720] [--dist=client/dist] [--empty] [--signed-out] [--sign-up=invite]
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { missing, Refused } from "./fake-answers.mjs";
import { makeWorld } from "./fake-data.mjs";
import { makeRoutes } from "./fake-routes.mjs";

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
