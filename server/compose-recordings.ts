import type { Db } from "./adapters/pg/db.ts";
import { ForgottenKeys } from "./adapters/pg/forgotten-keys.ts";
import { withNodeLock } from "./adapters/pg/node-lock.ts";
import type { Kit } from "./compose-kit.ts";
import type { Storage } from "./compose-storage.ts";
import type { Base } from "./compose-stores.ts";
import type { Config } from "./config.ts";
import { personName, type Sockets } from "./edge/sockets.ts";
import { Emitter } from "./kit/emitter.ts";
import type { LiveRooms } from "./ports/live-rooms.ts";
import type { TakeNews } from "./recorder/finisher.ts";
import type { Recorder } from "./recorder/live/recorder.ts";
import { renderTrack } from "./recorder/mux/render.ts";
import { openRecordings as open, type Recordings } from "./recorder/recordings.ts";
import { makeRemux } from "./recorder/fallback/remux.ts";
import { Sweeper } from "./retention/sweeper.ts";

const sweepEveryMs = 60_000;
/** All that is stored is listed each time. Lower finds leftovers sooner, higher asks an object store less. */
const lookThroughEveryMs = 6 * 3_600_000;

type Parts = Pick<Base, "stores" | "master"> & {
  readonly db: Db;
  readonly storage: Pick<Storage, "vault" | "segments" | "logsFolder" | "floor">;
  readonly recorder: Recorder;
  readonly node: string;
};
export type OpenRecordings = Recordings & {
  /** What rooms keep: who takes back a consent there is heard here. */
  readonly liveRooms: LiveRooms;
  readonly events: Emitter<{ changed: [news: TakeNews] }>;
};

/** Opens what becomes of recordings, and has it finish what a crash left behind. */
export async function openRecordings(config: Config, kit: Kit, parts: Parts): Promise<OpenRecordings> {
  const { scope, log } = kit;
  const { stores, master, db, storage, recorder } = parts;
  const events = new Emitter<{ changed: [news: TakeNews] }>((error) => log.error("a listener failed", { error }));
  const recordings = open({
    ...{ ...stores, ...storage, clock: kit.clock, ids: kit.ids, log, remux: makeRemux() },
    seal: master,
    node: parts.node,
    render: renderTrack,
    live: recorder,
    mayBegin: () => storage.floor.mayBegin(),
    endInterview: (interviewId, at) => stores.liveRooms.finish(interviewId, "FAILED", at),
    onNews: (news) => events.emit("changed", news),
  });
  scope.own(recordings, (it) => it.close());
  recorder.events.on("ended", (interviewId) => void recordings.finish(interviewId), scope.signal);
  await recordings.start();
  sweep(config, kit, { db, recordings });
  return { ...recordings, events, liveRooms: followed(stores, recordings, kit) };
}

function sweep(
  { keepOriginalsDays, database }: Config,
  { scope, clock, log }: Kit,
  { db, recordings: { sweeps } }: { db: Db; recordings: Recordings },
): void {
  const alone = (work: () => Promise<void>) => withNodeLock(db.pool, "take sweeps", work);
  const forgotten = database.kind === "embedded" ? new ForgottenKeys(db.pool) : undefined;
  Sweeper.open({
    sweeps: [
      { name: "takes that broke off", run: (now) => sweeps.recover(now) },
      { name: "originals", run: (now) => sweeps.expire({ now, mostDays: keepOriginalsDays }) },
      ...(forgotten ? [{ name: "keys that were destroyed", run: () => forgotten.sweep() }] : []),
    ],
    alone,
    everyMs: sweepEveryMs,
    clock,
    log,
  }, scope);
  const leftovers = { name: "files of erased takes", run: () => sweeps.leftovers() };
  Sweeper.open({ sweeps: [leftovers], alone, everyMs: lookThroughEveryMs, clock, log }, scope);
}

/** However somebody says it, in a room or on a page, it is stored here. */
function followed(
  { liveRooms: rooms, transcripts }: Pick<Base["stores"], "liveRooms" | "transcripts">,
  { erasing }: Recordings,
  { log }: Kit,
): LiveRooms {
  return {
    ...rooms,
    async consent(sessionId, personId, given, at) {
      await rooms.consent(sessionId, personId, given, at);
      await transcripts.enforceIn(sessionId);
      erasing.consented(sessionId, personId)
        .catch((error: unknown) => log.error("a consent that was taken back did not reach the recording", { error }));
    },
  };
}

type Telling = Pick<Kit, "scope" | "log"> & {
  readonly recordings: OpenRecordings;
  readonly sockets: Sockets;
  readonly stores: Pick<Base["stores"], "interviews">;
};

/** Tells owners on every page of theirs how their recordings stand. */
export function tellOwners({ recordings, sockets, stores, scope, log }: Telling): void {
  const tell = async (news: TakeNews): Promise<void> => {
    const interview = await stores.interviews.find(news.interviewId);
    if (interview) sockets.to(personName(interview.ownerId)).emit("take:changed", news);
  };
  const report = (error: unknown): void => log.warn("an owner was not told of a recording", { error });
  recordings.events.on("changed", (news) => void tell(news).catch(report), scope.signal);
}
