// The environment that the server gets: what is documented in .env.example and a few of the machine's own, nothing else.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { Trouble } from "./trouble.mjs";

// Where the machine keeps its certificates and its time, how its terminal speaks, and what Deno sends telemetry to.
const ofTheMachine =
  /^(PATH|HOME|TZ|LANG|LC_[A-Z]+|NO_COLOR|FORCE_COLOR|TERM|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|DENO_TLS_CA_STORE|DENO_CERT|OTEL_[A-Z_]+)$/;

/** The settings that .env.example documents, commented out or not. @param {string} text */
export function documentedNames(text) {
  return [...new Set([...text.matchAll(/^#?[ \t]*([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]))];
}

/** @param {NodeJS.ProcessEnv} env @param {readonly string[]} names */
export function onlyKnown(env, names) {
  const known = new Set(names);
  return Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value && (known.has(name) || ofTheMachine.test(name))),
  );
}

/** Reads the clone's `.env`; what the environment already says wins. @param {string} root */
export function loadEnvFile(root) {
  const file = join(root, ".env");
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw new Trouble(
      `.env cannot be read (${error.code ?? error.message}): correct or remove it; .env.example shows how it looks.`,
    );
  }
}

/** @param {string} root */
export function namesFor(root) {
  return documentedNames(readFileSync(join(root, ".env.example"), "utf8"));
}

/** A port setting as a number, or one sentence. @param {string | undefined} text @param {number} fallback @param {string} name */
export function portOf(text, fallback, name) {
  if (!text) return fallback;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Trouble(`${name} is not a port (0 to 65535): correct it.`, { code: "bad-setting" });
}
