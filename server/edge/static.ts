import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Context } from "hono";
import { AppError } from "../kit/errors.ts";

type Encoding = "br" | "gzip";
type Asset = { type: string; etag: string; cache: string; plain: Bytes; packed: Partial<Record<Encoding, Bytes>> };
type Bytes = Uint8Array<ArrayBuffer>;

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};
const packable = /^(text|application\/(json|manifest)|image\/svg)/;

/** The built page, held in memory with its compressed forms: it is small, and no request then touches the disk. */
export class StaticPage {
  readonly #assets: ReadonlyMap<string, Asset>;

  private constructor(assets: ReadonlyMap<string, Asset>) {
    this.#assets = assets;
  }

  /** Reads everything under `root`; throws AppError "unavailable" when the page was not built. */
  static async open(root: string): Promise<StaticPage> {
    const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
      throw new AppError("unavailable", "The page is not built. `npm run setup` builds it.", { cause });
    });
    const files = entries.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name));
    const assets = await Promise.all(files.map(async (file) => [urlOf(root, file), await load(root, file)] as const));
    return new StaticPage(new Map(assets));
  }

  /** The asset of a path; a path without a file is a page of the app and gets its entrance. */
  answer(c: Context): Response {
    const path = new URL(c.req.url).pathname;
    const asset = this.#assets.get(path) ?? (extname(path) === "" ? this.#assets.get("/index.html") : undefined);
    if (!asset) return c.text("There is no such file.", 404);
    const headers: Record<string, string> = { etag: asset.etag, "cache-control": asset.cache, vary: "accept-encoding" };
    if (c.req.header("if-none-match") === asset.etag) return c.body(null, 304, headers);
    const accepted = c.req.header("accept-encoding") ?? "";
    const encoding = (["br", "gzip"] as const).find((it) => asset.packed[it] !== undefined && accepted.includes(it));
    const body = (encoding && asset.packed[encoding]) ?? asset.plain;
    return c.body(body, 200, {
      ...headers,
      "content-type": asset.type,
      ...(encoding ? { "content-encoding": encoding } : {}),
    });
  }
}

function urlOf(root: string, file: string): string {
  return file.slice(root.length).replaceAll("\\", "/");
}

async function load(root: string, file: string): Promise<Asset> {
  const plain = new Uint8Array(await readFile(file));
  const type = types[extname(file)] ?? "application/octet-stream";
  // Vite puts a hash of the content into the names under /assets, so those never change.
  const hashed = urlOf(root, file).startsWith("/assets/");
  return {
    type,
    etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`,
    cache: hashed ? "public, max-age=31536000, immutable" : "no-cache",
    plain,
    packed: packable.test(type) && plain.length > 512 ? await pack(plain) : {},
  };
}

async function pack(plain: Bytes): Promise<Asset["packed"]> {
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    promisify(gzip)(plain, { level: 9 }),
  ]);
  return { br: new Uint8Array(br), gzip: new Uint8Array(gz) };
}
