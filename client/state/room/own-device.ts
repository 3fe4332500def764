import { createSignal } from "solid-js";
import type { CallLike } from "../../media/call.ts";
import { asRefusal, type Refusal } from "../../kit/refusal.ts";
import type { DeviceProblem, Devices } from "./devices.ts";
import type { Right } from "./rights.ts";
import type { Track, TrackState } from "./shapes.ts";

type Options = {
  readonly source: "mic" | "camera";
  readonly devices: Devices;
  readonly call: Pick<CallLike, "sends" | "publish" | "pause" | "stop">;
  readonly inside: () => boolean;
  readonly right: () => Right;
  /** A moderator took the sound away. */
  readonly muted: () => boolean;
  readonly wanted: boolean;
};

/** One's own microphone or camera: sent when one wants it and may, and only then open. */
export class OwnDevice implements Track {
  readonly #options: Options;
  readonly #wanted;
  readonly #sending = createSignal(false);
  readonly #starting = createSignal(false);
  readonly #refusal = createSignal<Refusal>();
  #work: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
    this.#wanted = createSignal(options.wanted);
  }

  get wanted(): boolean {
    return this.#wanted[0]();
  }

  readonly problem = (): DeviceProblem | undefined => this.#options.devices.problem(this.#options.source);

  readonly state = (): TrackState => {
    const { inside, right, muted, source } = this.#options;
    if (this.#starting[0]()) return "starting";
    if (this.wanted && (this.problem() || this.#refusal[0]())) return "failed";
    if (!inside()) return this.wanted ? "on" : "off";
    if (right() === "none") return "denied";
    if (!this.#sending[0]()) return "off";
    if (right() === "held" || !this.wanted || (muted() && source === "mic")) return "paused";
    return "on";
  };

  async on(): Promise<void> {
    this.want(true);
    await this.settle();
    const refusal = this.#refusal[0]();
    if (refusal) throw refusal;
  }

  async off(): Promise<void> {
    this.want(false);
    await this.settle();
  }

  toggle(): Promise<void> {
    return this.wanted && this.state() !== "failed" && this.state() !== "denied" ? this.off() : this.on();
  }

  want(wanted: boolean): void {
    this.#wanted[1](wanted);
  }

  /** Makes what is sent match what is wanted and allowed, one change after the other. */
  settle(): Promise<void> {
    return this.#work = this.#work.then(() => this.#step());
  }

  /** The server sends it no more. */
  async stopped(): Promise<void> {
    const { source, call, devices } = this.#options;
    await call.stop(source, true);
    this.#sending[1](false);
    devices.close(source);
  }

  async #step(): Promise<void> {
    const { inside, right, source, call } = this.#options;
    this.#refusal[1](undefined);
    if (!inside()) return; // at the door the page opens what it checks
    this.#starting[1](this.wanted && right() !== "none" && !call.sends(source));
    try {
      if (right() === "none") await this.stopped();
      else if (this.wanted) await this.#send();
      else await this.#rest();
    } catch (error) {
      this.#refusal[1](asRefusal(error));
    }
    this.#sending[1](call.sends(source));
    this.#starting[1](false);
  }

  async #send(): Promise<void> {
    const { source, call, devices, right, inside } = this.#options;
    if (!await devices.open(source)) return; // the problem is shown
    const track = devices.track(source);
    // Time has passed: whatever changed meanwhile settles it after this.
    if (!track || !this.wanted || !inside() || right() === "none") return;
    if (call.sends(source)) await call.pause(source, false);
    else await call.publish(source, track);
  }

  /** A microphone only pauses, so that it is back at once; a camera's light goes out. */
  async #rest(): Promise<void> {
    const { source, call, devices } = this.#options;
    if (source === "mic") return await call.pause(source, true);
    devices.close(source);
    await call.stop(source);
  }
}
