import { type Answer, type AskName, asks } from "../../../proto/signaling.ts";
import type { Clock } from "../../kit/clock.ts";
import { AppError } from "../../kit/errors.ts";
import { type Ids, short } from "../../kit/ids.ts";
import type { Log } from "../../kit/log.ts";
import { closingWords } from "../../rooms/place.ts";
import { badInput, failureOf } from "../failures.ts";
import type { LiveSocket, Sockets } from "../sockets.ts";
import type { Handlers } from "./handlers.ts";
import { Page } from "./page.ts";
import { makeRate } from "./rate.ts";

type Options = {
  readonly sockets: Sockets;
  readonly handlers: Handlers;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};
type Served = { readonly page: Page; readonly handlers: Handlers; readonly log: Log };

const leaving: AskName = "room:leave";
const unknown = "This server does not know that message. Reload the page to get its newest version.";
const tooFast = "This page asks for too much at once. Nothing was done; wait a second, then try again.";

/** Answers every page that connects. What one sends wrong is answered to it alone; the rooms go on. */
export function serveLive({ sockets, handlers, clock, ids, log }: Options): void {
  sockets.on("connection", (socket) => {
    const id = short(ids.next());
    const served = { page: new Page(socket.data.asker, wireOf(socket)), handlers, log };
    const rate = makeRate(clock);
    log.debug("socket opened", { socket: id });
    socket.onAny((name: string, ...args: unknown[]) => {
      const verdict = rate();
      if (verdict === "abuse") return abuse(socket, served.page);
      // Whoever wants out is let out, however much they ask.
      const answering = verdict === "fine" || name === leaving
        ? answerTo(served, name, args)
        : Promise.reject(new AppError("too-many", tooFast));
      const ack = ackOf(args);
      answering.then(ack, (error: unknown) => ack(() => refusal(log, error)));
    });
    socket.on("disconnect", (reason) => {
      log.debug("socket closed", { socket: id, reason });
      const how = socket.data.signedOut ? "signed-out" : "dropped";
      served.page.gone(how).catch((error: unknown) => log.error("a page that is gone was not noted", { error }));
    });
  });
}

/** The rooms' way to tell everybody who follows one. */
export function roomName(sessionId: string): string {
  return `room:${sessionId}`;
}

/** The answer is made as it is sent, so that it holds all that the page was told before. */
type Late = () => Answer<unknown>;

async function answerTo({ page, handlers }: Served, name: string, args: readonly unknown[]): Promise<Late> {
  if (!isAsk(name)) throw new AppError("bad-request", unknown);
  const wish = typeof args[0] === "function" ? {} : args[0] ?? {};
  const checked = asks[name].safeParse(wish);
  if (!checked.success) throw badInput(checked.error);
  // The table holds for each name a handler of what its schema gives; TypeScript cannot follow a name that it does not know.
  const handle = handlers[name] as (page: Page, asked: unknown) => Promise<unknown>;
  const answer = await handle(page, checked.data);
  return () => ({ ok: typeof answer === "function" ? answer() : answer });
}

function isAsk(name: string): name is AskName {
  return Object.hasOwn(asks, name);
}

function refusal(log: Log, error: unknown): Answer<unknown> {
  if (!(error instanceof AppError)) log.error("a live message failed", { error });
  return failureOf(error).body;
}

const ackOf = (args: readonly unknown[]) => (answer: Late): void => {
  const ack = args.at(-1);
  if (typeof ack === "function") ack(answer());
};

/** Let go with a word; its place is kept, so that a page that came to its senses can come back. */
function abuse(socket: LiveSocket, page: Page): void {
  page.tell("room:closed", { why: "abuse", message: closingWords.abuse });
  socket.disconnect(true);
}

function wireOf(socket: LiveSocket): ConstructorParameters<typeof Page>[1] {
  return {
    tell: (name, fact) => void (socket.emit as (name: string, fact: unknown) => boolean)(name, fact),
    follow: (sessionId) => void socket.join(roomName(sessionId)),
    unfollow: (sessionId) => void socket.leave(roomName(sessionId)),
  };
}
