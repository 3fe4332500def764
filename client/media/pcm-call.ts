import type { MediaDoor } from "../../proto/live/media.ts";
import type { Source } from "../../proto/live/words.ts";
import { Emitter } from "../kit/emitter.ts";
import type { Refusal } from "../kit/refusal.ts";
import type { CallEvents, CallLike } from "./call.ts";
import { PcmWay, type PcmWayLike, type PcmWayState } from "./pcm-way.ts";
import { canDoPcm, type PcmTrouble, type Ticket } from "./pcm-words.ts";
import type { Sending } from "./wanted.ts";

/** `off`: sound goes the usual way. `waiting`: it will go the simple one as soon as the interview begins. */
export type SimpleState = "off" | "waiting" | PcmWayState;
export type SimpleNow = {
  readonly state: SimpleState;
  /** Nobody chose it: the usual way did not get through. */
  readonly byItself: boolean;
  /** Of what was said lately, so much was not sent: the line is too slow. */
  readonly unsentMs: number;
  readonly refusal: Refusal | undefined;
  /** What keeps it from opening, while it is tried again. */
  readonly trouble: PcmTrouble | undefined;
};
type Options = {
  /** The usual way. */
  readonly usual: CallLike;
  readonly ticket: (interviewId: string) => Promise<Ticket>;
  /** Tells the room that one's microphone is silent, or open again. */
  readonly pauseMic: (paused: boolean) => Promise<void>;
  readonly able?: () => boolean;
  readonly openWay?: (interviewId: string) => PcmWayLike;
};
type Mic = { track: MediaStreamTrack; paused: boolean };

/**
 * How long the usual way may take to get through before the simple one is used. Lower leaves it where patience would have
 * found a way, higher leaves people in silence.
 */
const patienceMs = 10_000;
const lookMs = 1_000;

/** A call whose sound can go over a WebSocket where nothing else gets through; all else goes the usual way. */
export class PcmCall implements CallLike {
  readonly events = new Emitter<CallEvents>();
  readonly simple = new Emitter<{ changed: [now: SimpleNow] }>();
  readonly #options: Options;
  readonly #usual: CallLike;
  readonly #looking: ReturnType<typeof setInterval>;
  readonly #stops: readonly (() => void)[];
  #shown: { readonly view: Sending; readonly me: string } | undefined;
  #interviewId: string | undefined;
  #mic: Mic | undefined;
  #wanted = false;
  #byItself = false;
  #way: PcmWayLike | undefined;
  #unsentMs = 0;
  #lineOpen = false;
  #brokenMs = 0;
  #repairing = false;
  #usualRepairing = false;
  #speakerId = "";

  constructor(options: Options) {
    this.#options = options;
    const usual = this.#usual = options.usual;
    this.#stops = [
      usual.events.on("picture", (...it) => this.events.emit("picture", ...it)),
      usual.events.on("lost", (source) => (source !== "mic" || !this.#wanted) && this.events.emit("lost", source)),
      usual.events.on("blocked", (it) => this.events.emit("blocked", it)),
      usual.events.on("quality", (it) => this.events.emit("quality", this.#wanted ? undefined : it)),
      usual.events.on("repairing", (it) => {
        this.#usualRepairing = it;
        this.#tell();
      }),
    ];
    this.#looking = setInterval(() => this.#look(), lookMs);
  }

  get now(): SimpleNow {
    const state = !this.#wanted ? "off" : this.#way?.state ?? "waiting";
    const { refusal, trouble } = this.#way ?? {};
    return { state, byItself: this.#byItself, unsentMs: this.#unsentMs, refusal, trouble };
  }

  /** By hand; what was chosen holds until it is chosen otherwise. */
  use(simple: boolean): Promise<void> {
    return this.#use(simple, false);
  }

  /** One's own interview with the AI interviewer that is under way; undefined: there is none. */
  interviewIs(interviewId: string | undefined): void {
    if (interviewId === this.#interviewId) return;
    this.#interviewId = interviewId;
    this.#follow();
  }

  get works(): boolean {
    return this.#way?.state === "on" || this.#usual.works;
  }

  get generation(): number | undefined {
    return this.#usual.generation;
  }

  warmUp(): Promise<void> {
    return this.#usual.warmUp();
  }

  move(door: MediaDoor): Promise<void> {
    return this.#usual.move(door);
  }

  show(view: Sending, me: string): void {
    this.#shown = { view, me };
    // Heard twice, the interviewer would be its own echo.
    this.#usual.show(this.#wanted ? { ...view, interviewer: null } : view, me);
  }

  lineIs(open: boolean): void {
    this.#lineOpen = open;
    this.#usual.lineIs(open);
  }

  publish(source: Source, track: MediaStreamTrack, paused = false): Promise<void> {
    if (source === "mic") this.#mic = { track, paused };
    return this.#heard(source) ?? this.#usual.publish(source, track, paused);
  }

  replace(source: Source, track: MediaStreamTrack): Promise<void> {
    if (source === "mic" && this.#mic) this.#mic.track = track;
    return this.#heard(source) ?? this.#usual.replace(source, track);
  }

  pause(source: Source, paused: boolean): Promise<void> {
    if (source === "mic" && this.#mic) this.#mic.paused = paused;
    if (this.#heard(source)) return this.#options.pauseMic(paused);
    return this.#usual.pause(source, paused);
  }

  stop(source: Source, told = false): Promise<void> {
    if (source === "mic") this.#mic = undefined;
    return this.#heard(source) ?? this.#usual.stop(source, told);
  }

  sends(source: Source): boolean {
    return source === "mic" && this.#wanted ? this.#mic !== undefined : this.#usual.sends(source);
  }

  want(personId: string, source: Source, layer: number | null): Promise<void> {
    return this.#usual.want(personId, source, layer);
  }

  chooseSpeaker(id: string): void {
    this.#speakerId = id;
    this.#usual.chooseSpeaker(id);
    this.#way?.chooseSpeaker(id);
  }

  unblock(): void {
    this.#usual.unblock();
    this.#way?.unblock();
  }

  leave(): void {
    this.#mic = undefined;
    this.#interviewId = undefined;
    this.#follow();
    this.#usual.leave();
  }

  close(): void {
    clearInterval(this.#looking);
    for (const stop of this.#stops) stop();
    this.#way?.close();
    this.#way = undefined;
    this.#usual.close();
  }

  async #use(simple: boolean, byItself: boolean): Promise<void> {
    const { able = canDoPcm } = this.#options;
    if (simple === this.#wanted || simple && !able()) return;
    this.#wanted = simple;
    this.#byItself = byItself;
    if (this.#shown) this.show(this.#shown.view, this.#shown.me);
    this.#follow();
    if (simple) return await this.#usual.stop("mic");
    if (this.#mic) this.#mic.track.enabled = true;
    if (this.#mic) await this.#usual.publish("mic", this.#mic.track, this.#mic.paused);
  }

  /** There is a simple way exactly while it is wanted and there is an interview to speak in. */
  #follow(): void {
    this.#way?.close();
    this.#way = undefined;
    this.#unsentMs = 0;
    const id = this.#interviewId;
    if (this.#wanted && id !== undefined) {
      const { ticket, openWay = (it) => new PcmWay({ interviewId: it, ticket: () => ticket(it) }) } = this.#options;
      const way = this.#way = openWay(id);
      way.events.on("state", () => {
        if (way !== this.#way) return;
        // A stream of the room begins open. What does not get through now is said again with the next change.
        if (way.state === "on" && this.#mic?.paused) this.#options.pauseMic(true).catch(() => undefined);
        this.#tell();
      });
      way.events.on("blocked", (it) => way === this.#way && this.events.emit("blocked", it));
      way.events.on("unsent", (ms) => {
        if (way !== this.#way) return;
        this.#unsentMs = ms;
        this.#tell();
      });
      way.chooseSpeaker(this.#speakerId);
      this.#hear();
    }
    this.#tell();
  }

  /** undefined: this goes the usual way. */
  #heard(source: Source): Promise<void> | undefined {
    if (source !== "mic" || !this.#wanted) return undefined;
    this.#hear();
    return Promise.resolve();
  }

  #hear(): void {
    // Also for whoever shows how loud it is.
    if (this.#mic) this.#mic.track.enabled = !this.#mic.paused;
    this.#way?.listenTo(this.#mic && !this.#mic.paused ? this.#mic.track : undefined);
  }

  /** Where nothing got through for long enough, the simple way is tried. */
  #look(): void {
    const silent = this.#interviewId !== undefined && this.#lineOpen && !this.#wanted && !this.#usual.works;
    this.#brokenMs = silent ? this.#brokenMs + lookMs : 0;
    if (this.#brokenMs < patienceMs) return;
    this.#brokenMs = 0;
    // What fails here is the usual way, which lets go of the microphone when it can.
    this.#use(true, true).catch(() => undefined);
  }

  #tell(): void {
    const repairing = this.#wanted ? this.#way?.state === "connecting" : this.#usualRepairing;
    if (repairing !== this.#repairing) this.events.emit("repairing", this.#repairing = repairing);
    this.simple.emit("changed", this.now);
  }
}
