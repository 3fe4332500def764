import process from "node:process";
import { compose } from "./compose.ts";
import { type Config, describeConfig, readConfig } from "./config.ts";
import { systemClock } from "./kit/clock.ts";
import { AppError } from "./kit/errors.ts";
import { uuidv7 } from "./kit/ids.ts";
import { type Log, makeLog } from "./kit/log.ts";
import { Scope } from "./kit/scope.ts";

/** Longer lets more requests finish, shorter restarts sooner; the launcher waits 30 s. */
const closeWithinMs = 25_000;

process.exitCode = await run();
process.exit();

/** Serves until told to stop; answers with the exit code. */
async function run(): Promise<number> {
  const scope = new Scope();
  try {
    const config = readConfig(process.env);
    const log = openLog(config);
    const stop = untilStopped(config);
    log.info("starting", describeConfig(config));
    const house = await compose(config, { clock: systemClock, ids: uuidv7(systemClock), log, scope });
    process.stdout.write(`${house.welcome(await house.listen())}\n`);
    log.info("stopping", { why: await stop });
    await close(scope);
    return 0;
  } catch (error) {
    const expected = error instanceof AppError;
    process.stderr.write(`${expected ? error.message : String((error as Error).stack ?? error)}\n`);
    await close(scope).catch((problem: unknown) => process.stderr.write(`${String(problem)}\n`));
    return expected ? 2 : 1;
  }
}

/** Closes everything, in bounded time. */
async function close(scope: Scope): Promise<void> {
  setTimeout(() => process.exit(1), closeWithinMs).unref();
  await scope.close();
}

function openLog({ log: { level, format } }: Config): Log {
  return makeLog({ level, format, write: (line) => process.stdout.write(`${line}\n`), now: () => systemClock.now() });
}

/** Resolves with what asks us to stop: a signal, or the end of the launcher that started us. */
function untilStopped(config: Config): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve(signal));
    if (config.parentPipe) {
      process.stdin.on("end", () => resolve("launcher gone")).on("error", () => resolve("launcher gone")).resume();
    }
  });
}
