import { startFirefox } from "./firefox.ts";
import { type Microphone, type Speaker, startSpeaker } from "./scene.ts";

/** Browsers of people, each with a voice. Starting one takes longer than many a test, so whoever is done leaves it to the next. */
export class Speakers {
  readonly #idle = new Map<string, Speaker[]>();
  readonly #all: Promise<Speaker>[] = [];

  /** `give` it back when nobody is left in it. */
  async take(seed: number, kind: Microphone | "firefox"): Promise<{ speaker: Speaker; give: () => void }> {
    const key = `${kind} ${seed}`;
    const idle = this.#idle.get(key) ?? [];
    this.#idle.set(key, idle);
    const speaker = idle.pop() ?? await this.#start(seed, kind);
    return { speaker, give: () => void idle.push(speaker) };
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map(async (it) => (await it).close()));
  }

  #start(seed: number, kind: Microphone | "firefox"): Promise<Speaker> {
    const starting = kind === "firefox" ? startFirefox() : startSpeaker(seed, kind);
    this.#all.push(starting);
    return starting;
  }
}
