import type { RecordingView } from "../../../proto/live/view.ts";
import { AppError } from "../../kit/errors.ts";
import { short } from "../../kit/ids.ts";
import { needed } from "../../domain/seat/recorded.ts";
import { Serial } from "../../kit/serial.ts";
import { within } from "../../kit/within.ts";
import type { TakeRow, TrackKind } from "../../ports/takes.ts";
import type { Note, Recorded } from "../../rooms/tape.ts";
import type { Durable, LogName, Trouble } from "../tap-line/words.ts";
import { Feed } from "./feed.ts";
import { recordingOf } from "./health.ts";
import { LiveTrack } from "./live-track.ts";
import type { RecorderKit } from "./recorder-kit.ts";
import { noAnswer, troubleOf } from "./troubles.ts";

type Opened = { readonly openedAtMs: number; readonly dataKey: Uint8Array };
type Whose = { readonly personId: string | null; readonly kind: TrackKind };

/** After how long what could not be kept is tried again. Lower asks a database that is down more often, higher loses more. */
const tryAgainMs = 2_000;
/**
 * How long a microphone waits for the recorder. Lower opens it unrecorded when the disk is busy for a moment, higher keeps
 * people silent when the recorder does not answer.
 */
const patienceMs = 1_500;
const kinds = { mic: "voice", camera: "camera", screen: "screen", screen_sound: "screen-sound" } as const;

/** The recording of one interview while it goes on. */
export class LiveTake {
  readonly #interviewId: string;
  readonly #kit: RecorderKit;
  readonly #onRecording: (view: RecordingView) => void;
  readonly #tracks = new Map<string, LiveTrack>();
  readonly #serial = new Serial();
  readonly #noting = new Serial();
  #next: Promise<void> | undefined;
  #opening: Promise<Opened> | undefined;
  #notes: Promise<LogName> | undefined;
  #tryAgainAtMs = 0;
  #told = "";
  #opened = false;
  #closed = false;

  constructor(interviewId: string, kit: RecorderKit, onRecording: (view: RecordingView) => void) {
    this.#interviewId = interviewId;
    this.#kit = kit;
    this.#onRecording = onRecording;
  }

  /** How far what came is on disk, in milliseconds of the take. */
  get durableMs(): number {
    return Math.max(0, ...this.#all.map((it) => it.uptoMs));
  }

  /** Whether it had its row in the database. */
  get opened(): boolean {
    return this.#opened;
  }

  /** Whether anything of it goes into that log. */
  writes(log: LogName): boolean {
    return this.#of(log) !== undefined;
  }

  /** Resolves when each of these that can be is being received. */
  want(streams: readonly Recorded[]): Promise<void> {
    for (const it of streams) {
      const key = `${it.source} ${it.personId}`;
      if (!this.#tracks.has(key)) this.#tracks.set(key, new LiveTrack(it));
    }
    for (const track of this.#all) {
      track.want(streams.find((it) => it.personId === track.personId && it.source === track.source));
    }
    return this.#catchUp();
  }

  note(note: Note): void {
    void this.#noting.run(() => this.#note(note)).catch((error: unknown) => {
      this.#notes = undefined;
      this.#kit.log.warn("a note is not kept", { take: short(this.#interviewId), error });
    });
  }

  reaches(log: LogName, durable: Durable): void {
    this.#of(log)?.reaches(durable, this.#kit.clock.now());
    this.#tell();
  }

  hears(log: LogName, trouble: Trouble): void {
    const track = this.#of(log);
    if (!track || track.over) return;
    track.hears(trouble);
    this.#tell();
    if (!track.over) return;
    this.#kit.log.error("a track ended before its take", { take: short(this.#interviewId), code: trouble.code });
    this.#kit.takes.endEarly(log.trackId, trouble.code).catch((error: unknown) => {
      this.#kit.log.error("that a track ended early was not noted", { error });
    });
  }

  /** The tap does not go on with that log: it is asked for it anew, and says why. */
  isRefused(log: LogName): void {
    const track = this.#of(log);
    track?.feed?.close();
    if (!track) this.#notes = undefined;
  }

  /** Nothing is received until `tapIsUp`. */
  tapIsDown(): void {
    for (const it of this.#all) it.fails("no-recorder");
    this.#tell();
  }

  /** `there`: where it was before, so that what was on its way still arrives. */
  tapIsUp({ there }: { readonly there: boolean }): Promise<void> {
    for (const it of this.#all) {
      if (there) it.recovers(this.#kit.clock.now());
      else it.feed?.close();
    }
    return this.#catchUp();
  }

  /** Called once a second. */
  async tick(): Promise<void> {
    const nowMs = this.#kit.clock.now();
    if (nowMs >= this.#tryAgainAtMs && this.#all.some((it) => it.open)) await this.#catchUp();
    const feeds = this.#all.flatMap((it) => it.feed ?? []);
    // What fails here ended in that moment, and whoever ended it says so.
    await Promise.allSettled([...this.#all.map((it) => it.look(nowMs)), ...feeds.map((it) => it.tend())]);
    this.#tell();
  }

  /** Not one packet more is written to that log. */
  letGo(log: LogName): void {
    this.#of(log)?.letGo();
    this.#tell();
  }

  /** Not one packet more is written. Resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const it of this.#all) it.want(undefined);
    await Promise.all([this.#serial.settled(), this.#noting.settled()]);
  }

  get #all(): LiveTrack[] {
    return [...this.#tracks.values()];
  }

  #of(log: LogName): LiveTrack | undefined {
    return this.#all.find((it) => it.log?.trackId === log.trackId);
  }

  /** Who comes before the next time begins is part of it, so that nobody waits for more than that and the one before. */
  #catchUp(): Promise<void> {
    return this.#next ??= this.#serial.run(async () => {
      this.#next = undefined;
      await Promise.all(this.#all.filter((it) => it.open).map((it) => this.#feed(it)));
      this.#tell();
    });
  }

  async #feed(track: LiveTrack): Promise<void> {
    const { wanted: stream } = track;
    if (!stream || this.#closed) return;
    const attempt = new AbortController();
    try {
      await within(patienceMs, this.#begin(track, stream, attempt.signal), noAnswer);
    } catch (error) {
      attempt.abort();
      track.feed?.close();
      if (track.wanted !== stream || stream.producer.closed) return;
      track.fails(troubleOf(error, this.#kit.tap));
      this.#tryAgainAtMs = this.#kit.clock.now() + tryAgainMs;
      this.#kit.log.error("a stream is not recorded", { take: short(this.#interviewId), source: track.source, error });
    }
  }

  /** All at once what does not need each other: people are silent meanwhile. */
  async #begin(track: LiveTrack, stream: Recorded, signal: AbortSignal): Promise<void> {
    const { tap, ways, clock } = this.#kit;
    if (tap.port === undefined) throw new AppError("unavailable", "The recorder does not run.");
    const whose = {
      personId: track.personId,
      kind: track.personId === null ? "interviewer" as const : kinds[track.source],
    };
    const [log, feed] = await Promise.allSettled([
      Promise.all([this.#open(), this.#mustAgree(track)]).then(([opened]) => this.#log(opened, whose)),
      ways.from(stream.router, tap.port).then((way) => Feed.open({ stream, tap, way })),
    ]);
    if (feed.status === "rejected") throw feed.reason;
    // What is wanted may have changed meanwhile, by a consent that was taken back or an end.
    const over = track.wanted !== stream || this.#closed || signal.aborted;
    if (over || log.status === "rejected") feed.value.close();
    if (log.status === "rejected") throw log.reason;
    if (over) return;
    track.begins(feed.value, log.value, clock.now());
    await feed.value.begin(log.value);
  }

  /** Who took it back elsewhere a moment ago is not recorded anew, before the room has heard of it. */
  async #mustAgree({ agreedBy, source }: LiveTrack): Promise<void> {
    const agreed = await this.#kit.takes.agreed(this.#interviewId);
    const purposes = agreed?.get(agreedBy) ?? [];
    if (!needed[source].every((it) => purposes.includes(it))) {
      throw new AppError("forbidden", "They do not agree to being recorded.");
    }
  }

  /** The take with its key, made once. */
  #open(): Promise<Opened> {
    this.#opening ??= this.#make().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #make(): Promise<Opened> {
    const { keys } = this.#kit;
    const [take, dataKey] = await Promise.all([this.#row(), keys.open(this.#interviewId)]);
    this.#opened = true;
    return { openedAtMs: take.openedAt.getTime(), dataKey };
  }

  async #row(): Promise<TakeRow> {
    const { takes, clock, node, mayBegin, bring } = this.#kit;
    const interviewId = this.#interviewId;
    const there = await takes.find(interviewId);
    if (!there) await mayBegin();
    else if (there.take.node !== node && there.tracks.some((it) => it.deletedAt === null)) await bring(interviewId);
    return await takes.open({ interviewId, node, openedAt: new Date(clock.now()) });
  }

  /** The log of a track, ready to be written. */
  async #log({ openedAtMs, dataKey }: Opened, { personId, kind }: Whose): Promise<LogName> {
    const { takes, ids, tap } = this.#kit;
    const { id } = await takes.track({ id: ids.next(), interviewId: this.#interviewId, personId, kind });
    const log = { takeId: this.#interviewId, trackId: id };
    await tap.openLog({ ...log, kind: kindOfLog(kind), openedAtMs }, dataKey);
    return log;
  }

  async #note(note: Note): Promise<void> {
    // What is being opened is waited for; that nothing is kept is seen elsewhere.
    await this.#serial.settled();
    const opened = await this.#opening?.catch(() => undefined);
    if (!opened || this.#closed) return;
    this.#notes ??= this.#log(opened, { personId: null, kind: "notes" });
    this.#kit.tap.note(await this.#notes, note);
  }

  #tell(): void {
    if (this.#closed) return;
    const view = recordingOf(this.#all.flatMap((it) => it.health ?? []));
    const text = JSON.stringify(view);
    if (text === this.#told) return;
    this.#told = text;
    this.#onRecording(view);
  }
}

function kindOfLog(kind: TrackKind): "sound" | "picture" | "notes" {
  if (kind === "notes") return "notes";
  return kind === "camera" || kind === "screen" ? "picture" : "sound";
}
