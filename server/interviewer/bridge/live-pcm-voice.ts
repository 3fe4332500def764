import type { types } from "mediasoup";
import type { Clock } from "../../kit/clock.ts";
import type { Log } from "../../kit/log.ts";
import { Serial } from "../../kit/serial.ts";
import { Allowance } from "./allowance.ts";
import { Hearing } from "./hearing.ts";
import { Outgoing } from "./outgoing.ts";
import type { OpenPcmVoice, PcmVoice } from "./pcm-voice.ts";
import type { Member, SoundThread } from "./sound-thread.ts";
import type { Made, Wish } from "./thread-words.ts";
import { DirectWays } from "./ways.ts";

type Options = Parameters<OpenPcmVoice>[0] & {
  readonly thread: SoundThread;
  readonly clock: Clock;
  readonly log: Log;
  readonly onClose: () => void;
};
type To = Parameters<PcmVoice["listen"]>[0];

/** A client may be so much faster than life, for a clock that runs fast; what comes faster still is let go. */
const samplesPerSecond = 24_000;

/** The voice of a client that speaks PCM, in the room and back. */
export class LivePcmVoice implements PcmVoice, Member {
  readonly producer: types.Producer;
  readonly #options: Options;
  readonly #ways: DirectWays;
  readonly #outgoing: Outgoing;
  readonly #listening = new Serial();
  readonly #allowance = new Allowance({
    perSecond: samplesPerSecond,
    burst: 2 * samplesPerSecond,
    nowMs: performance.now(),
  });
  readonly #id: number;
  #to: To = null;
  #hearing: Hearing | undefined;
  #closing: Promise<void> | undefined;

  private constructor(options: Options, { ways, outgoing, producer }: {
    readonly ways: DirectWays;
    readonly outgoing: Outgoing;
    readonly producer: types.Producer;
  }) {
    this.#options = options;
    this.#ways = ways;
    this.#outgoing = outgoing;
    this.producer = producer;
    this.#id = options.thread.join(this);
    producer.observer.once("close", () => options.thread.leave(this.#id));
  }

  static async open(options: Options): Promise<LivePcmVoice> {
    const ways = new DirectWays();
    const outgoing = new Outgoing();
    try {
      const producer = await outgoing.place(await ways.at(options.router));
      return new LivePcmVoice(options, { ways, outgoing, producer });
    } catch (error) {
      ways.close();
      throw error;
    }
  }

  hear(pcm: Int16Array): void {
    if (!this.#allowance.take(pcm.length, performance.now())) return;
    this.#options.thread.ask({ is: "say", id: this.#id, pcm: pcm.slice(), rate: 16_000, round: 0 });
  }

  listen(to: To): Promise<void> {
    if (this.#closing) return this.#closing;
    this.#to = to;
    if (this.#hearing) this.#hearing.close();
    this.#hearing = undefined;
    return this.#listening.run(() => this.#listen(to));
  }

  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  begins(id: number): readonly Wish[] {
    this.#outgoing.restart();
    return [{ is: "mouth", id, live: true }];
  }

  told(made: Made): void {
    if (made.is === "slot") this.#outgoing.send(made.slot);
  }

  async #close(): Promise<void> {
    this.#to = null;
    this.#hearing?.close();
    this.#outgoing.close();
    this.#options.thread.leave(this.#id);
    this.#ways.close();
    await this.#listening.settled();
    this.#options.onClose();
  }

  async #listen(to: To): Promise<void> {
    if (!to || this.#to !== to) return;
    const { thread, clock, log } = this.#options;
    try {
      const way = await this.#ways.at(to.router);
      const hearing = await Hearing.open({ ...to, thread, clock, way, onFrame: ({ pcm }) => this.#sound(to, pcm) });
      if (this.#to !== to || this.#closing) hearing.close();
      else this.#hearing = hearing;
    } catch (error) {
      // It may have ended while it was asked for; whoever ended it says what comes next.
      if (!to.producer.closed && !to.router.closed && !this.#closing) log.error("a client hears nobody", { error });
    }
  }

  #sound(to: To, pcm: Int16Array | null): void {
    if (this.#to === to && pcm) this.#options.onSound(pcm);
  }
}
