import { AppError, type ErrorCode } from "../../kit/errors.ts";

type Otherwise = { readonly code: ErrorCode; readonly message: string };

/**
 * What a caller hears when the media worker refuses: its own words may hold what a stranger wrote, so they stay with
 * the operator. A worker that is gone is no fault of the caller.
 */
export function refusal(error: unknown, { code, message }: Otherwise): AppError {
  if (error instanceof AppError) return error;
  return workerGone(error) ? noWorker(error) : new AppError(code, message, { cause: error });
}

/** Whether a request failed because the worker ended under it. */
export function workerGone(error: unknown): boolean {
  return error instanceof Error && error.name === "WorkerClosedError";
}

export function noWorker(cause?: unknown): AppError {
  return new AppError("unavailable", "The media worker is not running. It is being started again.", { cause });
}
