import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readConfig, variables } from "../../server/config.ts";

type Service = {
  image?: string;
  build?: { context: string; dockerfile: string };
  user?: string;
  restart?: string;
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  privileged?: boolean;
  security_opt?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  secrets?: string[];
  networks?: string[];
  network_mode?: string;
  command?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  stop_grace_period?: string;
};
type Compose = {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
};

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const text = read("docker-compose.yml");
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const once = (service: Service): boolean => service.restart === "no";
const lasting = services.filter(([, it]) => !once(it));
const nodes = services.filter(([name]) => name.startsWith("app-"));
const documented = read("docs/deploy/compose.env.example").split("\n")
  .flatMap((line) => /^(?:# )?([A-Z][A-Z_]+)=(.*)$/.exec(line)?.slice(1, 3) as [string, string] | undefined ?? []);
const names = documented.filter((_, at) => at % 2 === 0);

/** What a value becomes with compose.env.example as it is. */
function filled(value: string): string {
  const set: Record<string, string> = { PUBLIC_HOST: "grind.example.org", PUBLIC_ADDRESS: "203.0.113.7" };
  return value.replace(
    /\$\{([A-Z_]+)(?::[-?]([^}]*))?\}/g,
    (whole, name: string, rest = "") => set[name] ?? (whole.includes(":-") ? rest : ""),
  );
}

const rubbish: string[] = [];
afterAll(() => rubbish.forEach((it) => rmSync(it, { recursive: true, force: true })));

describe("docker-compose.yml", () => {
  test("holds the full stack: proxy, two nodes of one build, database, Redis, object store, TURN", () => {
    expect(Object.keys(compose.services).toSorted())
      .toEqual(["app-a", "app-b", "folders", "objects", "postgres", "proxy", "redis", "turn"]);
    expect(new Set(nodes.map(([, it]) => it.build?.dockerfile))).toEqual(new Set(["docs/deploy/Dockerfile"]));
    expect(existsSync(join(root, "docs/deploy/Dockerfile"))).toBe(true);
  });

  test.each(services)("takes %s from a fixed version", (_, { image, build }) => {
    if (build) expect(image).toBe("grindstone:local");
    else expect(image).toMatch(/^[a-z/]+:[0-9]+\.[0-9]+(\.[0-9]+)?(-[a-z]+)?$/);
  });

  test.each(services)("gives %s no more rights than it needs", (_, service) => {
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(["ALL"]);
    expect(service.security_opt).toContain("no-new-privileges:true");
    expect(service.privileged).toBeUndefined();
    if (once(service)) expect([service.cap_add, service.network_mode]).toEqual([["CHOWN"], "none"]);
    else expect(service.user).toMatch(/^[1-9][0-9]*:[1-9][0-9]*$/);
  });

  test.each(lasting)("starts %s again when it dies and knows whether it is well", (_, service) => {
    expect(service.restart).toBe("unless-stopped");
    expect(service.healthcheck?.test.length).toBeGreaterThan(1);
  });

  test("asks the nodes whether they are ready, and gives them time to finish", () => {
    for (const [, node] of nodes) {
      expect(node.healthcheck?.test.join(" ")).toContain("http://127.0.0.1:3000/readyz");
      expect(node.depends_on).toMatchObject({ postgres: { condition: "service_healthy" } });
      expect(Number.parseInt(node.stop_grace_period ?? "0")).toBeGreaterThan(30);
    }
  });

  test("says plainly what the app does not use yet, and passes it nothing of that", () => {
    for (const name of ["redis"]) {
      expect(text.split(`\n  ${name}:\n`)[0]?.split("\n").slice(-3).join(" ")).toContain("The app does not use it yet");
    }
  });
});

describe("the settings in docker-compose.yml", () => {
  test.each(nodes)("are all known to the app: %s", (_, node) => {
    const launchers = ["GRINDSTONE_CACHE", "GRINDSTONE_RUNTIME", "INTERVIEWER_VOICE"];
    for (const name of Object.keys(node.environment ?? {})) expect([...variables, ...launchers]).toContain(name);
  });

  test.each(nodes)("are accepted by the app as they stand: %s", (_, node) => {
    const env = Object.fromEntries(Object.entries(node.environment ?? {}).map(([name, it]) => [name, filled(it)]));
    // As its start puts it in, from the secret.
    const keys = Object.fromEntries(["S3_", "S3_SHELF_"].flatMap((it) => [
      [`${it}ACCESS_KEY_ID`, it],
      [`${it}SECRET_ACCESS_KEY`, "b".repeat(64)],
    ]));
    const config = readConfig({ ...env, ...keys, TURN_SECRET: "a".repeat(64), MEDIASOUP_WORKER_BIN: "/worker" });
    expect(config).toMatchObject({
      http: { host: "0.0.0.0", port: 3000, publicUrl: "https://grind.example.org", trustedProxies: 1 },
      rtc: { announcedAddress: "203.0.113.7" },
      database: { kind: "server" },
      s3: {
        endpoint: "http://objects:8333",
        vault: { bucket: "grindstone-vault" },
        shelf: { bucket: "grindstone-shelf" },
      },
      demo: false,
    });
  });

  test("are all documented in compose.env.example, and nothing else is", () => {
    const asked = [...text.matchAll(/(?<!\$)\$\{([A-Z_]+)/g)].map(([, name]) => name ?? "").filter((it) =>
      it !== "NAME"
    );
    expect([...new Set(asked)].toSorted()).toEqual(names.toSorted());
    for (const name of names) {
      if (["PUBLIC_HOST", "PUBLIC_ADDRESS"].includes(name)) expect(text).toContain(`\${${name}:?`);
      else expect(text, "may be left out").toContain(`\${${name}:-`);
    }
  });

  test("hold no secret in plain words", () => {
    const values = services.flatMap(([, it]) => Object.entries(it.environment ?? {}));
    for (const [name, value] of values) {
      if (/PASSWORD|SECRET|KEY|TOKEN/.test(name)) expect(value).toMatch(/^(\/run\/secrets\/[a-z-]+|\$\{[A-Z_]+:-\})$/);
      expect(value).not.toMatch(/:\/\/[^/@]*:[^/@]+@/);
    }
    expect(text).not.toMatch(/\b[0-9a-f]{32,}\b|BEGIN [A-Z ]*KEY/);
  });
});

describe("the ports in docker-compose.yml", () => {
  test("give each node media of its own, UDP and TCP, inside as outside", () => {
    const taken = nodes.map(([, node]) => {
      const port = node.environment?.["RTC_PORT"] ?? "";
      expect(node.ports?.toSorted()).toEqual([`${port}:${port}/tcp`, `${port}:${port}/udp`]);
      return port;
    });
    expect(new Set(taken).size).toBe(nodes.length);
  });

  test("let nobody reach nodes, database and stores but through the proxy", () => {
    const published = services.filter(([, it]) => it.ports).map(([name]) => name);
    expect(published.toSorted()).toEqual(["app-a", "app-b", "proxy", "turn"]);
    expect(compose.networks["inside"]).toMatchObject({ internal: true });
    for (const name of ["postgres", "redis", "objects"]) expect(compose.services[name]?.networks).toEqual(["inside"]);
    expect(compose.services["proxy"]?.networks).toEqual(["outside"]);
  });

  test("agree with the proxy's file, which keeps a browser with one node", () => {
    const caddy = read("docs/deploy/Caddyfile");
    const [, http] = /http_port (\d+)/.exec(caddy) ?? [];
    const [, https] = /https_port (\d+)/.exec(caddy) ?? [];
    expect(compose.services["proxy"]?.ports).toEqual([`80:${http}`, `443:${https}`]);
    const upstreams = nodes.map(([name, it]) => `${name}:${it.environment?.["PORT"]}`).join(" ");
    expect(caddy).toContain(`reverse_proxy ${upstreams} {`);
    expect(caddy).toContain("lb_policy cookie ");
    expect(caddy).toContain("health_uri /readyz");
    for (const [, name] of caddy.matchAll(/\{\$([A-Z_]+)/g)) {
      expect(Object.keys(compose.services["proxy"]?.environment ?? {})).toContain(name);
    }
    expect(compose.services["proxy"]?.healthcheck?.test.join(" ")).toContain(":8081/");
  });

  test("agree with the proxy's file, which leads to each node's doors by its name", () => {
    const caddy = read("docs/deploy/Caddyfile");
    for (const [service, it] of nodes) {
      const { NODE_NAME: name = "", PORT: port } = it.environment ?? {};
      expect(caddy).toContain(`@${name} path /n/${name}/socket.io/* /n/${name}/ws/*`);
      expect(caddy).toMatch(
        new RegExp(`handle @${name} \\{\\s+uri strip_prefix /n/${name}\\s+reverse_proxy ${service}:${port}\\s+\\}`),
      );
    }
    expect(new Set(nodes.map(([, it]) => it.environment?.["NODE_NAME"])).size).toBe(nodes.length);
  });

  test("agree with the relay's file", () => {
    const turn = read("docs/deploy/turnserver.conf");
    const setting = (name: string) => new RegExp(`^${name}=(.+)$`, "m").exec(turn)?.[1];
    const [listen, from, to] = ["listening-port", "min-port", "max-port"].map(setting);
    expect(compose.services["turn"]?.ports)
      .toEqual([`${listen}:${listen}/udp`, `${listen}:${listen}/tcp`, `${from}-${to}:${from}-${to}/udp`]);
    expect(Number(setting("total-quota"))).toBeLessThanOrEqual(Number(to) - Number(from) + 1);
    expect(turn).toMatch(/^use-auth-secret$/m);
    for (const [, node] of nodes) {
      expect(node.environment?.["TURN_URLS"]).toBe(
        ["udp", "tcp"].map((it) => `turn:\${PUBLIC_HOST}:${listen}?transport=${it}`).join(","),
      );
      expect(node.secrets).toContain("turn-secret");
    }
  });
});

describe("what docker-compose.yml mounts", () => {
  const mounts = services.flatMap(([, it]) => it.volumes ?? []).map((it) => it.split(":"));

  test("is there: files in the clone, read-only, and named volumes", () => {
    for (const [source = "", , mode] of mounts) {
      if (!source.startsWith(".")) expect(Object.keys(compose.volumes)).toContain(source);
      else expect([existsSync(join(root, source)), mode]).toEqual([true, "ro"]);
    }
    const used = new Set(mounts.map(([source]) => source));
    expect(Object.keys(compose.volumes).filter((it) => !used.has(it))).toEqual([]);
  });

  test("gives both nodes one master key, apart from their data", () => {
    for (const [, node] of nodes) expect(node.volumes).toContain("keys:/data/keys");
    expect(new Set(nodes.map(([, it]) => it.volumes?.find((volume) => volume.endsWith(":/data")))).size).toBe(2);
  });

  test("are secrets that make-secrets.sh makes once, random and in a closed folder", () => {
    const folder = join(mkdtempSync(join(tmpdir(), "grindstone-secrets-")), "secrets");
    rubbish.push(join(folder, ".."));
    const make = () => execFileSync("sh", [join(root, "docs/deploy/make-secrets.sh"), folder], { encoding: "utf8" });
    expect(make()).not.toMatch(/[0-9a-f]{16}/);
    const files = readdirSync(folder).toSorted();
    expect(files.map((it) => `docs/deploy/secrets/${it}`)).toEqual(
      Object.values(compose.secrets).map((it) => it.file).toSorted(),
    );
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const contents = files.map((it) => readFileSync(join(folder, it), "utf8"));
    expect(new Set(contents).size).toBe(files.length);
    for (const it of contents) expect(it).toMatch(/[0-9a-f]{64}/);
    const held = (name: string): string => contents[files.indexOf(name)] ?? "";
    const { identities } = JSON.parse(held("object-store.json")) as { identities: unknown[] };
    expect(identities).toEqual(["vault", "shelf"].map((name) => ({
      name,
      credentials: [{ accessKey: name, secretKey: held(`${name}-secret`) }],
      actions: ["Admin", "Read", "Write", "List", "Tagging"].map((it) => `${it}:grindstone-${name}`),
    })));
    make();
    expect(files.map((it) => readFileSync(join(folder, it), "utf8"))).toEqual(contents);
    const used = new Set(services.flatMap(([, it]) => it.secrets ?? []));
    expect(Object.keys(compose.secrets).filter((it) => !used.has(it))).toEqual([]);
  });

  test("are secrets that git does not take", () => {
    const ignored = (path: string): boolean => {
      try {
        execFileSync("git", ["check-ignore", "-q", path], { cwd: root });
        return true;
      } catch {
        return false;
      }
    };
    for (const { file } of Object.values(compose.secrets)) expect(ignored(file), file).toBe(true);
    expect(ignored("docs/deploy/certificates/privkey.pem")).toBe(true);
    expect(ignored("docs/deploy/certificates/README.md")).toBe(false);
  });
});

describe("the start of a node in a container", () => {
  const folder = mkdtempSync(join(tmpdir(), "grindstone-start-"));
  rubbish.push(folder);

  const print = 'printf "%s %s" "$*" "$DATABASE_URL${TURN_SECRET:+ $TURN_SECRET}"';
  const store = "${S3_ACCESS_KEY_ID:+ $S3_ACCESS_KEY_ID $S3_SECRET_ACCESS_KEY}" +
    "${S3_SHELF_ACCESS_KEY_ID:+ $S3_SHELF_ACCESS_KEY_ID $S3_SHELF_SECRET_ACCESS_KEY}";
  writeFileSync(join(folder, "node"), `#!/bin/sh\n${print}\nprintf "%s" "${store}"\n`, { mode: 0o755 });
  writeFileSync(join(folder, "password"), "abc123");

  /** What a program would see, told by a `node` that only prints it. */
  function started(env: Record<string, string>, args: string[] = []): string {
    return execFileSync("sh", [join(root, "docs/deploy/start.sh"), ...args], {
      encoding: "utf8",
      env: { PATH: `${folder}:${process.env["PATH"]}`, POSTGRES_PASSWORD_FILE: join(folder, "password"), ...env },
    });
  }
  const asComposed = { DATABASE_URL: compose.services["app-a"]?.environment?.["DATABASE_URL"] ?? "" };
  const whole = "postgresql://grindstone:abc123@postgres:5432/grindstone";

  test("puts the password of the secret into DATABASE_URL", () => {
    expect(started(asComposed)).toBe(`server/launch.mjs ${whole}`);
  });

  test("does so for other programs of the server too", () => {
    expect(started(asComposed, ["server/reset-password.mjs", "a@b.c"])).toBe(
      `server/reset-password.mjs a@b.c ${whole}`,
    );
  });

  test("puts the relay's secret in where a relay is used, and no other in its place", () => {
    writeFileSync(join(folder, "turn"), "def456");
    const relay = { ...asComposed, TURN_URLS: "turn:grind.example.org:3478", TURN_SECRET_FILE: join(folder, "turn") };
    expect(started(relay)).toBe(`server/launch.mjs ${whole} def456`);
    expect(started({ ...relay, TURN_SECRET: "own" })).toBe(`server/launch.mjs ${whole} own`);
    expect(started({ ...relay, TURN_URLS: "" })).toBe(`server/launch.mjs ${whole}`);
  });

  test("puts in the keys of each bucket, and no others in their place", () => {
    for (const it of ["vault", "shelf"]) writeFileSync(join(folder, it), `secret-of-${it}`);
    const files = { VAULT_SECRET_FILE: join(folder, "vault"), SHELF_SECRET_FILE: join(folder, "shelf") };
    const store = { ...asComposed, ...files, S3_ENDPOINT: "http://objects:8333" };
    expect(started(store)).toContain(" vault secret-of-vault shelf secret-of-shelf");
    expect(started({ ...store, S3_ACCESS_KEY_ID: "a", S3_SECRET_ACCESS_KEY: "b" })).toMatch(/ a b$/);
    expect(started({ ...store, S3_ENDPOINT: "" })).not.toContain("secret-of");
  });

  test("leaves a DATABASE_URL alone that has a password, or none to put in", () => {
    const own = "postgresql://me:mine@db.example.org/g";
    expect(started({ DATABASE_URL: own })).toContain(` ${own}`);
    const open = "postgresql://me@db.example.org/g";
    expect(started({ DATABASE_URL: open, POSTGRES_PASSWORD_FILE: join(folder, "none") })).toContain(` ${open}`);
  });
});
