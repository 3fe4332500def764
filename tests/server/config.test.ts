import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Config, describeConfig, readConfig, variables } from "../../server/config.ts";
import { AppError } from "../../server/kit/errors.ts";

const secret = "hunter2-do-not-repeat";
/** What the launcher always gives. */
const given = {
  DATA_DIR: "/srv/grindstone",
  DATABASE_URL: "postgresql://postgres@localhost/postgres?host=/run/grindstone",
  MEDIASOUP_WORKER_BIN: "/opt/worker",
};
const embedded = { ...given, GRINDSTONE_EMBEDDED: "1" };
const turn = { TURN_URLS: "turn:turn.example.org:3478", TURN_SECRET: "a secret of the two servers" };
const mail = {
  SMTP_URL: `smtp://me:${secret}@mail.example.org`,
  MAIL_FROM: "Grindstone <g@example.org>",
  PUBLIC_URL: "https://grind.example.org",
};
const s3 = {
  S3_ENDPOINT: "https://s3.example.org",
  S3_BUCKET: "vault",
  S3_ACCESS_KEY_ID: "one",
  S3_SECRET_ACCESS_KEY: secret,
  S3_SHELF_BUCKET: "shelf",
  S3_SHELF_ACCESS_KEY_ID: "two",
  S3_SHELF_SECRET_ACCESS_KEY: `${secret}-too`,
};
const oidc = { OIDC_ISSUER: "https://id.example.org", OIDC_CLIENT_ID: "grindstone", OIDC_CLIENT_SECRET: secret };

let folder = "";
let pem: { TLS_CERT_FILE: string; TLS_KEY_FILE: string };
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "grindstone-config-"));
  pem = { TLS_CERT_FILE: join(folder, "cert.pem"), TLS_KEY_FILE: join(folder, "key.pem") };
  writeFileSync(pem.TLS_CERT_FILE, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
  writeFileSync(pem.TLS_KEY_FILE, `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The sentence with which an environment is refused. */
function refusal(env: Record<string, string | undefined>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
  throw new Error("these settings were accepted");
}

describe("the settings", () => {
  test("need nothing but what the launcher gives", () => {
    expect(readConfig(given)).toEqual(
      {
        mode: "production",
        http: { host: "127.0.0.1", port: 3000, publicUrl: null, nodeName: null, trustedProxies: 0, tls: null },
        rtc: { host: null, port: 40_000, workers: 1, announcedAddress: null, workerBinary: "/opt/worker", turn: null },
        dataDir: "/srv/grindstone",
        database: { url: given.DATABASE_URL, kind: "server" },
        masterKeyFile: null,
        keepOriginalsDays: 90,
        floorBytes: 1_024_000_000,
        s3: null,
        gemini: null,
        tapSocket: null,
        boothSocket: null,
        signUp: "open",
        workerSecret: null,
        demo: false,
        mail: null,
        oidc: null,
        log: { level: "info", format: "text" },
        parentPipe: false,
      } satisfies Config,
    );
  });

  test("take an empty variable for an absent one", () => {
    const empty = Object.fromEntries(variables.map((name) => [name, ""]));
    expect(readConfig({ ...empty, ...given })).toEqual(readConfig(given));
    for (const name of Object.keys(given)) expect(refusal({ ...given, [name]: "" })).toContain(`${name} is missing`);
  });

  test("cannot be changed once read, at any depth", () => {
    const config = readConfig({ ...given, ...pem, ...mail, ...oidc }) as {
      -readonly [Key in keyof Config]: Config[Key];
    };
    expect(() => void (config.demo = true)).toThrow(TypeError);
    for (const part of [config, config.http, config.http.tls, config.rtc, config.database, config.mail, config.oidc]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  test("are all documented in .env.example, and nothing else is", () => {
    const text = readFileSync(fileURLToPath(new URL("../../.env.example", import.meta.url)), "utf8");
    const documented = text.split("\n").flatMap((line) => /^# ([A-Z][A-Z0-9_]+)=/.exec(line)?.[1] ?? []);
    const internal = [
      "MEDIASOUP_WORKER_BIN",
      "GRINDSTONE_EMBEDDED",
      "GRINDSTONE_PARENT",
      "GRINDSTONE_TAP",
      "GRINDSTONE_BOOTH",
    ];
    const launchers = ["GRINDSTONE_CACHE", "GRINDSTONE_RUNTIME", "INTERVIEWER_VOICE"];
    expect(documented.toSorted()).toEqual(
      [...variables.filter((name) => !internal.includes(name)), ...launchers].toSorted(),
    );
    for (const line of text.split("\n")) {
      expect(line, "only comments: copied as it is, it changes nothing").toMatch(/^(#.*)?$/);
    }
  });
});

test("a key of Gemini's is enough for it, with minutes that have an end", () => {
  expect(readConfig(given).gemini).toBeNull();
  const gemini = { GEMINI_API_KEY: "a-key_of.Gemini", GEMINI_MINUTES_PER_GRIND: "0" };
  expect(readConfig({ ...given, ...gemini }).gemini).toEqual({
    apiKey: "a-key_of.Gemini",
    model: "gemini-3.8-live",
    voice: "Kore",
    baseUrl: "https://generativelanguage.googleapis.com",
    minutes: { person: 120, grind: null, instance: 1_800 },
  });
  expect(refusal({ ...given, GEMINI_MODEL: "another", GEMINI_API_KEY: "no key?" })).toMatch(
    /GEMINI_API_KEY is not a key.*\n.*GEMINI_MODEL is not the name of a Gemini model/,
  );
});

describe("bad settings", () => {
  test("are all named at once, also those that only show together", () => {
    const message = refusal({
      ...given,
      PORT: "eighty",
      RTC_PORT: "70000",
      NODE_NAME: "a/../b",
      RTC_HOST: "media.example.org",
      SIGN_UP: "maybe",
      LOG_LEVEL: "loud",
      PUBLIC_URL: "grind.example.org",
      DATABASE_URL: "mysql://db",
      TRUST_PROXY: "-1",
      TLS_CERT_FILE: "/nowhere/cert.pem",
      SMTP_URL: "smtp://mail.example.org",
      OIDC_ISSUER: "https://id.example.org",
    });
    expect(message.split("\n").filter((line) => line.startsWith("  - ")).toSorted()).toEqual([
      "  - DATABASE_URL is not an address that starts with postgres:// or postgresql://",
      "  - LOG_LEVEL is not one of debug, info, warn, error",
      "  - MAIL_FROM is missing while SMTP_URL is set",
      "  - NODE_NAME is not a name of 1 to 32 small letters, digits and dashes",
      "  - OIDC_CLIENT_ID is missing while OIDC_ISSUER is set",
      "  - OIDC_CLIENT_SECRET is missing while OIDC_ISSUER is set",
      "  - PORT is not a port: a whole number from 0 to 65535",
      "  - PUBLIC_URL is not an address that starts with http:// or https://",
      "  - RTC_HOST is not an address",
      "  - RTC_PORT is not a port: a whole number from 0 to 65535",
      "  - SIGN_UP is not one of open, invite, closed",
      "  - TLS_CERT_FILE names a file that cannot be read",
      "  - TLS_KEY_FILE is missing while TLS_CERT_FILE is set",
      "  - TRUST_PROXY is not a number of proxies from 0 to 5",
    ]);
    expect(message).toContain("See .env.example.");
  });

  test("never have their values repeated: any of them may be a secret in the wrong place", () => {
    const sane: Record<string, string> = { ...embedded, ...mail, ...oidc };
    for (
      const name of variables.filter((it) => !["DATA_DIR", "MASTER_KEY_FILE", "MEDIASOUP_WORKER_BIN"].includes(it))
    ) {
      for (
        const value of [secret, `x://${secret}`, `-----BEGIN PRIVATE KEY-----\n${secret}\n`, `https://a/${secret}`]
      ) {
        try {
          const shown = JSON.stringify(describeConfig(readConfig({ ...sane, [name]: value })));
          if (!["HOST", "NODE_NAME", "RTC_ANNOUNCED_ADDRESS"].includes(name)) expect(shown, name).not.toContain(secret);
        } catch (error) {
          expect(error, name).toBeInstanceOf(AppError);
          expect((error as AppError).message, name).not.toContain(secret);
          expect((error as AppError).message, name).toContain(name);
        }
      }
    }
  });

  test.each([
    ["TLS_CERT_FILE", "TLS_KEY_FILE"],
    ["SMTP_URL", "MAIL_FROM"],
    ["TURN_URLS", "TURN_SECRET"],
    ["OIDC_ISSUER", "OIDC_CLIENT_ID"],
    ["OIDC_ISSUER", "OIDC_CLIENT_SECRET"],
  ])("are refused when only one of %s and %s is there", (a, b) => {
    const whole: Record<string, string> = { ...given, ...pem, ...mail, ...oidc, ...turn };
    expect(refusal({ ...whole, [a]: "" })).toContain(`${a} is missing while ${b} is set`);
    expect(refusal({ ...whole, [b]: "" })).toContain(`${b} is missing while ${a} is set`);
  });

  test("are refused with mail and no PUBLIC_URL, so that nobody else says where a mailed link leads", () => {
    expect(refusal({ ...given, ...mail, PUBLIC_URL: "" })).toContain("PUBLIC_URL is missing while SMTP_URL is set");
  });

  test.each(["0x50", "1e3", " ", "3000 ", "-1", "3000.5", "65536", "３０００", "99999999999999999999"])(
    "are refused as a port: %j",
    (value) => expect(refusal({ ...given, PORT: value })).toContain("PORT is not a port"),
  );

  test.each(["https://a.example/grind", "https://a.example/?x=1", "https://a.example/#x", "https://me:pw@a.example/"])(
    "are refused as PUBLIC_URL, which is scheme, host and port alone: %s",
    (value) =>
      expect(refusal({ ...given, PUBLIC_URL: value })).toContain("PUBLIC_URL must be scheme, host and port alone"),
  );

  test("are refused when people would be sent to http while we speak https", () => {
    expect(refusal({ ...given, ...pem, PUBLIC_URL: "http://a.example" })).toContain("while TLS_CERT_FILE is set");
  });

  test("are refused when page and media are given one port, which both need for TCP", () => {
    expect(refusal({ ...given, PORT: "40000" })).toContain("PORT is one of the media ports");
    expect(refusal({ ...given, RTC_PORT: "3000" })).toContain("PORT is one of the media ports");
    expect(refusal({ ...given, RTC_PORT: "2998", RTC_WORKERS: "3" })).toContain("PORT is one of the media ports");
    expect(refusal({ ...given, RTC_PORT: "65535", RTC_WORKERS: "2" })).toContain("RTC_PORT leaves no room");
    expect(readConfig({ ...given, PORT: "0", RTC_PORT: "0" }).rtc.port).toBe(0);
  });

  test("are refused when a PEM file holds something else", () => {
    const wrong = join(folder, "wrong.pem");
    writeFileSync(wrong, secret);
    const message = refusal({ ...given, TLS_CERT_FILE: wrong, TLS_KEY_FILE: pem.TLS_CERT_FILE });
    expect(message).toContain("TLS_CERT_FILE names a file without a PEM certificate");
    expect(message).toContain("TLS_KEY_FILE names a file without a PEM private key");
    expect(message).not.toContain(secret);
  });
});

describe("the settings of an object store", () => {
  test("give each bucket its own keys", () => {
    expect(readConfig({ ...given, ...s3, S3_FORCE_PATH_STYLE: "false" }).s3).toEqual({
      endpoint: "https://s3.example.org",
      region: "us-east-1",
      forcePathStyle: false,
      vault: { bucket: "vault", accessKeyId: "one", secretAccessKey: secret },
      shelf: { bucket: "shelf", accessKeyId: "two", secretAccessKey: `${secret}-too` },
    });
  });

  test.each(Object.keys(s3))("are all or none: %s", (name) => {
    expect(refusal({ ...given, ...s3, [name]: "" })).toContain(`${name} is missing while S3_`);
  });

  test("never let one pair of keys, or one bucket, hold real and anonymized voices", () => {
    const message = refusal({ ...given, ...s3, S3_SHELF_BUCKET: "vault", S3_SHELF_ACCESS_KEY_ID: "one" });
    expect(message).toContain("S3_SHELF_BUCKET is the same as S3_BUCKET");
    expect(message).toContain("S3_SHELF_ACCESS_KEY_ID is the same as S3_ACCESS_KEY_ID");
  });

  test("are not shown in a log", () => {
    const shown = describeConfig(readConfig({ ...given, ...s3 }));
    expect(shown).toMatchObject({ recordings: "object store" });
    expect(JSON.stringify(shown)).not.toContain(secret);
  });
});

describe("the demo account", () => {
  test("is offered on a laptop: this machine alone, embedded database", () => {
    expect(readConfig(embedded).demo).toBe(true);
    for (const HOST of ["::1", "localhost"]) expect(readConfig({ ...embedded, HOST }).demo).toBe(true);
  });

  test.each([
    ["it is switched off", { DEMO: "off" }],
    ["others can reach the port", { HOST: "0.0.0.0" }],
    ["others can reach the port by IPv6", { HOST: "::" }],
    ["a network address is listened on", { HOST: "192.168.1.20" }],
    ["there is a public address", { PUBLIC_URL: "https://grind.example.org" }],
    ["a proxy may let others in", { TRUST_PROXY: "1" }],
    ["the database is a real one", { GRINDSTONE_EMBEDDED: "" }],
  ])("is not offered when %s", (_, more) => {
    expect(readConfig({ ...embedded, ...more }).demo).toBe(false);
  });
});

describe("what a log shows of the settings", () => {
  test("says which are set and repeats no secret", () => {
    const url = `postgresql://me:${secret}@db.example.org/g`;
    const shown = describeConfig(
      readConfig({ ...given, ...pem, ...mail, ...oidc, DATABASE_URL: url, MASTER_KEY_FILE: `/${secret}` }),
    );
    expect(shown).toMatchObject({ tls: true, mail: true, oidc: true, database: "server", address: "127.0.0.1:3000" });
    expect(JSON.stringify(shown)).not.toContain(secret);
  });
});
