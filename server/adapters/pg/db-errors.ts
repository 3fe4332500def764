import { AppError } from "../../kit/errors.ts";

/** A rule of the database that a write broke. */
export type Violation = {
  kind: "unique" | "foreign-key" | "check";
  /** The name of the constraint or index, such as `people_email_key`. */
  constraint: string | undefined;
};

const violations: Readonly<Record<string, Violation["kind"]>> = {
  "23505": "unique",
  "23503": "foreign-key",
  "23514": "check",
  P2002: "unique",
  P2003: "foreign-key",
};

/** The rule that `error` says was broken, whether it came through Prisma or a raw query; undefined for other errors. */
export function violationOf(error: unknown): Violation | undefined {
  const layers = layersOf(error);
  for (const layer of layers) {
    const kind = violations[String(layer.originalCode ?? layer.code)];
    if (kind) return { kind, constraint: constraintOf(layers) };
  }
  return undefined;
}

/** Throws the refusal that `refusals` holds for the constraint that `error` broke, otherwise `error` as it is. */
export function refuse(error: unknown, refusals: Readonly<Record<string, AppError>>): never {
  const constraint = violationOf(error)?.constraint;
  throw (constraint === undefined ? undefined : refusals[constraint]) ?? error;
}

/** What a caller is told when the database cannot be used now; undefined when `error` is about something else. */
export function asUnavailable(error: unknown): AppError | undefined {
  if (error instanceof AppError || !layersOf(error).some(isTrouble)) return undefined;
  return new AppError("unavailable", "The database cannot answer right now. Try again in a moment.", { cause: error });
}

/** What an operator is told when the database does not answer: which setting or machine to look at. */
export function operatorFailure(error: unknown): AppError {
  const layers = layersOf(error);
  const hint = layers.some((it) => tlsWords.test(it.message ?? "")) ? tlsHint : hintOf(layers);
  return new AppError("unavailable", `The database cannot be used. ${hint}`, { cause: error });
}

function hintOf(layers: readonly Layer[]): string {
  const codes = layers.map((it) => String(it.originalCode ?? it.code));
  const hint = hints.find(([pattern]) => codes.some((code) => pattern.test(code)))?.[1];
  return hint ?? "It does not answer; look whether it runs and can be reached from here.";
}

/** What TLS and certificates that cannot be opened say; a socket that is not there says "connect" instead. */
const tlsWords = /\b(SSL|TLS|certificate)\b|\bopen '|\bread access\b/i;
const tlsHint = "The encrypted connection failed; check sslmode and sslrootcert in DATABASE_URL.";
const hints: readonly (readonly [RegExp, string])[] = [
  [/^28/, "It does not accept the user or the password in DATABASE_URL."],
  [/^3D000$/, "The database that DATABASE_URL names does not exist; create it first."],
  [/^(ENOTFOUND|EAI_AGAIN)$/, "Its host name in DATABASE_URL is not known here."],
  [/^(NotCapable|EACCES|EPERM)$/, "This process may not reach the host that DATABASE_URL names."],
  [/^53300$/, "It has no free connection; raise its max_connections or start fewer nodes."],
  [/^53100$/, "Its disk is full."],
  [/^(57P03)$/, "It is starting or stopping; try again in a moment."],
  [/^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS)/, tlsHint],
];

/** SQLSTATEs, Node codes and Prisma codes that say the database or the way to it is in trouble, not the request. */
const troubleCodes =
  /^(08|28|3D000|40001|40P01|53|55P03|57|58|25006)|^(E[A-Z]{4,}|NotCapable)$|^(P1001|P1002|P1008|P1017|P2024|P2028|P2034)$/;
/** pg and its pool throw some of their errors without a code. */
const troubleWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end|The server does not support SSL)/;

type Layer = {
  code?: string | number;
  message?: string;
  originalCode?: string | number;
  originalMessage?: string;
  constraint?: string | { index?: string };
};

function isTrouble(layer: Layer): boolean {
  return troubleCodes.test(String(layer.originalCode ?? layer.code ?? "")) || troubleWords.test(layer.message ?? "");
}

function constraintOf(layers: readonly Layer[]): string | undefined {
  for (const { constraint, originalMessage } of layers) {
    if (typeof constraint === "string") return constraint;
    const index = constraint?.index ?? /constraint "([^"]+)"/.exec(originalMessage ?? "")?.[1];
    if (index !== undefined) return index;
  }
  return undefined;
}

/** An error and what it wraps: its cause, and the driver's error inside one of Prisma's. */
function layersOf(error: unknown): Layer[] {
  const layers: Layer[] = [];
  let next = error;
  while (typeof next === "object" && next !== null && layers.length < 8) {
    layers.push(next as Layer);
    const { cause, meta } = next as { cause?: unknown; meta?: { driverAdapterError?: unknown } };
    next = meta?.driverAdapterError ?? cause;
  }
  return layers;
}
