import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { z } from "zod";
import { type GeminiConfig, geminiOf } from "./config-gemini.ts";
import { type S3Config, s3Of, togetherInS3 } from "./config-s3.ts";
import { AppError } from "./kit/errors.ts";

const launcherSets = "is missing: `npm start` sets it";

/** An optional variable: absent and empty mean the same. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((it) => it === "" ? undefined : it, schema.optional());
const required = (missing: string) => z.string(missing).min(1, missing);
/** A whole number written in digits alone, so that "1e3" or " " is never taken for one. */
const whole = (fallback: number, max: number, problem: string) =>
  optional(z.string().regex(/^[0-9]{1,5}$/, problem).transform(Number).refine((it) => it <= max, problem))
    .transform((it) => it ?? fallback);
const port = (fallback: number) => whole(fallback, 65_535, "is not a port: a whole number from 0 to 65535");
const url = (...protocols: string[]) =>
  required(launcherSets).refine(
    (it) => it === "" || URL.canParse(it) && protocols.includes(new URL(it).protocol),
    `is not an address that starts with ${protocols.map((it) => `${it}//`).join(" or ")}`,
  );
const isOrigin = (it: string): boolean => !URL.canParse(it) || new URL(it).href === `${new URL(it).origin}/`;
const bucket = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "is not the name of a bucket");
const choice = <const T extends readonly [string, ...string[]]>(values: T, fallback: T[number]) =>
  optional(z.enum(values, `is not one of ${values.join(", ")}`)).transform((it) => it ?? fallback);
const pem = (what: "certificate" | "private key") =>
  z.string().transform((path, context) => {
    const refuse = (message: string) => {
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    try {
      const text = readFileSync(path, "utf8");
      return new RegExp(`-----BEGIN [A-Z ]*${what.toUpperCase()}-----`).test(text)
        ? text
        : refuse(`names a file without a PEM ${what}`);
    } catch {
      return refuse("names a file that cannot be read");
    }
  });

/** Every variable that we read, documented for operators in .env.example. */
const Env = z.object({
  NODE_ENV: choice(["production", "development", "test"], "production"),
  HOST: optional(z.string()).transform((it) => it ?? "127.0.0.1"),
  PORT: port(3000),
  RTC_PORT: port(40_000),
  RTC_HOST: optional(z.string().refine((it) => isIP(it) !== 0, "is not an address")),
  RTC_WORKERS: whole(1, 16, "is not a number of workers from 1 to 16").refine(
    (it) => it > 0,
    "is not a number of workers from 1 to 16",
  ),
  TURN_URLS: optional(
    z.string().regex(
      /^(stuns?|turns?):[^\s,]+(\s*,\s*(stuns?|turns?):[^\s,]+)*$/,
      "is not a list of turn: or turns: addresses with commas between",
    ),
  ),
  TURN_SECRET: optional(z.string().min(16, "is shorter than 16 characters")),
  RTC_ANNOUNCED_ADDRESS: optional(z.string().regex(/^[A-Za-z0-9.:-]+$/, "is neither an address nor a name")),
  PUBLIC_URL: optional(
    url("http:", "https:").refine(isOrigin, "must be scheme, host and port alone"),
  ),
  TLS_CERT_FILE: optional(pem("certificate")),
  TLS_KEY_FILE: optional(pem("private key")),
  NODE_NAME: optional(
    z.string().regex(/^[a-z0-9-]{1,32}$/, "is not a name of 1 to 32 small letters, digits and dashes"),
  ),
  TRUST_PROXY: whole(0, 5, "is not a number of proxies from 0 to 5"),
  DATA_DIR: required(launcherSets),
  DATABASE_URL: url("postgres:", "postgresql:"),
  MASTER_KEY_FILE: optional(z.string()),
  KEEP_ORIGINALS_DAYS: whole(90, 3_650, "is not a number of days from 1 to 3650").refine(
    (it) => it > 0,
    "is not a number of days from 1 to 3650",
  ),
  FREE_SPACE_FLOOR_MB: whole(1024, 99_999, "is not a number of megabytes from 0 to 99999"),
  S3_ENDPOINT: optional(url("http:", "https:").refine(isOrigin, "must be scheme, host and port alone")),
  S3_REGION: optional(z.string().regex(/^[a-z0-9-]+$/, "is not the name of a region")),
  S3_FORCE_PATH_STYLE: choice(["true", "false"], "true"),
  S3_BUCKET: optional(bucket),
  S3_ACCESS_KEY_ID: optional(z.string()),
  S3_SECRET_ACCESS_KEY: optional(z.string()),
  S3_SHELF_BUCKET: optional(bucket),
  S3_SHELF_ACCESS_KEY_ID: optional(z.string()),
  S3_SHELF_SECRET_ACCESS_KEY: optional(z.string()),
  GEMINI_API_KEY: optional(z.string().regex(/^[\w.-]{8,200}$/, "is not a key: letters, digits, dots, - and _")),
  GEMINI_MODEL: optional(z.string().regex(/^gemini-[\w.-]{1,80}$/, "is not the name of a Gemini model")),
  GEMINI_VOICE: optional(z.string().regex(/^[A-Za-z]{2,40}$/, "is not the name of a voice")),
  GEMINI_BASE_URL: optional(url("http:", "https:").refine(isOrigin, "must be scheme, host and port alone")),
  GEMINI_MINUTES_PER_PERSON: whole(120, 99_999, "is not a number of minutes from 0 to 99999"),
  GEMINI_MINUTES_PER_GRIND: whole(600, 99_999, "is not a number of minutes from 0 to 99999"),
  GEMINI_MINUTES_PER_DAY: whole(1_800, 99_999, "is not a number of minutes from 0 to 99999"),
  SIGN_UP: choice(["open", "invite", "closed"], "open"),
  DEMO: choice(["auto", "off"], "auto"),
  SMTP_URL: optional(url("smtp:", "smtps:")),
  MAIL_FROM: optional(z.string().regex(/@/, "holds no e-mail address")),
  OIDC_ISSUER: optional(url("http:", "https:")),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  OIDC_NAME: optional(z.string().max(40, "is longer than 40 characters")),
  // Read by the launcher, which lets the server call them.
  OIDC_HOSTS: optional(
    z.string().regex(/^[\w.-]+(:\d+)?(\s*,\s*[\w.-]+(:\d+)?)*$/, "is not a list of hosts with commas between"),
  ),
  WORKER_SECRET: optional(
    z.string().regex(/^[\x21-\x7e]{32,200}$/, "is not 32 to 200 visible characters without spaces"),
  ),
  LOG_LEVEL: choice(["debug", "info", "warn", "error"], "info"),
  LOG_FORMAT: choice(["json", "text"], "text"),
  MEDIASOUP_WORKER_BIN: required(launcherSets),
  GRINDSTONE_TAP: optional(z.string()),
  GRINDSTONE_BOOTH: optional(z.string()),
  GRINDSTONE_EMBEDDED: optional(z.literal("1")),
  GRINDSTONE_PARENT: optional(z.literal("pipe")),
});
type Env = z.output<typeof Env>;

/** The names of all variables we read. */
export const variables: readonly string[] = Object.keys(Env.shape);

/** How this server is set up. Frozen; nothing else reads the environment. */
export type Config = Readonly<{
  mode: "production" | "development" | "test";
  http: Readonly<
    {
      host: string;
      port: number;
      publicUrl: string | null;
      /** The proxy leads to this node below /n/<name>; null: it leads to no node by name. */
      nodeName: string | null;
      trustedProxies: number;
      tls: Readonly<{ cert: string; key: string }> | null;
    }
  >;
  rtc: Readonly<{
    /** Where media is listened for; null: by what is announced, else as the page. */
    host: string | null;
    port: number;
    /** Worker n listens on `port` + n. */
    workers: number;
    announcedAddress: string | null;
    workerBinary: string;
    turn: Readonly<{ urls: readonly string[]; secret: string }> | null;
  }>;
  dataDir: string;
  database: Readonly<{ url: string; kind: "embedded" | "server" }>;
  masterKeyFile: string | null;
  /** With less free space no recording is begun. */
  floorBytes: number;
  /** How long voices and pictures are kept as they were recorded. */
  keepOriginalsDays: number;
  /** Where recordings are kept; null: in `dataDir`. */
  s3: S3Config | null;
  /** The interviewer service outside; null: only the local interviewer leads. */
  gemini: GeminiConfig | null;
  /** The socket of the process that writes recordings; null: nothing is recorded. */
  tapSocket: string | null;
  /** The socket of the process that speaks and tells speech from noise; null: nothing here does. */
  boothSocket: string | null;
  signUp: "open" | "invite" | "closed";
  /** A demo account is offered; true only while nobody else can reach this server. */
  demo: boolean;
  mail: Readonly<{ url: string; from: string }> | null;
  oidc: Readonly<{ issuer: string; clientId: string; clientSecret: string; name: string }> | null;
  /** What programs show that work for this server; null: there are none. */
  workerSecret: string | null;
  log: Readonly<{ level: "debug" | "info" | "warn" | "error"; format: "json" | "text" }>;
  /** A launcher holds our standard input; when it goes, so do we. */
  parentPipe: boolean;
}>;

/** Reads the environment; throws one AppError that names every problem. Values are never repeated: they may be secrets. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = Env.safeParse(env);
  const alone = read.success ? [] : read.error.issues.map((it) => `${it.path.join(".")} ${it.message}`);
  const problems = [...alone, ...together(env)];
  if (!read.success || problems.length > 0) {
    throw new AppError(
      "bad-request",
      `The settings cannot be used:\n${problems.map((it) => `  - ${it}`).join("\n")}\nSee .env.example.`,
    );
  }
  return deepFreeze(shape(read.data));
}

/** What only shows when variables are seen together, each good or bad by itself. */
function together(env: Readonly<Record<string, string | undefined>>): string[] {
  const pairs: [keyof Env, keyof Env][] = [["TLS_CERT_FILE", "TLS_KEY_FILE"], ["SMTP_URL", "MAIL_FROM"], [
    "TURN_URLS",
    "TURN_SECRET",
  ], [
    "OIDC_ISSUER",
    "OIDC_CLIENT_ID",
  ], ["OIDC_ISSUER", "OIDC_CLIENT_SECRET"]];
  const problems = pairs.flatMap(([a, b]) => {
    if (!env[a] === !env[b]) return [];
    const [set, missing] = env[a] ? [a, b] : [b, a];
    return [`${missing} is missing while ${set} is set`];
  });
  problems.push(...togetherInS3(env));
  if (env["TLS_CERT_FILE"] && env["PUBLIC_URL"]?.startsWith("http:")) {
    problems.push("PUBLIC_URL starts with http:// while TLS_CERT_FILE is set");
  }
  // Without it a link leads to wherever the asker says they reached us, and a letter carries it to somebody else.
  if (env["SMTP_URL"] && !env["PUBLIC_URL"]) {
    problems.push("PUBLIC_URL is missing while SMTP_URL is set: letters hold links to it");
  }
  const [port, first, workers] = [env["PORT"] || "3000", env["RTC_PORT"] || "40000", env["RTC_WORKERS"] || "1"].map(
    Number,
  );
  const last = (first ?? 0) + (workers ?? 1) - 1;
  if (port && first && first <= port && port <= last) {
    problems.push("PORT is one of the media ports that begin at RTC_PORT");
  }
  if (first && first <= 65_535 && last > 65_535) {
    problems.push("RTC_PORT leaves no room for RTC_WORKERS: each has a port of its own");
  }
  return problems;
}

function shape(env: Env): Config {
  const publicUrl = env.PUBLIC_URL ? new URL(env.PUBLIC_URL).origin : null;
  const local = ["127.0.0.1", "::1", "localhost"].includes(env.HOST);
  return {
    mode: env.NODE_ENV,
    http: {
      host: env.HOST,
      port: env.PORT,
      publicUrl,
      nodeName: env.NODE_NAME ?? null,
      trustedProxies: env.TRUST_PROXY,
      tls: env.TLS_CERT_FILE && env.TLS_KEY_FILE ? { cert: env.TLS_CERT_FILE, key: env.TLS_KEY_FILE } : null,
    },
    rtc: {
      host: env.RTC_HOST ?? null,
      port: env.RTC_PORT,
      workers: env.RTC_WORKERS,
      announcedAddress: env.RTC_ANNOUNCED_ADDRESS ?? null,
      workerBinary: env.MEDIASOUP_WORKER_BIN,
      turn: env.TURN_URLS && env.TURN_SECRET
        ? { urls: env.TURN_URLS.split(",").map((it) => it.trim()), secret: env.TURN_SECRET }
        : null,
    },
    dataDir: env.DATA_DIR,
    database: { url: env.DATABASE_URL, kind: env.GRINDSTONE_EMBEDDED ? "embedded" : "server" },
    masterKeyFile: env.MASTER_KEY_FILE ?? null,
    keepOriginalsDays: env.KEEP_ORIGINALS_DAYS,
    floorBytes: env.FREE_SPACE_FLOOR_MB * 1_000_000,
    s3: s3Of(env),
    gemini: geminiOf(env),
    tapSocket: env.GRINDSTONE_TAP ?? null,
    boothSocket: env.GRINDSTONE_BOOTH ?? null,
    signUp: env.SIGN_UP,
    demo: env.DEMO === "auto" && local && publicUrl === null && env.TRUST_PROXY === 0 &&
      env.GRINDSTONE_EMBEDDED !== undefined,
    mail: env.SMTP_URL && env.MAIL_FROM ? { url: env.SMTP_URL, from: env.MAIL_FROM } : null,
    oidc: env.OIDC_ISSUER && env.OIDC_CLIENT_ID && env.OIDC_CLIENT_SECRET
      ? {
        issuer: env.OIDC_ISSUER,
        clientId: env.OIDC_CLIENT_ID,
        clientSecret: env.OIDC_CLIENT_SECRET,
        name: env.OIDC_NAME ?? "your organisation",
      }
      : null,
    workerSecret: env.WORKER_SECRET ?? null,
    log: { level: env.LOG_LEVEL, format: env.LOG_FORMAT },
    parentPipe: env.GRINDSTONE_PARENT === "pipe",
  };
}

/** The settings as a log may show them: which are set, never secrets. */
export function describeConfig(config: Config): Record<string, string | number | boolean> {
  return {
    mode: config.mode,
    address: `${config.http.host}:${config.http.port}`,
    publicUrl: config.http.publicUrl ?? "(none)",
    tls: config.http.tls !== null,
    node: config.http.nodeName ?? "(none)",
    trustedProxies: config.http.trustedProxies,
    rtcPort: config.rtc.port,
    rtcWorkers: config.rtc.workers,
    turn: config.rtc.turn !== null,
    announced: config.rtc.announcedAddress ?? "(found)",
    database: config.database.kind,
    recordings: config.s3 ? "object store" : "disk",
    gemini: config.gemini?.model ?? false,
    signUp: config.signUp,
    demo: config.demo,
    mail: config.mail !== null,
    oidc: config.oidc !== null,
    workers: config.workerSecret !== null,
  };
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === "object" && inner !== null) deepFreeze(inner as object);
  }
  return Object.freeze(value);
}
