import { describe, expect, it } from "vitest";
import { denoFlags, hosts } from "../../../server/native/permissions.mjs";

const places = { root: "/srv/app", worker: "/cache/worker/mediasoup-worker" };
const settings = {
  HOST: "127.0.0.1",
  PORT: "3000",
  DATA_DIR: "/data",
  DATABASE_URL: "postgresql://u:p@db.example.org/g",
};
const flag = (name: string, env: Record<string, string> = settings) =>
  denoFlags(env, places).find((it) => it.startsWith(`--allow-${name}=`))?.split("=")[1]?.split(",") ?? [];

describe("the fence around the server", () => {
  it("lets it write into its own folders of the data folder and nowhere else", () => {
    expect(flag("write")).toEqual(["files", "keys", "vault", "shelf"].map((it) => `/data/${it}`));
  });

  it("lets it call the embedded database through its socket and not see what lies beside that", () => {
    const env = { ...settings, DATABASE_URL: "postgresql://postgres@localhost/g?host=%2Fdata%2Fsocket" };
    expect(flag("net", env)).toContain("unix:/data/socket/.s.PGSQL.5432");
    for (const right of ["read", "write"]) {
      expect(flag(right, env)).toContain("/data/socket/.s.PGSQL.5432");
      expect(flag(right, env)).not.toContain("/data/socket");
    }
  });

  it("keeps the clone's history, its settings file and the database's folder unreadable", () => {
    const covers = (path: string) => flag("read").some((it) => path === it || path.startsWith(`${it}/`));
    for (
      const path of ["/srv/app/.git/config", "/srv/app/.env", "/data/database/PG_VERSION", "/srv/app", "/data", "/"]
    ) {
      expect(covers(path), path).toBe(false);
    }
    for (const path of ["/srv/app/server/main.ts", "/srv/app/client/dist/index.html", "/data/files/a"]) {
      expect(covers(path), path).toBe(true);
    }
  });

  it("lets it use the embedded database's socket, and nothing beside it", () => {
    const env = { ...settings, DATABASE_URL: "postgresql://postgres@localhost/grindstone?host=%2Fdata%2Fsocket" };
    const socket = "/data/socket/.s.PGSQL.5432";
    expect([flag("net", env).includes(`unix:${socket}`), flag("read", env).includes(socket)]).toEqual([true, true]);
    expect(flag("write", env)).toEqual([...["files", "keys", "vault", "shelf"].map((it) => `/data/${it}`), socket]);
  });

  it("lets it call the further hosts of an identity provider that the operator names", () => {
    const env = {
      ...settings,
      OIDC_ISSUER: "https://id.example.org/",
      OIDC_HOSTS: "tokens.example.org, keys.example.org:8443",
    };
    expect(hosts(env)).toEqual(
      expect.arrayContaining(["id.example.org:443", "tokens.example.org:443", "keys.example.org:8443"]),
    );
    expect(hosts({ ...settings, OIDC_HOSTS: "" })).toEqual(hosts(settings));
  });

  it("lets it call Gemini where a key is set, at exactly one host", () => {
    const key = { ...settings, GEMINI_API_KEY: "key" };
    const more = (env: Record<string, string>) => hosts(env).filter((it) => !hosts(settings).includes(it));
    expect(more(key)).toEqual(["generativelanguage.googleapis.com:443"]);
    expect(more({ ...key, GEMINI_BASE_URL: "http://127.0.0.1:4390" })).toEqual(["127.0.0.1:4390"]);
    expect(more({ ...settings, GEMINI_BASE_URL: "http://127.0.0.1:4390" })).toEqual([]);
  });

  it("lets it ask for the address of the name that media is announced at, and for no other", () => {
    const more = (env: Record<string, string>) =>
      hosts({ ...settings, ...env }).filter((it) => !hosts(settings).includes(it));
    const PUBLIC_URL = "https://grind.example.org";
    expect(more({ PUBLIC_URL })).toEqual(["grind.example.org:40000"]);
    expect(more({ PUBLIC_URL, RTC_ANNOUNCED_ADDRESS: "media.example.org", RTC_PORT: "40001" })).toEqual([
      "media.example.org:40001",
    ]);
    for (const RTC_ANNOUNCED_ADDRESS of ["203.0.113.7", "2001:db8::7"]) {
      expect(more({ PUBLIC_URL, RTC_ANNOUNCED_ADDRESS })).toEqual([]);
    }
    expect(more({ PUBLIC_URL: "https://[2001:db8::7]" })).toEqual([]);
  });

  it("lets it run the media worker alone", () => {
    expect(flag("run")).toEqual([places.worker]);
  });

  it("asks no questions and fetches no code", () => {
    const flags = denoFlags(settings, places);
    expect(flags).toEqual(expect.arrayContaining(["--no-prompt", "--cached-only", "--no-remote"]));
    expect(flags.filter((it) => it === "-A" || it.includes("--allow-all") || it.includes("ffi"))).toEqual([]);
  });

  it("gives no right without a limit except to the environment, which is cleaned", () => {
    expect(denoFlags(settings, places).filter((it) => /^--allow-\w+$/.test(it))).toEqual(["--allow-env"]);
  });

  it("lets it read the files that settings name", () => {
    const env = { ...settings, MASTER_KEY_FILE: "/etc/g/master.key", TLS_KEY_FILE: "certs/key.pem" };
    expect(flag("read", env)).toEqual(expect.arrayContaining(["/etc/g/master.key", "/srv/app/certs/key.pem"]));
  });

  it("is not opened by a comma in a path", () => {
    const write = denoFlags({ ...settings, DATA_DIR: "/data,/etc" }, places).find((it) =>
      it.startsWith("--allow-write=")
    );
    expect(write).toBe(
      `--allow-write=${["files", "keys", "vault", "shelf"].map((it) => `/data,,/etc/${it}`).join(",")}`,
    );
  });
});

describe("the places on the network that the server may reach", () => {
  it.each([
    ["a database with its usual port", { DATABASE_URL: "postgresql://u:p@db.example.org/g" }, "db.example.org:5432"],
    ["a database with a port of its own", { DATABASE_URL: "postgres://u@db:6000/g" }, "db:6000"],
    [
      "the embedded database",
      { DATABASE_URL: "postgresql://postgres@localhost/g?host=%2Frun%2Fg" },
      "unix:/run/g/.s.PGSQL.5432",
    ],
    ["a database at an IPv6 address", { DATABASE_URL: "postgresql://u@[fd00::1]/g" }, "[fd00::1]:5432"],
    ["mail with TLS from the start", { SMTP_URL: "smtps://u:p@mail.example.org" }, "mail.example.org:465"],
    ["mail with STARTTLS", { SMTP_URL: "smtp://mail.example.org" }, "mail.example.org:587"],
    ["a sign-in provider", { OIDC_ISSUER: "https://id.example.org/realm" }, "id.example.org:443"],
    ["an object store", { S3_ENDPOINT: "http://s3:9000" }, "s3:9000"],
    ["a bus", { REDIS_URL: "redis://cache" }, "cache:6379"],
    ["a name with an accent", { OIDC_ISSUER: "https://übung.example" }, "xn--bung-zra.example:443"],
  ])("include %s", (_, env, place) => {
    expect(hosts(env)).toEqual(["127.0.0.1:3000", place]);
  });

  it("include each bucket where a bucket has a name of its own", () => {
    const env = { S3_ENDPOINT: "https://s3.example.org", S3_BUCKET: "vault", S3_SHELF_BUCKET: "shelf" };
    const named = ["vault.s3.example.org:443", "shelf.s3.example.org:443"];
    expect(hosts({ ...env, S3_FORCE_PATH_STYLE: "false" })).toEqual([
      "127.0.0.1:3000",
      "s3.example.org:443",
      ...named,
    ]);
    expect(hosts({ ...env, S3_FORCE_PATH_STYLE: "true" })).toEqual(["127.0.0.1:3000", "s3.example.org:443"]);
  });

  it("are its own address alone when nothing is set", () => {
    expect(hosts({})).toEqual(["127.0.0.1:3000"]);
    expect(hosts({ HOST: "::", PORT: "8080" })).toEqual(["[::]:8080"]);
  });

  it("do not include what cannot be understood", () => {
    expect(hosts({ DATABASE_URL: "not an address", SMTP_URL: "http://x", REDIS_URL: "" })).toEqual(["127.0.0.1:3000"]);
  });
});
