// What `npm run doctor -- [URL] [--json]` runs: it tests the way from this machine to an instance, hop by hop.
import process from "node:process";
import { examine } from "./native/doctor/examine.mjs";
import { jsonFor, lineFor, summary } from "./native/doctor/tell.mjs";
import { root } from "./native/places.mjs";
import { loadEnvFile, portOf } from "./native/settings.mjs";
import { stopWith, Trouble } from "./native/trouble.mjs";

try {
  loadEnvFile(root);
  process.exitCode = await doctor(process.argv.slice(2));
} catch (error) {
  stopWith(error);
}

/** @param {string[]} given what stands behind the command @returns {Promise<number>} the exit code */
async function doctor(given) {
  const json = given.includes("--json");
  const url = addressOf(given.filter((it) => it !== "--json"));
  const account = accountOf(process.env);
  const say = (/** @type {string} */ line) => void process.stdout.write(`${line}\n`);
  if (!json) say(`From this machine to ${url}:`);
  const findings = await examine({ url, account, tell: (hop) => json || say(lineFor(hop)) });
  say(json ? jsonFor(findings) : summary(findings));
  return findings.ok ? 0 : 1;
}

/** The address that was given, else the one of this clone's settings. */
function addressOf([given, ...more]) {
  const { PUBLIC_URL, PORT, TLS_CERT_FILE } = process.env;
  const own = `${TLS_CERT_FILE ? "https" : "http"}://localhost:${portOf(PORT, 3000, "PORT")}`;
  const url = given ?? (PUBLIC_URL || own);
  if (more.length > 0 || !/^https?:/.test(url) || !URL.canParse(url)) {
    throw new Trouble("Say the address that people open: npm run doctor -- https://grind.example.org");
  }
  return new URL(url).origin;
}

function accountOf({ DOCTOR_EMAIL: email, DOCTOR_PASSWORD: password }) {
  if (!email !== !password) {
    throw new Trouble("DOCTOR_EMAIL and DOCTOR_PASSWORD are needed together: set the other one too.");
  }
  return email && password ? { email, password } : undefined;
}
