import type { Failure } from "../../proto/http/shared.ts";

/** What can go wrong with a request: the server's codes, and `offline` when no answer came at all. */
export type RefusalCode = Failure["error"]["code"] | "offline";

/** A request that was not done. `message` is a sentence for people; `field` names the input that is wrong. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly status: number;
  readonly field: string | undefined;
  /** Where it may be done, below this server's address: another node has what it is about. */
  readonly way: string | undefined;
  readonly requestId: string | undefined;

  constructor(code: RefusalCode, message: string, more: RefusalDetails = {}) {
    super(message, { cause: more.cause });
    this.code = code;
    this.status = more.status ?? 0;
    this.field = more.field;
    this.way = more.way;
    this.requestId = more.requestId;
  }

  /** The request may have been done all the same: asking again must not do it twice. */
  get uncertain(): boolean {
    return this.code === "offline" || this.status >= 500;
  }
}

type RefusalDetails = {
  status?: number;
  field?: string | undefined;
  way?: string | undefined;
  requestId?: string | undefined;
  cause?: unknown;
};

/** True for the error that an aborted request ends with; nobody waits for its result any more. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** The refusal in whatever was thrown; anything that is not one is a defect of ours and stays in `cause`. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return new Refusal("internal", "Something went wrong on this page.", { cause: error });
}
