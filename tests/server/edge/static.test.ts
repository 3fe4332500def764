import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { Hono } from "hono";
import { beforeAll, expect, it } from "vitest";
import { StaticPage } from "../../../server/edge/static.ts";

const script = `console.log("${"x".repeat(2000)}")`;
let get: (path: string, headers?: Record<string, string>) => Promise<Response>;

beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), "page-"));
  await mkdir(join(root, "assets"));
  await writeFile(join(root, "index.html"), "<!doctype html><title>Grindstone</title>");
  await writeFile(join(root, "assets", "main-abc123.js"), script);
  await writeFile(join(root, "..", "secret.txt"), "secret");
  const page = await StaticPage.open(root);
  const app = new Hono().get("*", (c) => page.answer(c));
  get = async (path, headers = {}) => await app.request(path, { headers });
});

it.each(["/", "/grinds/01987654-3210-7abc-8def-0123456789ab/tasks"])(
  "gives the app's entrance for %s",
  async (path) => {
    const answer = await get(path);
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-cache"]);
    expect(await answer.text()).toContain("Grindstone");
  },
);

it("sends a file with a hash in its name compressed, to be kept for good", async () => {
  const answer = await get("/assets/main-abc123.js", { "accept-encoding": "gzip, br" });
  expect([answer.headers.get("content-encoding"), answer.headers.get("cache-control")]).toEqual([
    "br",
    "public, max-age=31536000, immutable",
  ]);
  expect(brotliDecompressSync(new Uint8Array(await answer.arrayBuffer())).toString()).toBe(script);
});

it("says when nothing changed", async () => {
  const etag = (await get("/")).headers.get("etag") ?? "";
  expect((await get("/", { "if-none-match": etag })).status).toBe(304);
});

it.each(["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/missing.js"])(
  "has nothing at %s",
  async (path) => {
    const answer = await get(path);
    expect([answer.status, (await answer.text()).includes("secret")]).toEqual([404, false]);
  },
);

it("says what to do when the page was never built", async () => {
  await expect(StaticPage.open("/nowhere")).rejects.toThrow("`npm run setup` builds it");
});
