// What the doctor asks over HTTP: does the page answer, is the server ready, and who is asking.
import { Failed } from "./failed.mjs";
import { webTrouble } from "./web-trouble.mjs";

/** How long an answer may take. Higher forgives slow lines, lower says sooner that nothing comes. */
const answerMs = 10_000;

/** @typedef {{ url: string, cookie?: string, port: string, host: string }} Visit */

/** @param {Visit} visit */
export async function seePage(visit) {
  const began = performance.now();
  const { status, body, headers } = await ask(visit, "/healthz");
  const location = headers.get("location");
  if (status >= 300 && status < 400 && location) {
    throw new Failed(`it sends elsewhere, to ${origin(location, visit.url)}`, "Give the doctor that address instead.");
  }
  if (status === 200 && body?.ok === true) return `answers in ${Math.max(1, Math.round(performance.now() - began))} ms`;
  if (status >= 502 && status <= 504) {
    throw new Failed(
      `a proxy answers with ${status}, because it does not reach Grindstone`,
      "Start Grindstone, and correct the address that the proxy passes requests on to.",
    );
  }
  throw new Failed(
    `something else than Grindstone answers there (status ${status})`,
    "Give the doctor Grindstone's own address, or stop the other program and start Grindstone.",
  );
}

/** @param {Visit} visit */
export async function seeReady(visit) {
  const { status, body } = await ask(visit, "/readyz");
  if (status === 200) return "database and media worker answer";
  throw new Failed(
    body?.error?.message ?? `it does not say what is not ready (status ${status})`,
    "The server's log says why; docs/operations.md explains the sentence.",
  );
}

/** @param {Visit} visit @param {{ email: string, password: string } | undefined} account */
export async function signIn(visit, account) {
  const who = account ?? await demoOf(visit);
  const { status, body, headers } = await ask(visit, "/api/v1/account/sign-in", { method: "POST", body: who });
  if (status !== 200) {
    throw refused(
      { status, body },
      "Correct DOCTOR_EMAIL and DOCTOR_PASSWORD: an account of this instance with a password.",
    );
  }
  visit.cookie = headers.getSetCookie().map((it) => it.split(";")[0]).join("; ");
  return account ? "with DOCTOR_EMAIL" : "with the demo account";
}

/** Ends what signing in began, so that no device is left in the account. @param {Visit} visit */
export async function signOut(visit) {
  const { status, body } = await ask(visit, "/api/v1/account/sign-out", { method: "POST", body: {} });
  if (status !== 204) throw refused({ status, body });
}

/** The ports of all media workers. @param {Visit} visit @returns {Promise<number[]>} */
export async function mediaPorts(visit) {
  const { status, body } = await ask(visit, "/api/v1/connection");
  if (status !== 200) throw refused({ status, body });
  return body.ports;
}

/**
 * What the interviewer speaks and hears with, or undefined where an instance has none of its own.
 * @param {Visit} visit @returns {Promise<string | undefined>}
 */
export async function seeInterviewer(visit) {
  const { status, body } = await ask(visit, "/api/v1/connection");
  if (status !== 200) throw refused({ status, body });
  if (!body.interviewer) return undefined;
  const { voice, judges } = body.interviewer;
  const setUp =
    "Run `npm run setup` on the server, then start Grindstone again; the first lines of its start say more.";
  if (!voice) throw new Failed("it has no voice on that server: people read what it says", setUp);
  if (!judges) throw new Failed(`it speaks as ${voice}, and takes some noise for speech: Silero is missing`, setUp);
  return `speaks as ${voice}, and tells speech from noise`;
}

async function demoOf(visit) {
  const { status, body } = await ask(visit, "/api/v1/instance");
  if (status !== 200) throw refused({ status, body });
  if (body?.demo) return body.demo;
  throw new Failed(
    "there is no account to sign in with, so all that follows cannot be tested",
    "Set DOCTOR_EMAIL and DOCTOR_PASSWORD to an account of this instance.",
  );
}

function refused({ status, body }, whatToDo) {
  const sentence = body?.error?.message;
  const ours = status < 500 && status !== 429;
  return new Failed(sentence ?? `the server answers with status ${status}`, ours ? whatToDo : undefined);
}

async function ask({ url, cookie, host, port }, path, { method = "GET", body } = {}) {
  const headers = { ...(body ? { "content-type": "application/json" } : {}), ...(cookie ? { cookie } : {}) };
  try {
    const answer = await fetch(new URL(path, url), {
      ...{ method, headers, redirect: "manual", signal: AbortSignal.timeout(answerMs) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, headers: answer.headers, body: parsed(await answer.text()) };
  } catch (error) {
    throw webTrouble(error, { host, port, secure: url.startsWith("https:") });
  }
}

function origin(location, url) {
  return URL.canParse(location, url) ? new URL(location, url).origin : location;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // whoever asked says what else it is
  }
}
