import type { types } from "mediasoup";
import type { Clock } from "../../kit/clock.ts";
import { AppError } from "../../kit/errors.ts";
import type { Log } from "../../kit/log.ts";
import { Serial } from "../../kit/serial.ts";
import type { HeardVoice } from "../../rooms/interviewers.ts";
import type { Bridge, BridgeTells } from "./bridge.ts";
import { heardSamples } from "./codec.ts";
import { Hearing } from "./hearing.ts";
import type { SoundThread } from "./sound-thread.ts";
import type { HeardFrame } from "./thread-words.ts";
import { Voice } from "./voice.ts";
import { DirectWays } from "./ways.ts";

type Options = {
  readonly thread: SoundThread;
  readonly clock: Clock;
  readonly log: Log;
  readonly tells: BridgeTells;
  readonly onClose: () => void;
};
type Stream = NonNullable<HeardVoice["stream"]> & { readonly personId: string };
type Heard = { readonly personId: string; readonly hearing: Hearing };

const silence = new Int16Array(heardSamples);

/** What the sound of one interviewer goes through, between the routers of its room and the thread of sound. */
export class LiveBridge implements Bridge {
  readonly #options: Options;
  readonly #ways = new DirectWays();
  readonly #voice: Voice;
  readonly #hearing = new Serial();
  readonly #placing = new Serial();
  readonly #heard = new Map<string, Heard>();
  #wanted: ReadonlyMap<string, Stream> = new Map();
  #closing: Promise<void> | undefined;

  constructor(options: Options) {
    const { thread, clock, log, tells } = options;
    this.#options = options;
    this.#voice = new Voice({ thread, log, onSpeaking: (on) => tells.speaking(on, clock.now()) });
  }

  hears(voices: readonly HeardVoice[]): Promise<void> {
    if (this.#closing) return this.#closing;
    this.#wanted = new Map(
      voices.flatMap(({ personId, stream }) => stream ? [[stream.producer.id, { ...stream, personId }]] : []),
    );
    for (const [producerId, { personId, hearing }] of this.#heard) {
      if (this.#wanted.get(producerId)?.personId !== personId || hearing.closed) this.#deafTo(producerId);
    }
    return this.#hearing.run(async () => {
      await Promise.all([...this.#wanted.values()].map((it) => this.#hear(it)));
    });
  }

  place(router: types.Router): Promise<types.Producer> {
    return this.#placing.run(async () => {
      if (this.#closing) throw over();
      const producer = await this.#voice.place(await this.#ways.at(router));
      if (this.#closing) producer.close();
      return producer;
    });
  }

  play(pcm: Int16Array, rate: 16_000 | 24_000): void {
    if (!this.#closing) this.#voice.say(pcm, rate);
  }

  duck(on: boolean): void {
    this.#voice.duck(on);
  }

  flush(): Promise<number> {
    return this.#voice.flush();
  }

  /** Resolves when nothing of it is under way. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    this.#wanted = new Map();
    for (const producerId of [...this.#heard.keys()]) this.#deafTo(producerId);
    this.#voice.close();
    this.#ways.close();
    await Promise.all([this.#hearing.settled(), this.#placing.settled()]);
    this.#options.onClose();
  }

  #deafTo(producerId: string): void {
    this.#heard.get(producerId)?.hearing.close();
    this.#heard.delete(producerId);
  }

  async #hear(stream: Stream): Promise<void> {
    const { thread, clock, log } = this.#options;
    const { producer, router, personId } = stream;
    if (this.#heard.has(producer.id) || producer.closed || this.#wanted.get(producer.id) !== stream) return;
    const onFrame = (frame: HeardFrame): void => this.#frame(producer.id, personId, frame);
    try {
      const way = await this.#ways.at(router);
      const hearing = await Hearing.open({ thread, clock, way, producer, router, onFrame });
      // They may have been left out meanwhile.
      if (this.#wanted.get(producer.id)?.personId !== personId || this.#closing) hearing.close();
      else this.#heard.set(producer.id, { personId, hearing });
    } catch (error) {
      // What ends while it is asked for is asked for anew by whoever ended it.
      if (!producer.closed && !router.closed && !this.#closing) log.error("a voice is not heard", { error });
    }
  }

  #frame(producerId: string, personId: string, { pcm, ...frame }: HeardFrame): void {
    if (this.#wanted.get(producerId)?.personId !== personId) return;
    this.#options.tells.frame({ ...frame, personId, pcm: pcm ?? silence });
  }
}

function over(): AppError {
  return new AppError("closed", "This interview is over.");
}
