// What the server may touch, derived from its settings: environment in, Deno's flags out. Nothing here touches anything.
import { isIP } from "node:net";
import { isAbsolute, join } from "node:path";
import { domainToASCII } from "node:url";

/** The folders of DATA_DIR that the server owns; the embedded database beside them is not its business. */
export const serverFolders = ["files", "keys", "vault", "shelf"];

/** The only parts of the clone that the server reads: not .git, not .env, not the tests. */
export const readParts = [
  "server",
  "proto",
  "prisma",
  "client/dist",
  "node_modules",
  "package.json",
  "deno.json",
  "tsconfig.json",
];

/** Settings that name a place on the network which the server calls. */
const outgoing = {
  DATABASE_URL: { "postgres:": 5432, "postgresql:": 5432 },
  REDIS_URL: { "redis:": 6379, "rediss:": 6379 },
  S3_ENDPOINT: { "http:": 80, "https:": 443 },
  SMTP_URL: { "smtp:": 587, "smtps:": 465 },
  OIDC_ISSUER: { "http:": 80, "https:": 443 },
  OTEL_EXPORTER_OTLP_ENDPOINT: { "http:": 80, "https:": 443 },
};

/** Where Gemini answers, unless another place is set. */
const geminiUrl = "https://generativelanguage.googleapis.com";

/**
 * @param {Readonly<Record<string, string | undefined>>} env the settings, with DATABASE_URL, DATA_DIR, HOST and PORT complete
 * @param {{ root: string, worker: string }} places
 * @returns {string[]}
 */
export function denoFlags(env, { root, worker }) {
  const folders = serverFolders.map((it) => join(env.DATA_DIR ?? "", it));
  const files = Object.entries(env).filter(([name, value]) => name.endsWith("_FILE") && value).map(([, value]) =>
    value
  );
  // Deno asks for both of a socket's path, on top of the right to call it.
  const sockets = hosts(env).filter((it) => it.startsWith("unix:")).map((it) => it.slice("unix:".length));
  const read = [
    ...readParts.map((it) => join(root, it)),
    ...folders,
    ...files.map((it) => isAbsolute(it) ? it : join(root, it)),
    worker,
    ...sockets,
  ];
  return [
    "--no-prompt",
    "--cached-only",
    "--no-remote",
    "--node-modules-dir=manual",
    "--allow-env",
    "--allow-sys=osRelease,uid,gid,statfs,networkInterfaces",
    `--allow-read=${list(read)}`,
    `--allow-write=${list([...folders, ...sockets])}`,
    `--allow-run=${list([worker])}`,
    `--allow-net=${list(hosts(env))}`,
  ];
}

/** Everything the server may listen on or call. @param {Readonly<Record<string, string | undefined>>} env */
export function hosts(env) {
  const listen = `${bracketed(env.HOST || "127.0.0.1")}:${env.PORT || 3000}`;
  const called = Object.entries(outgoing).flatMap(([name, ports]) => env[name] ? target(env[name], ports) : []);
  const furtherHosts = (env.OIDC_HOSTS ?? "").split(",").map((it) => it.trim()).filter(Boolean);
  const further = furtherHosts.map((it) => /:\d+$/.test(it) ? it : `${it}:443`);
  const gemini = env.GEMINI_API_KEY ? target(env.GEMINI_BASE_URL || geminiUrl, outgoing.S3_ENDPOINT) : [];
  const beside = [env.GRINDSTONE_TAP, env.GRINDSTONE_BOOTH].flatMap((it) => it ? [`unix:${it}`] : []);
  return [...new Set([listen, ...called, ...buckets(env), ...further, ...gemini, ...announced(env), ...beside])];
}

/** The name that media is announced at, whose address is looked up: a right to call it at the media port. @param {Readonly<Record<string, string | undefined>>} env */
function announced({ RTC_ANNOUNCED_ADDRESS: set, PUBLIC_URL: url, RTC_PORT: port }) {
  const name = set || (url && URL.canParse(url) ? new URL(url).hostname : "");
  return name && !isIP(name.replace(/^\[|\]$/g, "")) ? [`${name}:${port || 40_000}`] : [];
}

/** Where buckets have host names of their own instead of being the first part of a path. @param {Readonly<Record<string, string | undefined>>} env */
function buckets({ S3_ENDPOINT, S3_BUCKET, S3_SHELF_BUCKET, S3_FORCE_PATH_STYLE }) {
  if (S3_FORCE_PATH_STYLE !== "false" || !S3_ENDPOINT || !URL.canParse(S3_ENDPOINT)) return [];
  const { protocol, host } = new URL(S3_ENDPOINT);
  return [S3_BUCKET, S3_SHELF_BUCKET].filter(Boolean).flatMap((it) =>
    target(`${protocol}//${it}.${host}`, outgoing.S3_ENDPOINT)
  );
}

/** @param {string} text @param {Record<string, number>} ports */
function target(text, ports) {
  if (!URL.canParse(text)) return [];
  const url = new URL(text);
  const socket = url.searchParams.get("host");
  const port = url.port || ports[url.protocol];
  if (!port) return [];
  if (socket?.startsWith("/")) return [`unix:${join(socket, `.s.PGSQL.${url.searchParams.get("port") ?? port}`)}`];
  const name = socket ?? url.hostname;
  return name ? [`${bracketed(domainToASCII(name) || name)}:${port}`] : [];
}

function bracketed(host) {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  return bare.includes(":") ? `[${bare}]` : bare;
}

/** Deno splits its lists at commas and has an escape for one: a second comma. */
function list(values) {
  return values.map((it) => it.replaceAll(",", ",,")).join(",");
}
