// What can go wrong on a person's machine, each in one sentence that helps. Anything else is a bug and keeps its stack.

import process from "node:process";

/** An expected failure; its message is the whole sentence that a person reads. */
export class Trouble extends Error {
  /** @param {string} message @param {{ code?: string, cause?: unknown }} [options] */
  constructor(message, { code = "trouble", cause } = {}) {
    super(message, { cause });
    this.name = "Trouble";
    this.code = code;
  }
}

/** Ends the program: trouble with its sentence alone, a bug with all it knows. @param {unknown} failure @returns {never} */
export function stopWith(failure) {
  process.stderr.write(failure instanceof Trouble ? `${failure.message}\n` : `${failure?.stack ?? failure}\n`);
  process.exit(1);
}

const kinds = [
  {
    code: "disk-full",
    pattern:
      /ENOSPC|No space left on device|EDQUOT|Disk quota exceeded|enough free space in|wrote only \d+ of \d+ bytes/i,
  },
  { code: "read-only", pattern: /EROFS|Read-only file system/i },
  { code: "denied", pattern: /EACCES|EPERM|Permission denied/i },
  {
    code: "no-network",
    pattern: new RegExp(
      [
        "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|FETCH_ERROR",
        "Could not resolve host|Temporary failure resolving|Could not connect|Failed to fetch|Unable to connect|network .*unreachable",
        "Some index files failed to download|no longer has a Release file|does not have a Release file",
      ].join("|"),
      "i",
    ),
  },
];

/** Names the kind of failure that an error or a program's last words show, or undefined. @param {unknown} failure */
export function kindOf(failure) {
  const text = failure instanceof Error
    ? `${failure.code ?? ""} ${failure.message} ${failure.output ?? ""}`
    : String(failure);
  return kinds.find(({ pattern }) => pattern.test(text))?.code;
}

/**
 * The sentence for what went wrong while doing `what`, for the kinds that can be told apart.
 * @param {unknown} failure @param {{ what: string, where?: string, network?: string, sorry?: string }} context
 */
export function explain(failure, { what, where = "this folder", network, sorry }) {
  if (failure instanceof Trouble) return failure;
  const found = kindOf(failure);
  // A compiler's "could not connect" is not about a network.
  const code = found === "no-network" && !network ? undefined : found;
  const again = "nothing is lost: run the same command again and it continues";
  const sentence = {
    "disk-full": `The disk is full (${where}) while ${what}: free some space, ${again}.`,
    "read-only":
      `${where} is on a read-only file system, so ${what} is not possible: use a folder that can be written.`,
    "denied": `${where} may not be written by this user, so ${what} is not possible: use a folder of your own.`,
    "no-network": `${network} could not be reached while ${what}: check the connection, ${again}.`,
  }[code ?? ""];
  if (sentence) return new Trouble(sentence, { code, cause: failure });
  return sorry ? new Trouble(`${sorry}${lastWords(failure)}`, { code: "failed", cause: failure }) : failure;
}

/** What a person may make something of: not the stack, and rather the complaints than the rest. @param {unknown} failure */
function lastWords(failure) {
  const lines = String(failure?.output ?? failure?.message ?? "").split("\n").map((it) => it.trim())
    .filter((it) => it && !/^(at |node:|[{}^]+$|errors: )/.test(it));
  const complaints = lines.filter((it) =>
    /error|fail|cannot|could not|unrecognized|invalid|unknown|not found|denied|refused|fatal/i.test(it)
  );
  const words = (complaints.length > 0 ? complaints.slice(0, 3) : lines.slice(-3)).join(" / ").slice(0, 600);
  return words ? ` It said: ${words}` : "";
}
