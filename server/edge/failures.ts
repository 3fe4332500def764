import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ZodError } from "zod";
import type { Failure } from "../../proto/http/shared.ts";
import { AppError, type ErrorCode } from "../kit/errors.ts";

const statuses: Record<ErrorCode, ContentfulStatusCode> = {
  "bad-request": 400,
  "unauthenticated": 401,
  "forbidden": 403,
  "not-found": 404,
  "conflict": 409,
  "closed": 410,
  "too-large": 413,
  "too-many": 429,
  "unavailable": 503,
  "internal": 500,
};

/** The HTTP form of any error. What is not an AppError says nothing about itself. */
export function failureOf(
  error: unknown,
): { status: ContentfulStatusCode; body: Failure; headers: Record<string, string> } {
  const known = error instanceof AppError
    ? error
    : new AppError("internal", "Something went wrong on our side. Nothing you sent is lost on this page; try again.");
  const { code, message, field, way, offset } = known;
  const more = { ...(field ? { field } : {}), ...(way ? { way } : {}), ...(offset === undefined ? {} : { offset }) };
  return {
    status: statuses[code],
    body: { error: { code, message, ...more } },
    headers: known.retryAfterMs === undefined ? {} : { "retry-after": String(Math.ceil(known.retryAfterMs / 1000)) },
  };
}

/** The first thing wrong with an input, as one sentence with the path of its field. */
export function badInput(error: ZodError): AppError {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join(".");
  const message = issue && sentence(issue.message)
    ? issue.message
    : `${field ? `"${field}"` : "The request"} is not of the expected form.`;
  return new AppError("bad-request", message, { cause: error, ...(field ? { field } : {}) });
}

/** Our schemas speak in sentences; the library's own words ("Invalid input: …") are for developers. */
function sentence(message: string): boolean {
  return message.endsWith(".") && !message.startsWith("Invalid");
}
