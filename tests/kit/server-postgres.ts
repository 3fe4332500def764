import { debianPostgres } from "../../server/native/postgres-server.mjs";
import { installed } from "../../server/native/test-tools.mjs";

/** Whether a PostgreSQL is here beside the embedded one: installed, or unpacked by the set-up of the tests. */
export function hasServerPostgres(): boolean {
  return debianPostgres() !== undefined || installed() !== undefined;
}
