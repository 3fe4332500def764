// A server that notes what happens to it: its environment, its signals, the end of its parent, and whether the database
// is there while it closes.
import { appendFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import process from "node:process";

const [notes, behaviour] = process.argv.slice(2);
const note = (fact) => appendFileSync(notes, `${JSON.stringify(fact)}\n`);
const socket = join(new URL(process.env.DATABASE_URL).searchParams.get("host"), ".s.PGSQL.5432");

function databaseAnswers() {
  return new Promise((resolve) => {
    const it = connect(socket, () => (it.destroy(), resolve(true)));
    it.on("error", () => resolve(false));
  });
}

async function close(why) {
  note({ why, database: await databaseAnswers() });
  process.exit(0);
}

note({ pid: process.pid, env: process.env, database: await databaseAnswers() });
if (behaviour === "dies") process.exit(7);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void close(signal));
process.stdin.on("end", () => void close("parent gone")).resume();
