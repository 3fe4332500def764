// What only tests need beside npm's packages: browsers, Debian's PostgreSQL and ffmpeg, and what better voices are made of.
// Where the first of them are is written down for them.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser, ensureFirefox } from "./browser.mjs";
import { ensureBzip2 } from "./bzip2.mjs";
import { mustHaveRoom } from "./disk.mjs";
import { ensureEspeak, espeakReady } from "./espeak.mjs";
import { ensureMediaChecks } from "./media-checks.mjs";
import { cacheDir, stampsDir } from "./places.mjs";
import { ensurePostgres } from "./postgres-server.mjs";

/**
 * @typedef {{
 *   browser: { executable: string, env: Record<string, string>, args: string[] },
 *   firefox: { executable: string, env: Record<string, string> },
 *   postgres: { programs: string, env: Record<string, string> },
 *   media: { programs: string, env: Record<string, string> },
 * }} TestTools
 */

const file = join(stampsDir, "test-tools.json");

/** Where set-up put the browsers and the database for tests; undefined before `npm test` has set up. @returns {TestTools | undefined} */
export function installed() {
  try {
    const tools = JSON.parse(readFileSync(file, "utf8"));
    const programs = [
      tools.browser.executable,
      tools.firefox.executable,
      join(tools.postgres.programs, "postgres"),
      join(tools.media.programs, "ffmpeg"),
    ];
    return programs.every((it) => existsSync(it)) ? tools : undefined;
  } catch {
    return undefined;
  }
}

/** Whether they are there. */
export function testToolsReady() {
  return installed() !== undefined && espeakReady();
}

/** @param {{ say: (sentence: string) => void }} voice */
export async function makeTestTools({ say }) {
  mustHaveRoom({ path: cacheDir(), bytes: 1.8e9, what: "installing browsers for the tests" });
  const tools = {
    browser: await ensureBrowser({ say }),
    firefox: await ensureFirefox({ say }),
    postgres: await ensurePostgres({ say }),
    media: await ensureMediaChecks({ say }),
  };
  // Found again by who needs them.
  await ensureBzip2({ say });
  await ensureEspeak({ say });
  mkdirSync(stampsDir, { recursive: true });
  writeFileSync(file, JSON.stringify(tools, null, 1));
}
