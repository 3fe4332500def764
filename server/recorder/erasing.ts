import type { Purpose } from "../../proto/live/words.ts";
import type { Clock } from "../kit/clock.ts";
import { found } from "../kit/errors.ts";
import { short } from "../kit/ids.ts";
import type { Log } from "../kit/log.ts";
import type { Audit, AuditEntry } from "../ports/audit.ts";
import type { Keys } from "../ports/keys.ts";
import type { KeptUntil, Takes } from "../ports/takes.ts";
import { readFacts } from "./facts.ts";
import type { Finisher, TakeNews } from "./finisher.ts";
import type { Removal } from "./removal.ts";

type Options = {
  readonly takes: Takes;
  readonly keys: Pick<Keys, "open">;
  readonly removal: Removal;
  readonly finisher: Finisher;
  readonly audit: Audit;
  /** Resolves when nothing of the take is written by this node any more. */
  readonly closeTake: (interviewId: string) => Promise<void>;
  readonly onNews: (news: TakeNews) => void;
  readonly clock: Clock;
  readonly log: Log;
};

/** How recordings go: by their owner, by somebody who is heard in them, or because their time is over. */
export type Erasing = {
  /** Destroys the key of an interview and then all that was recorded of it. Resolves when nothing is left. */
  erase(interviewId: string, actorId: string): Promise<void>;
  /** Deletes one track of a person in an interview; "not-found" when it is not theirs. */
  deleteTrack(interviewId: string, by: { readonly personId: string; readonly trackId: string }): Promise<void>;
  /** Somebody takes back what they agreed to in one interview; "not-found" when they agreed to nothing. */
  withdraw(interviewId: string, by: { readonly personId: string; readonly purpose: Purpose }): Promise<void>;
  /** Somebody changed what they agree to in a session: what is recorded there follows. */
  consented(sessionId: string, personId: string): Promise<void>;
  /** An account is about to be deleted: its recordings, and its part in those of others. */
  leave(personId: string): Promise<void>;
  /** Deletes the originals of what was kept as long as its people and grinds want; resolves to how many takes. */
  expire(until: KeptUntil): Promise<number>;
  /** Goes on with what broke off; resolves to how many takes. */
  resume(): Promise<number>;
};

export function makeErasing(options: Options): Erasing {
  const { takes, finisher, clock } = options;
  const now = (): Date => new Date(clock.now());

  const erase = async (interviewId: string, actorId: string): Promise<void> => {
    if (!await takes.erase(interviewId, now())) return;
    options.onNews({ interviewId, state: "erasing", progress: 0 });
    await clear(options, interviewId, actorId);
  };
  const enforce = async (interviewId: string, actorId: string): Promise<void> => {
    const gone = await options.removal.enforce(interviewId);
    await takes.renew(interviewId); // their words in the notes go as well
    await rest(options, interviewId, { actorId, action: "take.consent-withdrawn", tracks: gone.length });
  };
  return {
    erase,
    async deleteTrack(interviewId, { personId, trackId }) {
      const gone = await takes.deleteTracks(interviewId, { personId, trackIds: [trackId] }, now());
      found(gone[0], "track");
      await rest(options, interviewId, { actorId: personId, action: "take.track-deleted", tracks: gone.length });
    },
    async withdraw(interviewId, { personId, purpose }) {
      if (!await takes.withdraw(interviewId, { personId, purpose }, now())) found(null, "interview");
      await enforce(interviewId, personId);
    },
    async consented(sessionId, personId) {
      for (const interviewId of await takes.inSession(sessionId)) {
        const gone = await options.removal.enforce(interviewId);
        if (gone.length === 0 && !await stillQuoted(options, interviewId, personId)) continue;
        await takes.renew(interviewId);
        const action = "take.consent-withdrawn";
        await rest(options, interviewId, { actorId: personId, action, tracks: gone.length });
      }
    },
    async leave(personId) {
      for (const interviewId of await takes.ownedBy(personId)) await erase(interviewId, personId);
      for (const interviewId of await takes.heardIn(personId)) {
        for (const purpose of ["record", "record_camera"] as const) {
          await takes.withdraw(interviewId, { personId, purpose }, now());
        }
        await enforce(interviewId, personId);
      }
    },
    async expire(until) {
      let expired = 0;
      for (const interviewId of await takes.old(until)) {
        await finisher.stop(interviewId);
        const keptDays = await takes.expire(interviewId, until);
        if (keptDays === null) continue;
        expired++;
        await clearOriginals(options, interviewId, { keptDays });
      }
      return expired;
    },
    async resume() {
      const [broken, leaving] = [await takes.erasing(), await takes.leaving()];
      const work = [
        ...broken.map((it) => () => clear(options, it, null)),
        ...leaving.map((it) => () => clearDeleted(options, it)),
      ];
      await eachAlone(work);
      return work.length;
    },
  };
}

/** Whether notes that were made, or are being made, may hold something of who does not agree to it now. */
async function stillQuoted({ takes, keys }: Options, interviewId: string, personId: string): Promise<boolean> {
  const [agreed, whole] = await Promise.all([takes.agreed(interviewId), takes.find(interviewId)]);
  if (!whole || agreed === null || agreed.get(personId)?.includes("record")) return false;
  if (whole.take.state !== "stored") return whole.take.state === "finishing";
  const dataKey = await keys.open(interviewId);
  const notes = whole.tracks.filter((it) => it.kind === "notes" && it.object !== null);
  return notes.some((it) => readFacts(dataKey, it)?.people?.includes(personId) ?? true);
}

/** The key is gone; now everything that it opened. */
async function clear(options: Options, interviewId: string, actorId: string | null): Promise<void> {
  const { takes, removal, finisher, audit, closeTake, onNews, log } = options;
  await finisher.stop(interviewId);
  await closeTake(interviewId);
  const { objects, logs } = await removal.clearTake(interviewId);
  await takes.erased(interviewId, { objects, logs });
  await note(audit, { actorId, action: "take.erased", subjectId: interviewId, details: { objects, logs } });
  log.info("take erased", { take: short(interviewId), objects, logs });
  onNews({ interviewId, state: "erased", progress: 0 });
}

/** Its time is over, and the rows say so; now all of its files go. */
async function clearOriginals(
  { removal, audit }: Options,
  subjectId: string,
  why: { keptDays?: number },
): Promise<void> {
  const { objects, logs } = await removal.clearTake(subjectId);
  await removal.sweepTake(subjectId);
  await note(audit, { actorId: null, action: "take.expired", subjectId, details: { objects, logs, ...why } });
}

/** Goes on with deleted tracks whose files may be there still. What expired is noted when nothing of it is left. */
async function clearDeleted(options: Options, interviewId: string): Promise<void> {
  const state = (await options.takes.find(interviewId))?.take.state;
  if (state === "expired") await clearOriginals(options, interviewId, {});
  else await options.removal.sweepTake(interviewId);
}

type Rest = { readonly actorId: string; readonly action: string; readonly tracks: number };

/** The rows say that tracks are deleted; now their files go, and the take is finished without them. */
async function rest(options: Options, interviewId: string, { actorId, action, tracks }: Rest): Promise<void> {
  const { removal, finisher, takes, audit } = options;
  await finisher.stop(interviewId);
  const { objects, logs } = await removal.sweepTake(interviewId);
  await note(audit, { actorId, action, subjectId: interviewId, details: { tracks, objects, logs } });
  if ((await takes.find(interviewId))?.take.state === "finishing") void finisher.finish(interviewId);
}

/** One that cannot be done keeps no other from being done; the first failure is told in the end. */
async function eachAlone(work: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const it of work) await it().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function note(audit: Audit, entry: AuditEntry): Promise<void> {
  await audit.note(entry);
}
