import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskObjects } from "../../server/adapters/blobs/disk.ts";
import { sealedBlobs } from "../../server/adapters/blobs/sealed.ts";
import { makeMasterKey } from "../../server/adapters/keys/master-key.ts";
import { pgStores } from "../../server/adapters/pg/stores.ts";
import { silentLog } from "../../server/kit/log.ts";
import type { Vault } from "../../server/ports/blobs.ts";
import type { Segments } from "../../server/ports/segments.ts";
import type { TrackKind } from "../../server/ports/takes.ts";
import type { LogRecord } from "../../server/recorder/log/records.ts";
import type { RenderTrack } from "../../server/recorder/mux/rendered.ts";
import { openRecordings, type Recordings, type RecordingsOptions } from "../../server/recorder/recordings.ts";
import { makeRemux } from "../../server/recorder/fallback/remux.ts";
import { type FakeClock, fakeClock } from "./clock.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { madeLog } from "./logs.ts";
import { addGrind, addPerson, addSession, ids } from "./rows.ts";

/** What finishes and deletes recordings, over a real database, a vault on disk and logs as the tap writes them. */
export type RecordingsHouse = {
  readonly database: FreshDatabase;
  readonly stores: ReturnType<typeof pgStores>;
  readonly vault: Vault;
  readonly folder: string;
  readonly clock: FakeClock;
  readonly news: string[];
  /** Calls to what writes, in their order. */
  readonly closed: string[];
  recordings: Recordings;
  /** The same again, as after a crash. */
  again(more?: Partial<RecordingsOptions>): Recordings;
  take(more?: { readonly guests?: number; readonly status?: "IN_PROGRESS" | "COMPLETED" }): Promise<Made>;
  /** Every file below the folder, by its path. */
  files(): Promise<Map<string, Buffer>>;
  close(): Promise<void>;
};
/** A take with the logs of its people's voices, not finished. */
export type Made = {
  readonly interviewId: string;
  readonly sessionId: string;
  readonly owner: string;
  readonly guests: readonly string[];
  /** A track with a log of such records, of each list a block. */
  track(
    personId: string | null,
    kind: TrackKind,
    records: readonly LogRecord[],
    ...more: readonly (readonly LogRecord[])[]
  ): Promise<string>;
};

/** A packet whose sound is these words, so that they can be looked for. */
export function packet(atMs: number, words: string): LogRecord {
  return { kind: "packet", atUs: atMs * 1000, rtp: Buffer.concat([Buffer.alloc(12), Buffer.from(words)]) };
}

/** Puts the sound of all packets into one file, one after the other. */
export const plainRender: RenderTrack = async (records, { kind, put, onProgress }) => {
  const sound: Buffer[] = [];
  const times: number[] = [];
  for await (const it of records()) {
    if (it.kind !== "packet") continue;
    sound.push(Buffer.from(it.rtp.subarray(12)));
    times.push(it.atUs / 1000);
    onProgress?.(0.5);
  }
  const [firstMs] = times;
  if (firstMs === undefined) return null;
  async function* body(): AsyncGenerator<Uint8Array> {
    yield* sound;
  }
  const mediaType = kind === "sound" ? "audio/ogg; codecs=opus" : "video/webm";
  const counts = { used: sound.length, lost: 0, spare: 0, foreign: 0, frames: sound.length, leftOut: 0 };
  const seen = { gapsMs: 0, gaps: [], counts, alignment: { p95Ms: 5, maxMs: 9 }, streams: 1, size: null };
  const peaks = { perSecond: 20, values: Uint8Array.from(times, (_, at) => at % 256) };
  return {
    kind,
    codec: "opus",
    mediaType,
    ...await put(body(), { mediaType }),
    firstMs,
    lastMs: times.at(-1) ?? firstMs,
    ...seen,
    peaks,
  };
};

type Options = { readonly segments?: Segments; readonly database?: FreshDatabase } & Partial<RecordingsOptions>;

export async function openRecordingsHouse({ database: given, ...more }: Options = {}): Promise<RecordingsHouse> {
  const database = given ?? await freshDatabase();
  const folder = await mkdtemp(join(tmpdir(), "grindstone-takes-"));
  const clock = fakeClock();
  const stores = pgStores(database.db, { clock, ids, master: makeMasterKey(randomBytes(32)) });
  const blobs = sealedBlobs(await diskObjects(join(folder, "objects")));
  const vault: Vault = { ...blobs, holds: "real voices" };
  const [news, closed]: [string[], string[]] = [[], []];
  const options: RecordingsOptions = {
    ...stores,
    vault,
    segments: null,
    seal: makeMasterKey(randomBytes(32)),
    logsFolder: join(folder, "logs"),
    node: "this machine",
    render: plainRender,
    remux: makeRemux(),
    mayBegin: async () => {},
    live: {
      records: () => false,
      closeLog: async ({ trackId }) => void closed.push(trackId),
      closeTake: async (id) => void closed.push(id),
    },
    endInterview: (id, at) => stores.liveRooms.finish(id, "FAILED", at),
    onNews: ({ state, progress }) => news.push(`${state} ${progress}`),
    clock,
    ids,
    log: silentLog,
    ...more,
  };
  const house: RecordingsHouse = {
    ...{ database, stores, vault, folder, clock, news, closed },
    recordings: openRecordings(options),
    again: (change = {}) => house.recordings = openRecordings({ ...options, ...change }),
    take: (wish) => makeTake(house, wish),
    files: () => filesOf(folder),
    async close() {
      await house.recordings.close();
      await rm(folder, { recursive: true });
      await database.close();
    },
  };
  return house;
}

async function makeTake(house: RecordingsHouse, { guests = 1, status = "COMPLETED" } = {}): Promise<Made> {
  const { database: { db }, stores, clock, folder } = house;
  const owner = await addPerson(db);
  const others = await Promise.all(Array.from({ length: guests }, () => addPerson(db, "Guest")));
  const at = new Date(clock.now());
  const grindId = await addGrind(db, { [owner]: "owner" });
  const sessionId = await addSession(db, { grindId, madeById: owner, at });
  const interviewId = ids.next();
  const given = [owner, ...others].flatMap((personId) =>
    ["record", "record_camera"].map((purpose) => ({ personId, purpose }))
  );
  await db.prisma.sessionConsent.createMany({
    data: given.map(({ personId, purpose }) => ({ sessionId, personId, purpose: purpose as "record", givenAt: at })),
  });
  await stores.liveRooms.begin({ interviewId, sessionId, ownerId: owner, at, key: stores.keys.make(interviewId) });
  if (status === "COMPLETED") await stores.liveRooms.finish(interviewId, "USER_INITIATED", at);
  const { openedAt } = await stores.takes.open({ interviewId, node: "this machine", openedAt: at });
  return {
    ...{ interviewId, sessionId, owner, guests: others },
    async track(personId, kind, ...blocks) {
      const { id } = await stores.takes.track({ id: ids.next(), interviewId, personId, kind });
      const form = kind === "notes" ? "notes" : kind === "camera" || kind === "screen" ? "picture" : "sound";
      const head = {
        version: 1,
        takeId: interviewId,
        trackId: id,
        kind: form,
        openedAtMs: openedAt.getTime(),
      } as const;
      const { bytes } = madeLog(blocks, { head, dataKey: await stores.keys.open(interviewId) });
      await mkdir(join(folder, "logs", interviewId), { recursive: true });
      await writeFile(join(folder, "logs", interviewId, `${id}.log`), bytes);
      return id;
    },
  };
}

async function filesOf(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if ((await stat(path)).isFile()) files.set(name, await readFile(path));
  }
  return files;
}
