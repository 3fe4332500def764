import { Emitter } from "../kit/emitter.ts";

type PlayerEvents = { blocked: [blocked: boolean] };
type Element = HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> };

/** Plays voices, each by an element of its own: without one, browsers do not decode a stream that comes over the net. */
export class Player {
  readonly events = new Emitter<PlayerEvents>();
  readonly #elements = new Map<string, Element>();
  #speakerId = "";

  play(key: string, track: MediaStreamTrack): void {
    this.stop(key);
    const element: Element = document.createElement("audio");
    element.autoplay = true;
    element.srcObject = new MediaStream([track]);
    this.#elements.set(key, element);
    void this.#aim(element);
    void this.#start(element);
  }

  stop(key: string): void {
    const element = this.#elements.get(key);
    if (!element) return;
    this.#elements.delete(key);
    element.pause();
    element.srcObject = null;
  }

  /** Where everything is played from now on; "" is where the system plays. */
  choose(speakerId: string): void {
    this.#speakerId = speakerId;
    for (const element of this.#elements.values()) void this.#aim(element);
  }

  /** Called from a click, after which browsers allow sound. */
  unblock(): void {
    this.events.emit("blocked", false);
    for (const element of this.#elements.values()) void this.#start(element);
  }

  close(): void {
    for (const key of [...this.#elements.keys()]) this.stop(key);
  }

  async #start(element: Element): Promise<void> {
    try {
      await element.play();
    } catch (error) {
      // Other failures are an element that was stopped meanwhile, or a machine that has no sound at all.
      if (error instanceof DOMException && error.name === "NotAllowedError") this.events.emit("blocked", true);
    }
  }

  async #aim(element: Element): Promise<void> {
    try {
      await element.setSinkId?.(this.#speakerId);
    } catch {
      // The chosen speaker is gone: it plays where the system plays, which it does by itself.
    }
  }
}
