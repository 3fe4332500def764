/** Why a request could not be served. Every edge maps a code to its own wire form exactly once. */
export type ErrorCode =
  | "bad-request"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "closed"
  | "too-large"
  | "too-many"
  | "unavailable"
  | "internal";

type Options = {
  cause?: unknown;
  retryable?: boolean;
  field?: string;
  way?: string;
  retryAfterMs?: number;
  offset?: number;
};

/** An expected failure. `message` is one sentence that is safe to show; `cause` is for operators only. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly retryable: boolean;
  /** The input that is wrong, as a path such as `plan.2.ask`. */
  readonly field: string | undefined;
  /** Where it may be done, below this server's address: another node has what it is about. */
  readonly way: string | undefined;
  /** When it makes sense to try again. */
  readonly retryAfterMs: number | undefined;
  /** Where to go on with what comes in pieces. */
  readonly offset: number | undefined;

  constructor(code: ErrorCode, message: string, options: Options = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? code === "unavailable";
    this.field = options.field;
    this.way = options.way;
    this.retryAfterMs = options.retryAfterMs;
    this.offset = options.offset;
  }
}

/** Narrows away null and undefined; a caller sees "There is no such `what`, or it is not yours to see." */
export function found<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) {
    throw new AppError("not-found", `There is no such ${what}, or it is not yours to see.`);
  }
  return value;
}

/** Ends a `switch` that names every case. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${String(value)}`);
}
