// What the migrations build, compared with what the schema asks for. Prisma's schema engine as WebAssembly replays
// the history into a throw-away PGlite in memory, so neither a download nor a database is needed.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

import { PGlite } from "@electric-sql/pglite";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { PrismaPGlite } from "pglite-prisma-adapter";

const filters = { externalTables: [], externalEnums: [] };
const lockfile = { path: "migration_lock.toml", content: '# Written by npm run migration.\nprovider = "postgresql"\n' };

/**
 * The SQL that brings a database with all migrations to what the schema asks for; "" when it is there already.
 * @param {string} root the folder that holds prisma/
 * @returns {Promise<string>}
 */
export async function missingSql(root) {
  const schema = await readFile(path.join(root, "prisma/schema.prisma"), "utf8");
  const files = [{ path: "schema.prisma", content: schema }];
  const database = await PGlite.create("memory://");
  try {
    const engine = await openEngine(database, schema);
    await engine.applyMigrations({ migrationsList: await readHistory(root), filters });
    const { exitCode, stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: "." },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: true,
      filters,
    });
    return exitCode === 0 ? "" : stdout;
  } finally {
    await database.close();
  }
}

/**
 * Writes prisma/migrations/<time>_<name>/migration.sql, later than every other one, and returns its folder's name.
 * @param {{ root: string, name: string, sql: string, now: Date }} options
 */
export async function writeMigration({ root, name, sql, now }) {
  const folder = path.join(root, "prisma/migrations");
  const last = (await migrationNames(root)).at(-1) ?? "";
  let stamp = stampOf(now);
  while (stamp <= last.slice(0, stamp.length)) {
    now = new Date(now.getTime() + 1000);
    stamp = stampOf(now);
  }
  await mkdir(path.join(folder, `${stamp}_${name}`), { recursive: true });
  await writeFile(path.join(folder, `${stamp}_${name}`, "migration.sql"), sql);
  await writeFile(path.join(folder, lockfile.path), lockfile.content);
  return `${stamp}_${name}`;
}

async function openEngine(database, schema) {
  const resolve = createRequire(import.meta.url).resolve;
  const folder = path.dirname(resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const wasm = await readFile(path.join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(database));
  return await bindings.SchemaEngine.new({ datamodels: [["schema.prisma", schema]] }, () => {}, adapter);
}

async function readHistory(root) {
  const baseDir = path.resolve(root, "prisma/migrations");
  const migrationDirectories = [];
  for (const name of await migrationNames(root)) {
    const value = await readFile(path.join(baseDir, name, "migration.sql"), "utf8");
    migrationDirectories.push({ path: name, migrationFile: { path: "migration.sql", content: { tag: "ok", value } } });
  }
  return { baseDir, lockfile, shadowDbInitScript: "", migrationDirectories };
}

async function migrationNames(root) {
  const folder = path.join(root, "prisma/migrations");
  await mkdir(folder, { recursive: true });
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((it) => it.isDirectory()).map((it) => it.name).sort();
}

function stampOf(date) {
  return date.toISOString().replace(/\D/g, "").slice(0, 14);
}
