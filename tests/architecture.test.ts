import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

/** Folder → what it may import besides itself. A file in no folder listed here, and not at the door, fails. */
const basics = ["server/kit", "server/domain", "server/ports"];
const features = [
  "server/accounts",
  "server/grinds",
  "server/interviews",
  "server/sessions",
  "server/rooms",
  "server/recorder",
  "server/interviewer",
  "server/retention",
];
const mayImport: Readonly<Record<string, readonly string[]>> = {
  "proto": [],
  "server/native": [],
  // Runs on Node beside the launcher, and keeps its locks as the launcher does.
  "server/recorder/tap": ["server/native"],
  // Runs on Node beside the launcher, too.
  "server/adapters/speaker/booth": [],
  "server/kit": [],
  "server/domain": ["server/kit", "proto/limits.ts", "proto/live"],
  "server/ports": ["server/kit", "server/domain", "proto/live"],
  ...Object.fromEntries(
    features.map((feature) => [feature, [...basics, "proto/limits.ts", "proto/live", "proto/signaling.ts"]]),
  ),
  // What it is asked to record is said in the words of rooms.
  "server/recorder": [...basics, "proto/limits.ts", "proto/live", "proto/signaling.ts", "server/rooms/tape.ts"],
  // A room is told what it says in the words of rooms.
  "server/interviewer": [
    ...basics,
    "proto/limits.ts",
    "proto/live",
    "proto/signaling.ts",
    "server/rooms/interviewers.ts",
    "server/rooms/tape.ts",
  ],
  // What is built in is data in the form that the contract gives a task.
  "server/catalogue": ["proto"],
  "server/adapters": [...basics, "proto/limits.ts", "proto/live"],
  "server/edge": ["proto", ...basics, ...features],
  "client/kit": ["proto"],
  "client/api": ["proto", "client/kit"],
  "client/media": ["proto", "client/kit", "client/api"],
  "client/ui": ["client/kit"],
  "client/state": ["proto", "client/api", "client/media", "client/kit"],
  "client/pages": ["proto", "client/state", "client/ui", "client/kit"],
};

/** The only files outside a folder, and what they may import: the composition root everything, the others little. */
const atTheDoor: Readonly<Record<string, readonly string[] | "everything">> = {
  "server/main.ts": ["server/config.ts", "server/compose.ts", "server/kit"],
  "server/compose.ts": "everything",
  "server/compose-features.ts": "everything",
  "server/compose-interviewer.ts": "everything",
  "server/compose-kit.ts": ["server/kit"],
  "server/compose-lines.ts": "everything",
  "server/compose-live.ts": "everything",
  "server/compose-nodes.ts": "everything",
  "server/compose-pcm.ts": "everything",
  "server/compose-recordings.ts": "everything",
  "server/compose-stores.ts": "everything",
  "server/compose-recorder.ts": "everything",
  // A command of its own, so it puts together what it needs.
  "server/reset-password.ts": "everything",
  "server/config.ts": ["server/kit", "server/config-gemini.ts", "server/config-s3.ts"],
  "server/config-gemini.ts": [],
  "server/config-s3.ts": [],
  "server/compose-storage.ts": "everything",
  "server/setup.mjs": ["server/native"],
  "server/launch.mjs": ["server/native", "server/setup.mjs"],
  "server/reset-password.mjs": ["server/native"],
  "server/doctor.mjs": ["server/native"],
  "server/voice.mjs": ["server/native"],
  "client/main.tsx": ["client/app.tsx", "client/state", "client/kit", "client/styles"],
  "client/app.tsx": "everything",
  "client/routes.tsx": ["client/pages", "client/ui", "client/state", "client/kit"],
  "client/offline-shell.ts": [],
  "client/sw.js": [],
  "client/icons.mjs": [],
  "client/size.mjs": [],
  "client/vite.config.ts": ["client/offline-shell.ts"],
};

/** Package → the only places that may know it. A package that is not here is known to nobody. */
const homes: Readonly<Record<string, readonly string[]>> = {
  "mediasoup": ["server/rooms", "server/recorder/live", "server/interviewer/bridge", "server/native/worker"],
  "mediasoup-client": ["client/media"],
  "node-datachannel": ["server/native/worker"],
  "socket.io": ["server/edge"],
  "socket.io-client": ["client/api", "server/native/doctor"],
  "ws": ["server/edge"],
  "hono": ["server/edge"],
  "@hono/node-server": ["server/edge"],
  "sherpa-onnx-node": ["server/adapters/speaker/booth"],
  "libopus-wasm": ["server/recorder/mux", "server/interviewer/bridge"],
  "mediabunny": ["server/recorder"],
  "zod": ["proto", "server/edge", "server/config.ts"],
  "protobufjs": ["proto/gen"],
  "long": ["proto/gen"],
  "pg": ["server/adapters/pg", "server/native/postgres.mjs"],
  "@prisma/client": ["server/adapters/pg"],
  "@prisma/adapter-pg": ["server/adapters/pg"],
  "rate-limiter-flexible": ["server/adapters/pg"],
  "@aws-sdk/client-s3": ["server/adapters/blobs"],
  "nodemailer": ["server/adapters/notify"],
  "openid-client": ["server/adapters/identity"],
  "@google/genai": ["server/adapters/interviewer/gemini"],
  "solid-js": ["client"],
  "@solidjs/router": ["client"],
  "lucide-static": ["client/icons.mjs"],
  "vite": ["client/vite.config.ts", "client/offline-shell.ts", "server/native"],
  "vite-plugin-solid": ["client/vite.config.ts"],
};

const generated = ["server/adapters/pg/gen/", "proto/gen/", "client/dist/", "client/public/"];
const files = ["server", "client", "proto"].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: "utf8" }).map((path) => `${top}/${path}`)
).filter((path) => !generated.some((folder) => path.startsWith(folder)));
const code = files.filter((path) => /\.(ts|tsx|mjs|js)$/.test(path));
const read = (file: string): string => readFileSync(file, "utf8");

const importForm =
  /^\s*(?:import|export)\b[^"'`;()=]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\s*\(\s*["']([^"']+)["']/gm;
const importsOf = new Map(code.map((file) => [file, [...read(file).matchAll(importForm)].map(specifierOf)]));
const within = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);
const targetOf = (file: string, specifier: string): string => normalize(join(dirname(file), specifier));
const folderOf = (file: string): string | undefined => Object.keys(mayImport).find((folder) => within(file, folder));

function specifierOf([, from, plain, late]: RegExpMatchArray): string {
  return from ?? plain ?? late ?? "";
}

describe("the house's plan", () => {
  it.each(code)("%s imports only what its folder may", (file) => {
    const folder = folderOf(file);
    const allowed = atTheDoor[file] ?? mayImport[folder ?? ""];
    expect(allowed, `${file} belongs to no folder`).toBeDefined();
    for (const specifier of importsOf.get(file) ?? []) {
      if (!specifier.startsWith(".") || allowed === "everything") continue;
      const target = targetOf(file, specifier);
      const inside = folder !== undefined && within(target, folder);
      expect(inside || allowed?.some((place) => within(target, place)), `${file} → ${specifier}`).toBe(true);
    }
  });

  it.each(code)("%s knows only packages that live there", (file) => {
    for (const specifier of importsOf.get(file) ?? []) {
      if (specifier.startsWith(".")) continue;
      if (specifier.startsWith("node:")) {
        expect(
          /^(client\/(?!vite|icons|size|offline-shell)|proto\/(?!generate)|server\/domain)/.test(file),
          `${file} → ${specifier}`,
        )
          .toBe(false);
        continue;
      }
      const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
      const known = homes[name]?.some((place) => within(file, place)) ?? false;
      expect(known, `${file} → ${specifier}`).toBe(true);
    }
  });

  it("has no file that reaches itself through what it imports", () => {
    const done = new Set<string>();
    const visit = (file: string, way: readonly string[]): void => {
      expect(way, [...way, file].join(" → ")).not.toContain(file);
      if (done.has(file)) return;
      for (const specifier of importsOf.get(file) ?? []) {
        if (specifier.startsWith(".")) visit(targetOf(file, specifier), [...way, file]);
      }
      done.add(file);
    };
    for (const file of code) visit(file, []);
  });

  it("has no folders that need each other", () => {
    const folders = Object.keys(mayImport);
    const needs = (folder: string): readonly string[] =>
      (mayImport[folder] ?? []).map((it) => folders.find((other) => within(it, other)) ?? it);
    const reaches = (from: string, to: string): boolean => needs(from).some((it) => it === to || reaches(it, to));
    expect(folders.filter((folder) => reaches(folder, folder))).toEqual([]);
  });

  it("keeps the beginning short", () => {
    const lines = (file: string): number => read(file).split("\n").length;
    expect(lines("server/compose.ts")).toBeLessThan(200);
    expect(lines("server/compose-features.ts")).toBeLessThan(200);
    expect(lines("server/main.ts")).toBeLessThan(60);
  });

  it("names only files and packages that are there, and a place for each package that the server and the page take", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
      string,
      Record<string, string>
    >;
    const brought = ["long"]; // comes with protobufjs
    const unnamed = ["@ricky0123/vad-web", "deno"]; // are read or run, never imported
    const packages = Object.keys({ ...dependencies, ...devDependencies });
    expect(Object.keys(homes).filter((it) => !packages.includes(it))).toEqual(brought);
    expect(Object.keys(dependencies ?? {}).filter((it) => !(it in homes))).toEqual(unnamed);
    expect(Object.keys(atTheDoor).filter((it) => !existsSync(it))).toEqual([]);
  });

  it("has at its top what everybody expects there", () => {
    const dirs = [".ci", "client", "docs", "prisma", "proto", "recordings", "server", "tests"];
    const named = ["package.json", "docker-compose.yml", "README.md", "tsconfig.json", "deno.json", "vitest.config.ts"];
    const small = [
      ".env.example",
      ".gitattributes",
      ".gitignore",
      ".npmrc",
      ".oxlintrc.json",
      "LICENSE",
      "package-lock.json",
    ];
    const ignored = [".git", "node_modules"];
    const there = readdirSync(".").filter((name) => !ignored.includes(name));
    expect(there.filter((name) => ![...dirs, ...named, ...small].includes(name))).toEqual([]);
  });
});

describe("the house's habits", () => {
  const served = code.filter((file) => file.startsWith("server/") && !file.endsWith(".mjs"));
  const finding = (among: readonly string[], form: RegExp): string[] => among.filter((file) => form.test(read(file)));

  it("only the configuration reads the environment", () => {
    const asked = finding(served, /\bprocess\.env\b|\bDeno\.env\b/);
    expect(asked).toEqual(["server/main.ts", "server/reset-password.ts"]); // which hand it to config.ts
  });

  it("features, rules and doors are given their time and their ids", () => {
    const places = [...features, "server/domain", "server/ports", "server/edge", "server/catalogue"];
    const there = served.filter((file) => places.some((place) => within(file, place)));
    expect(finding(there, /\bDate\.now\(|\bnew Date\(\)|\brandomUUID\b|\bMath\.random\(/)).toEqual([]);
  });

  it("only the tokens name a colour", () => {
    const looks = files.filter((file) => file.startsWith("client/") && /\.(css|tsx)$/.test(file));
    const colour =
      /(?<!href[=:]\s?["'])(?<=[\s:("'`])#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})\b|\b(?:rgba?|hsla?|oklch|oklab|hwb|lab|lch)\(\s*[\d.]/i;
    expect(finding(looks, colour)).toEqual(["client/styles/tokens.css"]);
  });

  it("nothing on the server logs past the log", () => {
    expect(finding(served, /\bconsole\.\w+\(/)).toEqual([]);
  });

  it("no type is switched off", () => {
    expect(finding(code, /@ts-(ignore|nocheck)|:\s*any\b|\bas any\b|<any>/)).toEqual([]);
  });
});
