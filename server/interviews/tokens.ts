import { over } from "../domain/interview.ts";
import type { Clock } from "../kit/clock.ts";
import { AppError } from "../kit/errors.ts";
import { hashToken, newToken } from "../kit/tokens.ts";
import type { InterviewTokens, TokenHolder } from "../ports/interview-tokens.ts";
import type { InterviewRow } from "../ports/interviews.ts";

type Options = {
  readonly tokens: InterviewTokens;
  /** The session in which the owner of a waiting interview practises alone. */
  readonly alone: (interviewId: string) => Promise<{ sessionId: string }>;
  /** The node that has a session's room, or will have it for who comes there; null: nodes have no names. */
  readonly nodeOf: (sessionId: string) => Promise<string | null>;
  readonly clock: Clock;
};
/** What lets a client in. */
export type Ticket = {
  readonly token: string;
  readonly expiresAt: Date;
  readonly sessionId: string;
  /** To whose door it leads; null: there is only one. */
  readonly node: string | null;
};

/** Tokens with which clients come into interviews that the AI interviewer leads. Each is good once. */
export type Tickets = {
  /** For the owner, on one of their devices; throws AppError "conflict" for an interview that has no such door. */
  make(interview: InterviewRow, deviceId: string): Promise<Ticket>;
  /** null: it lets nobody into this interview (any more). */
  use(token: string, interviewId: string): Promise<TokenHolder | null>;
};

/** How long a token waits for its client. Higher forgives slow ones, lower leaves less time to whoever finds one. */
const lastsMs = 5 * 60_000;
const notLed = "This interview is not led by the AI interviewer, so it has no such door. Join its room on the page.";
const isOver = "This interview is already over. Take the task again to start a new one.";

export function makeTickets({ tokens, alone, nodeOf, clock }: Options): Tickets {
  return {
    async make(interview, deviceId) {
      if (over(interview.status)) throw new AppError("conflict", isOver);
      if (interview.mode !== "ai") throw new AppError("conflict", notLed);
      const running = interview.status === "IN_PROGRESS" ? interview.sessionId : null;
      const sessionId = running ?? (await alone(interview.id)).sessionId;
      const { token, hash: tokenHash } = newToken();
      const expiresAt = new Date(clock.now() + lastsMs);
      await tokens.add({ tokenHash, interviewId: interview.id, deviceId, expiresAt });
      return { token, expiresAt, sessionId, node: await nodeOf(sessionId) };
    },
    use: (token, interviewId) => tokens.use(hashToken(token), interviewId, new Date(clock.now())),
  };
}
