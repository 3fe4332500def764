import type { Clock } from "../kit/clock.ts";
import { short } from "../kit/ids.ts";
import type { Log } from "../kit/log.ts";
import type { Keys } from "../ports/keys.ts";
import type { Fallbacks, TakeRow, Takes, Unfinished } from "../ports/takes.ts";
import type { Erasing } from "./erasing.ts";
import type { Finisher } from "./finisher.ts";
import { isUnread, newerVersion, unreadable } from "./left.ts";
import type { LogFiles } from "./log-files.ts";
import type { Removal } from "./removal.ts";

type Options = {
  readonly node: string;
  readonly takes: Takes;
  readonly fallbacks: Fallbacks;
  readonly keys: Pick<Keys, "open">;
  readonly logs: LogFiles;
  readonly finisher: Finisher;
  readonly erasing: Erasing;
  readonly removal: Removal;
  /** The interview broke off at that time, if it was still under way. */
  readonly endInterview: (interviewId: string, at: Date) => Promise<void>;
  /** Whether this process records the take just now. */
  readonly records: (interviewId: string) => boolean;
  readonly clock: Clock;
  readonly log: Log;
};

/** How long a machine may be silent until another one finishes its takes. Lower takes over from one that restarts. */
const lostMs = 5 * 60_000;
/**
 * How long a browser may send nothing until what it sent is all there will be, and an interview that it alone records is
 * over. Lower cuts off a long loss of the network, higher leaves people longer in an interview that they forgot.
 */
const staleMs = 24 * 3_600_000;

/** Finds what a crash left behind, and sees to it that every take is finished without anybody doing something. */
export class Recovery {
  readonly #options: Options;
  /** Takes whose logs were there again and that were tried anew: once for each start is enough. */
  readonly #retried = new Set<string>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** At a start: what this node was at when it ended. Resolves when all of it is under way; to how many takes that are. */
  async start(): Promise<number> {
    const { erasing, log } = this.#options;
    // A store that does not answer keeps nobody from meeting; the next sweep tries again.
    await erasing.resume().catch((error: unknown) => log.warn("an erasure could not be gone on with", { error }));
    await this.#readAgain().catch((error: unknown) => log.warn("logs could not be looked at again", { error }));
    const found = await this.#own();
    if (found > 0) log.info("takes are recovered", { takes: found });
    return found;
  }

  /** Now and then: what broke off meanwhile, here or on a machine that is lost. Resolves to how many takes. */
  async sweep(now: Date): Promise<number> {
    const { erasing, fallbacks, takes } = this.#options;
    const gone = await erasing.resume();
    const stale = new Date(now.getTime() - staleMs);
    await this.#endAbandoned(stale);
    for (const { trackId, received } of await fallbacks.stale(stale)) {
      if (received === 0) await fallbacks.refuse(trackId);
      else await fallbacks.complete(trackId, now);
    }
    let adopted = 0;
    for (const take of await takes.silent(this.#options.node, new Date(now.getTime() - lostMs))) {
      if (await this.#adopt(take, now)) adopted++;
    }
    return gone + adopted + await this.#own();
  }

  /** Before their browsers' recordings are complete, which would count as a sign of life. */
  async #endAbandoned(since: Date): Promise<void> {
    const { takes, endInterview, log } = this.#options;
    for (const { interviewId, heardAt } of await takes.abandoned(since)) {
      await endInterview(interviewId, heardAt);
      await takes.end(interviewId, heardAt);
      log.info("an interview that nobody came back to is over", { interview: short(interviewId) });
    }
  }

  /** A log that another version of us could not read may open now: its take is finished once more. */
  async #readAgain(): Promise<void> {
    const { takes, node, log } = this.#options;
    for (const takeId of await takes.unread(node, [unreadable, newerVersion])) {
      try {
        if (!await this.#opens(takeId)) continue;
        log.info("logs of a take can be read now", { take: short(takeId) });
        await takes.renew(takeId);
      } catch (error) {
        log.warn("logs of a take could not be looked at again", { take: short(takeId), error }); // others may open
      }
    }
  }

  async #opens(takeId: string): Promise<boolean> {
    const { takes, keys, logs } = this.#options;
    const tracks = (await takes.find(takeId))?.tracks.filter((it) => isUnread(it) && it.deletedAt === null) ?? [];
    const dataKey = await keys.open(takeId);
    const open = await Promise.all(tracks.map(({ id }) => logs.opens({ takeId, trackId: id }, dataKey)));
    return open.includes(true);
  }

  async #own(): Promise<number> {
    const { takes, node, records } = this.#options;
    await this.#retry();
    const due = (await takes.unfinished(node)).filter((it) => !records(it.interviewId) && !goesOn(it));
    for (const take of due) await this.#over(take);
    return due.length;
  }

  /** A folder that was away when a take was to be finished may be back. */
  async #retry(): Promise<void> {
    const { takes, node, log } = this.#options;
    for (const interviewId of await takes.missing(node)) {
      if (this.#retried.has(interviewId) || !await this.#hasLogs(interviewId)) continue;
      this.#retried.add(interviewId);
      if (await takes.retry(interviewId)) log.info("logs of a take are back", { take: short(interviewId) });
    }
  }

  async #hasLogs(takeId: string): Promise<boolean> {
    const { takes, logs } = this.#options;
    const tracks = (await takes.find(takeId))?.tracks.filter((it) => it.deletedAt === null) ?? [];
    const sizes = await Promise.all(tracks.map(({ id }) => logs.size({ takeId, trackId: id })));
    return sizes.some((it) => it !== null && it > 0);
  }

  /** Only what was sent away can be had from a machine that is lost; the rest is over, and waits until it is back. */
  async #adopt(take: Unfinished, now: Date): Promise<boolean> {
    const { takes, node, logs, log } = this.#options;
    if (goesOn(take)) return false;
    if (!logs.sent) {
      if (take.state === "recording") await this.#end(take);
      return false;
    }
    if (!await takes.adopt(take.interviewId, { from: take.node, to: node }, now)) return false;
    log.warn("a take of a lost machine is finished here", { take: short(take.interviewId) });
    await this.#over(take);
    return true;
  }

  async #over(take: TakeRow): Promise<void> {
    const { takes, finisher, clock } = this.#options;
    if (take.state === "recording") await this.#end(take);
    else await takes.progress(take.interviewId, take.progress, new Date(clock.now())); // it waits its turn and is not lost
    void finisher.finish(take.interviewId);
  }

  async #end({ interviewId, heardAt, openedAt, durableMs }: TakeRow): Promise<void> {
    const { takes, endInterview } = this.#options;
    const endedAt = new Date(Math.max(heardAt.getTime(), openedAt.getTime() + durableMs));
    await endInterview(interviewId, endedAt);
    await takes.end(interviewId, endedAt);
  }
}

/** A room goes on with it, or ends it. One that is finished already needs no room. */
function goesOn({ state, live }: Unfinished): boolean {
  return state === "recording" && live;
}
