import type { RecordingView } from "../../../proto/live/view.ts";
import { AppError } from "../../kit/errors.ts";
import { short } from "../../kit/ids.ts";
import { Serial } from "../../kit/serial.ts";
import { within } from "../../kit/within.ts";
import type { Note, Recorded } from "../../rooms/tape.ts";
import type { Durable, LogName, Trouble } from "../tap-line/words.ts";
import { Feed } from "./feed.ts";
import { recordingOf } from "./health.ts";
import { LiveNotes } from "./live-notes.ts";
import { LiveTrack } from "./live-track.ts";
import { Opening } from "./opening.ts";
import { Parts } from "./parts.ts";
import type { RecorderKit } from "./recorder-kit.ts";
import { noAnswer, troubleOf } from "./troubles.ts";

/** After how long what could not be kept is tried again. Lower asks a database that is down more often, higher loses more. */
const tryAgainMs = 2_000;
/**
 * How long a microphone waits for the recorder. Lower opens it unrecorded when the disk is busy for a moment, higher keeps
 * people silent when the recorder does not answer.
 */
const patienceMs = 1_500;

/** The recording of one interview while it goes on. */
export class LiveTake {
  readonly #interviewId: string;
  readonly #kit: RecorderKit;
  readonly #onRecording: (view: RecordingView) => void;
  readonly #tracks = new Map<string, LiveTrack>();
  readonly #serial = new Serial();
  readonly #notes: LiveNotes;
  readonly #parts = new Parts();
  readonly #opening: Opening;
  #next: Promise<void> | undefined;
  #tryAgainAtMs = 0;
  #told = "";
  #closed = false;

  constructor(interviewId: string, kit: RecorderKit, onRecording: (view: RecordingView) => void) {
    this.#interviewId = interviewId;
    this.#kit = kit;
    this.#onRecording = onRecording;
    this.#opening = new Opening({ interviewId, kit, parts: this.#parts });
    this.#notes = new LiveNotes({
      // What is being opened is waited for; that nothing is kept is seen elsewhere.
      open: (how) => this.#serial.settled().then(() => this.#opening.logOfNotes(how)),
      write: (log, note) => kit.tap.note(log, note),
      able: () => kit.tap.port !== undefined,
      clock: kit.clock,
      report: (error) => kit.log.warn("notes are not kept at once", { take: short(interviewId), error }),
    });
  }

  /** How far what came is on disk, in milliseconds of the take. */
  get durableMs(): number {
    return Math.max(this.#notes.uptoMs, ...this.#all.map((it) => it.uptoMs));
  }

  /** Whether it had its row in the database. */
  get opened(): boolean {
    return this.#opening.done;
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

  /** Whether what is noted is kept also while nobody is heard or seen. */
  keepNotes(kept: boolean): void {
    this.#notes.keep(kept);
    void this.#catchUp(); // not at once: whatever else follows the room is not there yet
  }

  note(note: Note): void {
    if (!this.#closed) this.#notes.add(note);
  }

  reaches(log: LogName, durable: Durable): void {
    this.#of(log)?.reaches(durable, this.#kit.clock.now());
    this.#notes.reaches(log, durable);
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
    if (!track) this.#notes.refused();
  }

  /** Nothing is received until `tapIsUp`. */
  tapIsDown(): void {
    for (const it of this.#all) it.fails("no-recorder");
    this.#notes.stands();
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
    this.#notes.look();
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
    await Promise.all([this.#serial.settled(), this.#notes.close()]);
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
      track.fails(troubleOf(error, { part: this.#parts.of(error), tap: this.#kit.tap.port !== undefined }));
      this.#tryAgainAtMs = this.#kit.clock.now() + tryAgainMs;
      this.#kit.log.error("a stream is not recorded", { take: short(this.#interviewId), source: track.source, error });
    }
  }

  /** All at once what does not need each other: people are silent meanwhile. */
  async #begin(track: LiveTrack, stream: Recorded, signal: AbortSignal): Promise<void> {
    const { tap, ways, clock } = this.#kit;
    const parts = this.#parts;
    if (tap.port === undefined) throw new AppError("unavailable", "The recorder does not run.");
    const way = ways.from(stream.router, tap.port);
    const [log, feed] = await Promise.allSettled([
      this.#opening.logOf(track),
      parts.ask("worker", way.then((it) => Feed.open({ stream, tap, parts, way: it }))),
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

  #tell(): void {
    if (this.#closed) return;
    const sent = this.#kit.keepsUp(this.#interviewId);
    const view = recordingOf(this.#all.flatMap((it) => it.health ?? []), { sent, notes: this.#notes.stand });
    const text = JSON.stringify(view);
    if (text === this.#told) return;
    this.#told = text;
    this.#onRecording(view);
  }
}
