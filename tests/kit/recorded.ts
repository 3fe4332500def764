import { Buffer } from "node:buffer";
import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { openMasterKey } from "../../server/adapters/keys/master-key-file.ts";
import { pgKeys } from "../../server/adapters/pg/keys.ts";
import { pgTakes } from "../../server/adapters/pg/takes.ts";
import type { TrackKind, WholeTake } from "../../server/ports/takes.ts";
import { readLog } from "../../server/recorder/log/read.ts";
import type { LogRecord, Mark } from "../../server/recorder/log/records.ts";
import { readRtp } from "./rtp.ts";
import type { TestServer } from "./server.ts";

type Whose = { readonly personId: string | null; readonly kind: TrackKind };
export type Track = {
  readonly id: string;
  /** What each packet holds, as text. */
  readonly packets: readonly string[];
  readonly marks: readonly Mark["is"][];
  readonly notes: readonly unknown[];
};

/** What is on disk of a server's takes while they are recorded. */
export function recordedBy({ dataDir, database: { db } }: Pick<TestServer, "dataDir" | "database">) {
  const takes = pgTakes(db);
  const records = async (interviewId: string, trackId: string): Promise<LogRecord[]> => {
    const file = path.join(dataDir, "vault", "logs", interviewId, `${trackId}.log`);
    if (!existsSync(file)) return [];
    const keys = pgKeys(db, await openMasterKey({ file: null, dataDir }));
    const all: LogRecord[] = [];
    for await (const it of readLog(createReadStream(file), await keys.open(interviewId))) all.push(it);
    return all;
  };
  const take = (interviewId: string): Promise<WholeTake | null> => takes.find(interviewId);
  return {
    take,
    /** undefined: there is no such track (any more). */
    async track(interviewId: string, { personId, kind }: Whose): Promise<Track | undefined> {
      const tracks = (await take(interviewId))?.tracks ?? [];
      const row = tracks.find((it) => it.personId === personId && it.kind === kind && it.deletedAt === null);
      if (!row) return undefined;
      const all = await records(interviewId, row.id);
      return {
        id: row.id,
        packets: all.flatMap((it) => it.kind === "packet" ? payloadOf(it.rtp) : []),
        marks: all.flatMap((it) => it.kind === "mark" ? it.mark.is : []),
        notes: all.flatMap((it) => it.kind === "note" ? it.note : []),
      };
    },
  };
}

function payloadOf(packet: Uint8Array): string[] {
  const read = readRtp(Buffer.from(packet));
  return read ? [read.payload.toString("latin1")] : [];
}
