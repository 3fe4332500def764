import { AppError, type ErrorCode } from "../../kit/errors.ts";

/** What a client is closed with, and told before in a frame with the same number. */
export const codes = {
  authentication: 4001,
  provider: 4002,
  badFrame: 4003,
  notFound: 4004,
  tooSlow: 4008,
  alreadyConnected: 4009,
} as const;

/** Why a client is let go, in one sentence. */
export type Refusal = { readonly code: (typeof codes)[keyof typeof codes]; readonly message: string };

/** What a client can do wrong, each by itself. */
export const refusals = {
  /** The same for one that is wrong, used, expired or of another interview: a guesser is not told which. */
  token: {
    code: codes.authentication,
    message:
      "This token is not good for this interview. Take a new one: each lets one client in, once, within 5 minutes.",
  },
  noToken: {
    code: codes.authentication,
    message: "No token came in time. Send a StartRequest with one, or put it into the address.",
  },
  signedOut: {
    code: codes.authentication,
    message: "The device that asked for this token was signed out. Sign in again to go on.",
  },
  provider: {
    code: codes.provider,
    message:
      "The interviewer cannot be reached right now. Your place is kept for a minute; come back with a new token.",
  },
  tooMany: {
    code: codes.provider,
    message: "Too many clients are waiting at this door. Try again in a moment with a new token.",
  },
  over: { code: codes.notFound, message: "This interview is already over. Take the task again to start a new one." },
  unknown: { code: codes.notFound, message: "There is no such interview, or it is not yours to see." },
  tooSlow: {
    code: codes.tooSlow,
    message: "This client takes too long to read what it is sent. Come back with a new token on a better line.",
  },
  tooFast: {
    code: codes.badFrame,
    message: "Frames came far too fast. Send sound as it is spoken, in pieces of 20 to 100 ms.",
  },
  tooLarge: { code: codes.badFrame, message: "This frame is larger than 64 kB. Send sound in pieces of 20 to 100 ms." },
  afterEnd: { code: codes.badFrame, message: "This frame came after the end of the interview, so nobody heard it." },
  alreadyConnected: {
    code: codes.alreadyConnected,
    message: "A client of this interview is connected already. Close that one first, then come with a new token.",
  },
} as const satisfies Record<string, Refusal>;

export function badFrame(message: string): Refusal {
  return { code: codes.badFrame, message };
}

const codeOf: Readonly<Partial<Record<ErrorCode, Refusal["code"]>>> = {
  unauthenticated: codes.authentication,
  forbidden: codes.authentication,
  "not-found": codes.notFound,
  closed: codes.notFound,
  conflict: codes.alreadyConnected,
};

/** The refusal that says what an error says; null: it is a mistake of ours, of which nobody else learns. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof AppError) || error.code === "internal") return null;
  return { code: codeOf[error.code] ?? codes.provider, message: error.message };
}
