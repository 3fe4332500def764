import type { types } from "mediasoup";
import { found } from "../../kit/errors.ts";
import { codecs } from "./codecs.ts";
import type { Home } from "./media-worker.ts";
import { type Voice, Voices } from "./voices.ts";

type Told = {
  /** Its worker died. */
  readonly onLost: (wing: Wing) => void;
  readonly onVoices: () => void;
};
/** Its end on this side, and how many listen to it here. */
type Pipe = { readonly end: Promise<types.Producer>; listeners: number };

/** The part of a room that one worker carries. */
export class Wing {
  readonly home: Home;
  readonly router: types.Router;
  /** What it carries now; `doors` counts those too that are about to be made. */
  readonly load = { doors: 0, consumers: 0 };
  readonly #onVoices: () => void;
  #voices: Promise<Voices> | undefined;
  #heard: Voices | undefined;
  /** What is carried here from other wings, by producer. */
  readonly #pipes = new Map<string, Pipe>();

  private constructor(home: Home, router: types.Router, { onLost, onVoices }: Told) {
    this.home = home;
    this.router = router;
    this.#onVoices = onVoices;
    router.once("workerclose", () => onLost(this));
  }

  static async open(home: Home, told: Told): Promise<Wing> {
    return new Wing(home, await home.worker.createRouter({ mediaCodecs: codecs }), told);
  }

  /** Who is heard of those who send to this wing. */
  get heard(): readonly Voice[] {
    return this.router.closed ? [] : this.#heard?.heard ?? [];
  }

  async listenTo(producer: types.Producer, personId: string): Promise<void> {
    this.#voices ??= Voices.open(this.router, this.#onVoices);
    this.#heard = await this.#voices;
    await this.#heard.add(producer, personId);
  }

  /** Makes what is sent to `from` heard here, under the same id. Whoever asked for it lets go of it once. */
  async carry(producerId: string, from: Wing): Promise<void> {
    if (from === this) return;
    const pipe = this.#pipes.get(producerId) ?? { end: this.#lay(producerId, from), listeners: 0 };
    this.#pipes.set(producerId, pipe);
    pipe.listeners++;
    await pipe.end;
  }

  /** One listener less, here, to what may be carried here: without any it is carried no longer. */
  letGo(producerId: string): void {
    const pipe = this.#pipes.get(producerId);
    if (!pipe || --pipe.listeners > 0) return;
    pipe.end.then((end) => {
      // Somebody may have begun to listen while it was being laid.
      if (pipe.listeners === 0 && this.#pipes.get(producerId) === pipe) end.close();
    }, () => undefined); // whoever asked for it has heard why it failed
  }

  /** Counts what is opened and closed in it. */
  count(what: "doors" | "consumers", by: 1 | -1): void {
    this.load[what] += by;
    this.home.load[what] += by;
  }

  close(): void {
    this.router.close();
  }

  async #lay(producerId: string, from: Wing): Promise<types.Producer> {
    try {
      const { pipeProducer } = await from.router.pipeToRouter({ producerId, router: this.router, enableSctp: false });
      const end = found(pipeProducer, "stream");
      end.observer.once("close", () => this.#pipes.delete(producerId));
      return end;
    } catch (error) {
      this.#pipes.delete(producerId);
      throw error;
    }
  }
}
