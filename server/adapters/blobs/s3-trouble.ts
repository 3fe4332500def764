import { AppError } from "../../kit/errors.ts";

const kept = "What was recorded so far is kept.";
const credentials =
  `The object store refuses this server's credentials. ${kept} Correct the S3_ settings that name its ` +
  "keys, or what these keys may do.";

/** What an operator can do about each refusal, by the name the store gives it. */
const refusals: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: credentials,
  SignatureDoesNotMatch: credentials,
  AccessDenied: credentials,
  Forbidden: credentials,
  NoSuchBucket: `The object store has no such bucket. ${kept} Make it, or correct the S3_ setting that names it.`,
  QuotaExceeded: `The object store is full. ${kept} Give it more room; it is tried again.`,
  XMinioStorageFull: `The object store is full. ${kept} Give it more room; it is tried again.`,
  RequestTimeTooSkewed: `The clocks of this server and of the object store differ. ${kept} Set this machine's clock.`,
};
const slow = `The object store does not answer in time. ${kept} It is tried again.`;
const away = `The object store cannot be reached. ${kept} It is tried again.`;
const busy = `The object store has a problem of its own. ${kept} It is tried again.`;

/** What the operator must do something about first; trying again soon would only be refused again. */
const forGood = new Set(["InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "Forbidden", "NoSuchBucket"]);
/** Refusals that trying again may turn, though they look like an answer. */
const passing = new Set(["RequestTimeTooSkewed", "RequestTimeout", "SlowDown", "BadDigest", "OperationAborted"]);

type Said = {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
};

/** What the store or the way to it calls the failure; "404" and the like where only a status is known. */
export function s3Code(error: unknown): string {
  const { name = "", $metadata } = (error ?? {}) as Said;
  const status = $metadata?.httpStatusCode;
  if (status === 404 && (name === "NotFound" || name === "NoSuchKey")) return "NoSuchKey";
  return name === "" || name === "Error" || name === "UnknownError" ? `${status ?? name}` : name;
}

/** Whether the same request may go through a moment later. */
export function mayPass(error: unknown): boolean {
  const status = (error as Said | null)?.$metadata?.httpStatusCode;
  return status === undefined || status >= 500 || status === 429 || passing.has(s3Code(error));
}

/** The failure as one sentence; what is no failure of the store stays as it is. */
export function s3Trouble(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = s3Code(error);
  if (code === "NoSuchKey") {
    return new AppError("not-found", "There is no such recording, or it was deleted.", { cause: error });
  }
  const sentence = refusals[code] ?? (sentenceFor(error));
  return new AppError("unavailable", sentence, { cause: error, retryable: !forGood.has(code) });
}

function sentenceFor(error: unknown): string {
  // Our own limit. The SDK calls a line that broke a timeout too.
  if (error instanceof DOMException && error.name === "TimeoutError") return slow;
  const status = (error as Said | null)?.$metadata?.httpStatusCode;
  if (status === undefined) return away;
  return status === 403 || status === 401 ? credentials : busy;
}
