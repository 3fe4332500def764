import type { RecordingView } from "../../../proto/live/view.ts";
import { Emitter } from "../../kit/emitter.ts";
import { short } from "../../kit/ids.ts";
import { within } from "../../kit/within.ts";
import type { Note, Recorded, Tape } from "../../rooms/tape.ts";
import type { LogName } from "../tap-line/words.ts";
import { noAnswer } from "./troubles.ts";
import { LiveTake } from "./live-take.ts";
import { recordingOf } from "./health.ts";
import type { RecorderKit } from "./recorder-kit.ts";
import { Ways } from "./ways.ts";

export type RecorderEvents = {
  /** How the recording of an interview stands. */
  recording: [interviewId: string, view: RecordingView];
  /** All of a take that will ever be recorded is on disk. */
  ended: [interviewId: string];
};

/** How long closing the files of a take may last until it is tried again. Higher waits longer for a tap that hangs. */
const closesWithinMs = 20_000;
const tickMs = 1_000;
/** How often the database hears how far a take is. Lower writes more; higher takes a node that died for one that lives. */
const notedEveryMs = 5_000;

/** Keeps what rooms say is to be kept, in takes of which there is one for each interview. */
export class Recorder implements Tape {
  readonly events: Emitter<RecorderEvents>;
  readonly #kit: RecorderKit;
  readonly #takes = new Map<string, LiveTake>();
  /** Takes whose end could not be noted yet. */
  readonly #owed = new Set<string>();
  /** Takes that were deleted while they were recorded: until the room is done with them, nothing more is tried. */
  readonly #erased = new Set<string>();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #off: readonly (() => void)[];
  /** Where the tap listened last. */
  #port: number | undefined;
  #notedMs = 0;
  #ticking: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(kit: Omit<RecorderKit, "ways">) {
    const { tap, log } = this.#kit = { ...kit, ways: new Ways() };
    this.#port = tap.port;
    this.events = new Emitter((error, event) => log.error("a listener failed", { event, error }));
    this.#timer = setInterval(
      () => void (this.#ticking ??= this.#tick().finally(() => this.#ticking = undefined)),
      tickMs,
    );
    this.#off = [
      tap.events.on("durable", (name, durable) => this.#takes.get(name.takeId)?.reaches(name, durable)),
      tap.events.on("trouble", (name, trouble) => this.#takes.get(name.takeId)?.hears(name, trouble)),
      tap.events.on("refused", (name) => this.#takes.get(name.takeId)?.isRefused(name)),
      tap.events.on("down", () => this.#takes.forEach((it) => it.tapIsDown())),
      tap.events.on("up", (port) => this.#tapIsUp(port)),
    ];
  }

  async want(interviewId: string, streams: readonly Recorded[]): Promise<void> {
    const take = streams.length > 0 ? this.#takeOf(interviewId) : this.#takes.get(interviewId);
    if (!this.#closing) await take?.want(streams);
  }

  keepNotes(interviewId: string, kept: boolean): void {
    const take = kept ? this.#takeOf(interviewId) : this.#takes.get(interviewId);
    take?.keepNotes(kept);
  }

  note(interviewId: string, note: Note): void {
    this.#takes.get(interviewId)?.note(note);
  }

  /** Whether it records this interview just now. */
  records(interviewId: string): boolean {
    return this.#takes.has(interviewId) || this.#owed.has(interviewId);
  }

  /** Resolves when nothing more is written to this log. */
  async closeLog(log: LogName): Promise<void> {
    this.#takes.get(log.takeId)?.letGo(log);
    await within(closesWithinMs, this.#kit.tap.closeLog(log), noAnswer);
  }

  /** Resolves when nothing more is written to any log of the take. */
  async closeTake(interviewId: string): Promise<void> {
    const take = this.#takes.get(interviewId);
    if (take) this.#erased.add(interviewId);
    await take?.close();
    await within(closesWithinMs, this.#kit.tap.closeTake(interviewId), noAnswer);
    if (this.#takes.delete(interviewId)) this.events.emit("recording", interviewId, recordingOf([]));
  }

  async end(interviewId: string): Promise<void> {
    this.#erased.delete(interviewId);
    this.#owed.add(interviewId);
    await this.#takes.get(interviewId)?.close();
    await this.#pay(interviewId);
  }

  /** Nothing is received any more. Takes are not over: whoever comes next goes on with them. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    clearInterval(this.#timer);
    this.#off.forEach((it) => it());
    await this.#ticking;
    const takes = [...this.#takes.values()];
    this.#takes.clear();
    await Promise.all(takes.map((it) => it.close()));
    this.#kit.ways.close();
  }

  /** undefined: nothing more is kept of it. */
  #takeOf(interviewId: string): LiveTake | undefined {
    if (this.#closing || this.#erased.has(interviewId)) return undefined;
    const told = (view: RecordingView) => this.events.emit("recording", interviewId, view);
    const take = this.#takes.get(interviewId) ?? new LiveTake(interviewId, this.#kit, told);
    this.#takes.set(interviewId, take);
    return take;
  }

  #tapIsUp(port: number): void {
    const there = this.#port === port;
    this.#port = port;
    if (!there) this.#kit.ways.close();
    this.#takes.forEach((it) => void it.tapIsUp({ there }));
  }

  async #tick(): Promise<void> {
    const { clock, log } = this.#kit;
    await Promise.all([...this.#takes.values()].map((it) => it.tick()));
    if (clock.now() - this.#notedMs < notedEveryMs) return;
    this.#notedMs = clock.now();
    const at = new Date(clock.now());
    const noted = [...this.#takes].map(([id, it]) => this.#reconcile(id, it, at));
    const failed = (await Promise.allSettled(noted)).find((it) => it.status === "rejected");
    if (failed) log.warn("how far takes are on disk was not noted", { error: failed.reason });
    await Promise.all([...this.#owed].map((it) => this.#pay(it)));
  }

  /** Notes how far a take is, and lets go of what another machine deleted: nobody tells this one. */
  async #reconcile(interviewId: string, take: LiveTake, at: Date): Promise<void> {
    const { opened } = take;
    const deleted = await this.#kit.takes.durable(interviewId, take.durableMs, at);
    if (this.#takes.get(interviewId) !== take || this.#owed.has(interviewId)) return;
    if (deleted) {
      const logs = deleted.map((trackId) => ({ takeId: interviewId, trackId })).filter((it) => take.writes(it));
      await Promise.all(logs.map((it) => this.closeLog(it)));
    } else if (opened) await this.closeTake(interviewId);
  }

  /** What another machine holds is finished there, when it is back. */
  async #holds(interviewId: string): Promise<boolean> {
    const { takes, node } = this.#kit;
    return (await takes.find(interviewId))?.take.node === node;
  }

  /** Has a take finished; what fails is tried again, and by the next process at the latest. */
  async #pay(interviewId: string): Promise<void> {
    const { tap, takes, clock, log } = this.#kit;
    try {
      // Without a tap nobody writes it.
      if (tap.port !== undefined) await within(closesWithinMs, tap.closeTake(interviewId), noAnswer);
      const ended = await takes.end(interviewId, new Date(clock.now()));
      this.#owed.delete(interviewId);
      // Only now: what its disk did to it at the very end is still to be heard.
      this.#takes.delete(interviewId);
      if (ended && await this.#holds(interviewId)) this.events.emit("ended", interviewId);
    } catch (error) {
      log.warn("the end of a take was not noted and is tried again", { take: short(interviewId), error });
    }
  }
}
