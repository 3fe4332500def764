import { Emitter } from "../kit/emitter.ts";
import { type DeviceTrouble, troubleOf } from "./device-problem.ts";

type Wait = (work: Promise<unknown>) => void;
type CaptureEvents = {
  /** Another track, or none. The one before goes on until all that `wait` was given is done. */
  track: [track: MediaStreamTrack | undefined, wait: Wait];
  trouble: [trouble: DeviceTrouble | undefined];
  /** The device that was open went away; another one took over, unless `trouble` says that there is none. */
  lost: [label: string];
};

type CaptureOptions = {
  readonly kind: "audio" | "video";
  /** What is asked of the browser, for a device by its id or for any. */
  readonly constraints: (deviceId: string) => MediaTrackConstraints;
  /** Which device somebody chose; "" for any. */
  readonly chosen: () => string;
};

/** One of a person's own devices while it is open, across unplugging, other choices and other audio routes. */
export class Capture {
  readonly events = new Emitter<CaptureEvents>();
  readonly #options: CaptureOptions;
  #track: MediaStreamTrack | undefined;
  #opening: Promise<MediaStreamTrack> | undefined;
  #turn = 0;

  constructor(options: CaptureOptions) {
    this.#options = options;
  }

  get track(): MediaStreamTrack | undefined {
    return this.#track;
  }

  /** Throws what the browser threw; the trouble was told then. */
  open(): Promise<MediaStreamTrack> {
    if (this.#track?.readyState === "live") return Promise.resolve(this.#track);
    return this.#start();
  }

  /** Takes the device that is chosen now, if one is open; the old one goes on until the new one runs. */
  async change(): Promise<void> {
    if (this.#opening) await Promise.allSettled([this.#opening]);
    if (this.#track) await this.#start();
  }

  close(): void {
    this.#turn++;
    if (this.#track) this.#become(undefined);
  }

  #start(): Promise<MediaStreamTrack> {
    return this.#opening ??= this.#acquire().finally(() => this.#opening = undefined);
  }

  async #acquire(): Promise<MediaStreamTrack> {
    const turn = ++this.#turn;
    try {
      const track = await this.#ask();
      if (turn !== this.#turn) {
        track.stop();
        throw new DOMException("The device was closed again.", "InvalidStateError");
      }
      this.events.emit("trouble", undefined);
      this.#become(track);
      return track;
    } catch (error) {
      if (turn === this.#turn) this.events.emit("trouble", troubleOf(error));
      throw error;
    }
  }

  /** The chosen device; when that one is gone, any. */
  async #ask(): Promise<MediaStreamTrack> {
    const chosen = this.#options.chosen();
    try {
      return await this.#get(chosen);
    } catch (error) {
      if (chosen === "" || !/^(overconstrained|noDevice)$/.test(troubleOf(error))) throw error;
      return await this.#get("");
    }
  }

  async #get(deviceId: string): Promise<MediaStreamTrack> {
    const { kind, constraints } = this.#options;
    // Missing on plain http; then it throws, and `troubleOf` says why.
    const stream = await navigator.mediaDevices.getUserMedia({ [kind]: constraints(deviceId) });
    const [track] = stream.getTracks();
    if (!track) throw new DOMException("The browser gave nothing.", "NotFoundError");
    return track;
  }

  #become(track: MediaStreamTrack | undefined): void {
    const before = this.#track;
    this.#track = track;
    track?.addEventListener("ended", () => this.#ended(track));
    const until: Promise<unknown>[] = [];
    this.events.emit("track", track, (work) => until.push(work));
    void Promise.allSettled(until).then(() => before?.stop());
  }

  /** Unplugged, or taken by the system. Whatever else there is takes over. */
  #ended(track: MediaStreamTrack): void {
    if (track !== this.#track) return;
    this.events.emit("lost", track.label);
    this.#start().catch(() => {
      if (track === this.#track) this.#become(undefined); // the trouble was told
    });
  }
}
