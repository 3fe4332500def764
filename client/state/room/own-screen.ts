import { createSignal } from "solid-js";
import { asRefusal } from "../../kit/refusal.ts";
import type { CallLike } from "../../media/call.ts";
import { troubleOf } from "../../media/device-problem.ts";
import { captureScreen, type ScreenCapture } from "../../media/screen.ts";
import type { DeviceProblem } from "./devices.ts";
import type { Right } from "./rights.ts";
import type { Track, TrackState } from "./shapes.ts";

type Options = {
  readonly call: Pick<CallLike, "publish" | "stop">;
  readonly right: () => Right;
  readonly capture?: typeof captureScreen;
};

/** One's own screen while it is shown, with its sound where the browser gives it. */
export class OwnScreen implements Track {
  readonly #options: Options;
  readonly #problem = createSignal<DeviceProblem>();
  readonly #starting = createSignal(false);
  readonly #shown = createSignal<ScreenCapture>();

  constructor(options: Options) {
    this.#options = options;
  }

  readonly problem = this.#problem[0];

  /** What one shows, to see it oneself. */
  readonly picture = (): MediaStream | undefined => {
    const shown = this.#shown[0]();
    return shown && new MediaStream([shown.picture]);
  };

  readonly state = (): TrackState => {
    if (this.#starting[0]()) return "starting";
    if (this.#shown[0]()) return this.#options.right() === "held" ? "paused" : "on";
    if (this.#options.right() === "none") return "denied";
    return this.problem() ? "failed" : "off";
  };

  /** Called from a click, without which browsers do not ask. */
  async on(): Promise<void> {
    if (this.#shown[0]() || this.#starting[0]()) return;
    this.#problem[1](undefined);
    this.#starting[1](true);
    try {
      const shown = await this.#ask();
      if (shown) await this.#publish(shown);
    } finally {
      this.#starting[1](false);
    }
  }

  /** Also ends what is said about a try that failed. */
  async off(): Promise<void> {
    this.#problem[1](undefined);
    if (this.#shown[0]()) await this.#end(false);
  }

  toggle(): Promise<void> {
    return this.#shown[0]() ? this.off() : this.on();
  }

  /** The server sends it no more, or one is out. */
  async stopped(): Promise<void> {
    await this.#end(true);
  }

  async #ask(): Promise<ScreenCapture | undefined> {
    try {
      return await (this.#options.capture ?? captureScreen)(() => void this.#end(false).catch(() => undefined));
    } catch (error) {
      if (!isCancelled(error)) this.#problem[1]({ use: "screen", trouble: troubleOf(error) });
      return undefined;
    }
  }

  async #publish(shown: ScreenCapture): Promise<void> {
    const { call } = this.#options;
    try {
      await call.publish("screen", shown.picture);
      if (shown.sound) await call.publish("screen_sound", shown.sound);
    } catch (error) {
      shown.stop();
      await Promise.allSettled([call.stop("screen"), call.stop("screen_sound")]);
      throw asRefusal(error);
    }
    this.#shown[1](shown);
  }

  async #end(told: boolean): Promise<void> {
    this.#shown[0]()?.stop();
    this.#shown[1](undefined);
    const { call } = this.#options;
    await Promise.all([call.stop("screen", told), call.stop("screen_sound", told)]);
  }
}

/** The browser's question was closed, which is an answer. One that the system refuses is called the same, but for its text. */
function isCancelled(error: unknown): boolean {
  const trouble = troubleOf(error);
  if (trouble === "dismissed") return true;
  return trouble === "permissionsDenied" && !/by system/i.test(String(error));
}
