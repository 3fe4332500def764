import type { types } from "mediasoup";

/** Somebody who is heard, with loudness 1 to 9. */
export type Voice = readonly [personId: string, level: number];

/** How often loudness is told. Lower follows speech more closely and tells everybody more often; higher lags behind it. */
const intervalMs = 200;
/** In dB. Lower takes breath and fans for speech, higher misses those who speak softly. */
const threshold = -60;
/** What counts as loudest, in dB: close speech into a good microphone. */
const loudest = -15;
const maxEntries = 8;

/** Listens to the microphones of one router and says who is heard there: only when that changes. */
export class Voices {
  readonly #observer: types.AudioLevelObserver;
  readonly #owners = new Map<string, string>();
  #heard: readonly Voice[] = [];

  private constructor(observer: types.AudioLevelObserver, onChange: () => void) {
    this.#observer = observer;
    observer.on("volumes", (volumes) => {
      this.#heard = volumes.flatMap(({ producer, volume }) => this.#voice(producer.id, volume));
      onChange();
    });
    observer.on("silence", () => {
      this.#heard = [];
      onChange();
    });
  }

  static async open(router: types.Router, onChange: () => void): Promise<Voices> {
    return new Voices(await router.createAudioLevelObserver({ interval: intervalMs, threshold, maxEntries }), onChange);
  }

  get heard(): readonly Voice[] {
    return this.#heard;
  }

  /** It is no longer listened to when it is closed. */
  async add(producer: types.Producer, personId: string): Promise<void> {
    this.#owners.set(producer.id, personId);
    producer.observer.once("close", () => this.#owners.delete(producer.id));
    await this.#observer.addProducer({ producerId: producer.id });
  }

  #voice(producerId: string, volume: number): readonly Voice[] {
    const personId = this.#owners.get(producerId);
    const share = Math.min(1, Math.max(0, (volume - threshold) / (loudest - threshold)));
    return personId === undefined ? [] : [[personId, 1 + Math.round(share * 8)]];
  }
}

/** Tells the loudest of those who are heard, when that is not what was told before. */
export function whenChanged(heard: () => readonly Voice[], tell: (voices: readonly Voice[]) => void): () => void {
  let told = "[]";
  return () => {
    const loudest = heard().toSorted((a, b) => b[1] - a[1]).slice(0, maxEntries);
    const text = JSON.stringify(loudest);
    if (text === told) return;
    told = text;
    tell(loudest);
  };
}
