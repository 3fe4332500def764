import { AppError } from "../kit/errors.ts";
import { short } from "../kit/ids.ts";
import type { Log } from "../kit/log.ts";
import type { Vault } from "../ports/blobs.ts";
import type { Fallbacks, TrackEnd, TrackRow } from "../ports/takes.ts";
import { readFacts, sealFacts, type TrackFacts } from "./facts.ts";
import { type Pieces, piecesOf } from "./fallback/pieces.ts";
import { isUnread } from "./left.ts";
import type { LogFiles } from "./log-files.ts";
import type { LogRecord } from "./log/records.ts";
import { damageOf, type LogDamage, type Whole } from "./log/whole.ts";
import type { RenderedTrack, RenderOptions, RenderTrack } from "./mux/rendered.ts";
import { Moments } from "./moments.ts";
import { keptNotes, type NoteLine, notesMediaType, notesOf, readNotes, writeNotes } from "./notes-file.ts";
import { endOf, noneOf, objectOf, type Sealing } from "./track-end.ts";

/**
 * Turns what a browser recorded into a file of the same sound, without coding it again; it begins at `startedMs` of the
 * time line. null: there is no sound in it that we can keep.
 */
export type Remux = (
  source: Pieces & { readonly startedMs: number },
  options: Pick<RenderOptions, "put" | "signal">,
) => Promise<RenderedTrack | null>;

export type TrackFilesOptions = {
  readonly vault: Vault;
  readonly logs: LogFiles;
  readonly fallbacks: Fallbacks;
  readonly render: RenderTrack;
  readonly remux: Remux;
  readonly log: Log;
};

export type OfTake = Sealing & {
  /** Who agrees to being recorded, and since when; null: nobody was asked. */
  readonly agreed: ReadonlyMap<string, Date> | null;
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
};

/** Makes a track's file out of what was recorded of it. Doing it twice gives the same. */
export class TrackFiles {
  readonly #options: TrackFilesOptions;

  constructor(options: TrackFilesOptions) {
    this.#options = options;
  }

  /** null: the track is as it should be. Throws AppError "internal" or "bad-request" where it can never be made. */
  async finish(row: TrackRow, of: OfTake): Promise<TrackEnd | null> {
    const facts = readFacts(of.dataKey, row);
    const unread = isUnread(row);
    if (unread ? !await this.#mayOpen(row) : isMade(row, facts, of)) return null;
    // Once it is read, its row says again what it said before.
    const track = unread ? { ...row, endedEarly: facts?.endedEarly ?? null } : row;
    const end = track.kind === "notes" ? await this.#notes(track, of, facts) : await this.#sound(track, of);
    return unread ? { ...end, endedEarly: track.endedEarly } : end;
  }

  async #mayOpen({ interviewId, id, kind }: TrackRow): Promise<boolean> {
    return kind !== "fallback" && await this.#options.logs.size({ takeId: interviewId, trackId: id }) !== null;
  }

  async #sound(track: TrackRow, of: OfTake): Promise<TrackEnd> {
    if (track.kind === "fallback") return endOf(track, of, { rendered: await this.#fallback(track, of), damage: null });
    const whole = await this.#whole(track, of);
    const rendered = whole?.bytes ? await this.#log(track, of) : null;
    if (!rendered && whole && whole.lostBlocks > 0) {
      throw new AppError("internal", "No part of this recording can be read. Its log is kept.");
    }
    return endOf(track, of, { rendered, damage: this.#damage(track, whole) });
  }

  async #whole({ interviewId, id }: TrackRow, { dataKey }: OfTake): Promise<Whole | null> {
    const log = { takeId: interviewId, trackId: id };
    return await this.#options.logs.size(log) === null ? null : await this.#options.logs.whole(log, dataKey);
  }

  #damage({ interviewId, kind }: TrackRow, whole: Whole | null): LogDamage | null {
    const damage = whole && damageOf(whole);
    const fields = { take: short(interviewId), kind, ...damage };
    if (damage) this.#options.log.warn("a part of a track could not be read", fields);
    return damage;
  }

  async #log(track: TrackRow, of: OfTake): Promise<RenderedTrack | null> {
    const { render } = this.#options;
    const kind = track.kind === "camera" || track.kind === "screen" ? "picture" : "sound";
    const { signal, onProgress } = of;
    const options = { kind, put: this.#put(track, of), signal, onProgress } as const;
    return this.#told(track, await render(() => this.#records(track, of), options));
  }

  /** One line for a track: who sends what is not theirs may send a lot of it. */
  #told({ interviewId, kind }: TrackRow, rendered: RenderedTrack | null): RenderedTrack | null {
    const { foreign = 0, used = 0 } = rendered?.counts ?? {};
    const fields = { take: short(interviewId), kind, foreign, used };
    if (foreign > 0) this.#options.log.warn("packets that do not belong to a track were left out of it", fields);
    return rendered;
  }

  async #fallback(track: TrackRow, of: OfTake): Promise<RenderedTrack | null> {
    const { vault, fallbacks, remux } = this.#options;
    const fallback = await fallbacks.find(track.interviewId, track.id);
    if (fallback?.state !== "received") return null;
    const pieces = await piecesOf(vault, fallback, keyOf(of));
    const { startedMs } = fallback;
    const rendered = await remux({ ...pieces, startedMs }, { put: this.#put(track, of), signal: of.signal });
    if (rendered) return rendered;
    throw new AppError("bad-request", "What the browser recorded holds no sound that can be kept.");
  }

  /** The log is gone once the take was stored; then the notes themselves are what is left of it. */
  async #notes(track: TrackRow, of: OfTake, before: TrackFacts | null): Promise<TrackEnd> {
    const whole = await this.#whole(track, of);
    if (!whole?.bytes && track.object === null) return noneOf(track, of);
    const lines = whole?.bytes
      ? notesOf(this.#records(track, of))
      : readNotes(this.#options.vault.read(track.object ?? "", { key: keyOf(of), signal: of.signal }));
    const seen = { firstMs: 0, lastMs: 0, people: new Set<string>() };
    const moments = new Moments();
    const { bytes } = await this.#put(track, of)(writeNotes(noticed(keptNotes(lines, of, seen), moments)));
    const { people, ...times } = seen;
    const damage = whole ? this.#damage(track, whole) : before?.damage ?? null;
    const known = { moments: moments.list, people: [...people], damage };
    const facts = { rendering: of.take.rendering, track: null, ...known };
    const factsSealed = sealFacts(of.dataKey, track.id, facts);
    return {
      id: track.id,
      object: objectOf(track, of),
      mediaType: notesMediaType,
      bytes,
      ...times,
      gapsMs: 0,
      factsSealed,
    };
  }

  #records({ interviewId, id }: TrackRow, { dataKey, signal }: OfTake): AsyncIterable<LogRecord> {
    return this.#options.logs.read({ takeId: interviewId, trackId: id }, dataKey, { signal });
  }

  #put(track: TrackRow, of: OfTake) {
    return (body: AsyncIterable<Uint8Array>) =>
      this.#options.vault.put(objectOf(track, of), body, { key: keyOf(of), signal: of.signal });
  }
}

function keyOf({ take, dataKey }: Sealing) {
  return { interviewId: take.interviewId, dataKey };
}

/** Files are made once, but notes anew whenever somebody's part is taken out. */
function isMade({ kind }: TrackRow, facts: TrackFacts | null, { take }: Sealing): boolean {
  return kind === "notes" ? facts?.rendering === take.rendering : facts !== null;
}

async function* noticed(lines: AsyncIterable<NoteLine>, moments: Moments): AsyncGenerator<NoteLine> {
  for await (const line of lines) {
    moments.note(line);
    yield line;
  }
}
