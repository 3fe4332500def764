// npm run migration -- NAME            write the migration that the schema's changes need, and the client
// npm run migration -- NAME --by-hand  start a migration for what the schema cannot say (checks, partial indexes)
// npm run migration -- --check         say what has drifted apart and exit 1
// --root=DIR works on another tree than this one.
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { generateClient, staleFiles } from "./client.mjs";
import { missingSql, writeMigration } from "./history.mjs";

const here = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

/** @returns {Promise<number>} the exit code */
async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: "boolean", default: false },
      "by-hand": { type: "boolean", default: false },
      root: { type: "string", default: here },
    },
  });
  if (values.check) return await check(values.root);
  const name = positionals.join("_").toLowerCase().replaceAll("-", "_");
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    return fail("Give the migration a name of letters and digits: npm run migration -- add-takes");
  }
  return values["by-hand"] ? await begin(values.root, name) : await make(values.root, name);
}

async function check(root) {
  const [sql, stale] = await Promise.all([missingSql(root), staleFiles(root)]);
  if (sql !== "") {
    fail(`The migrations lack what prisma/schema.prisma asks for; npm run migration -- NAME adds:\n${sql}`);
  }
  if (stale.length > 0) {
    fail(`The generated client is not the schema's; npm run migration -- NAME renews:\n${stale.join("\n")}`);
  }
  if (sql !== "" || stale.length > 0) return 1;
  console.log("Schema, migrations and client agree.");
  return 0;
}

async function make(root, name) {
  const sql = await missingSql(root);
  await generateClient(root);
  if (sql === "") {
    return fail("No migration was written: the migrations already give what prisma/schema.prisma asks for.");
  }
  console.log(`Wrote prisma/migrations/${await writeMigration({ root, name, sql, now: new Date() })}/migration.sql`);
  return 0;
}

async function begin(root, name) {
  const sql =
    "-- What prisma/schema.prisma cannot say. npm run migration -- --check tells whether Prisma can live with it.\n";
  console.log(
    `Write your SQL in prisma/migrations/${await writeMigration({ root, name, sql, now: new Date() })}/migration.sql`,
  );
  return 0;
}

function fail(sentence) {
  console.error(sentence);
  return 1;
}

// The engine leaves a timer of several seconds behind; nobody should wait for it.
process.exit(await main().catch((error) => fail(error instanceof Error ? error.message : String(error))));
