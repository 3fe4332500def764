import type { types } from "mediasoup";
import type { Clock } from "../../kit/clock.ts";
import { Allowance } from "./allowance.ts";
import type { Member, SoundThread } from "./sound-thread.ts";
import type { HeardFrame, Made, Wish } from "./thread-words.ts";
import { opusOf } from "./ways.ts";

type Options = {
  readonly thread: SoundThread;
  readonly clock: Clock;
  readonly way: types.DirectTransport;
  readonly producer: types.Producer;
  readonly router: types.Router;
  readonly onFrame: (frame: HeardFrame) => void;
};

/** A second of sound has 50 packets, 100 from some. What floods is let go before it costs more. */
const packetsPerSecond = 150;

/** One stream that is heard, until it ends or is not to be heard any more. */
export class Hearing implements Member {
  readonly #options: Options;
  readonly #consumer: types.Consumer;
  readonly #id: number;
  readonly #allowance = new Allowance({
    perSecond: packetsPerSecond,
    burst: packetsPerSecond,
    nowMs: performance.now(),
  });

  private constructor(options: Options, consumer: types.Consumer) {
    this.#options = options;
    this.#consumer = consumer;
    this.#id = options.thread.join(this);
    consumer.on("rtp", (packet) => this.#packet(packet));
    consumer.observer.once("close", () => options.thread.leave(this.#id));
  }

  /** Throws what the worker throws, such as for a stream that has just ended. */
  static async open(options: Options): Promise<Hearing> {
    const { way, producer, router } = options;
    const consumer = await way.consume({
      producerId: producer.id,
      rtpCapabilities: opusOf(router.rtpCapabilities),
      paused: true,
    });
    const hearing = new Hearing(options, consumer);
    try {
      if (producer.closed) hearing.close();
      else await consumer.resume();
      return hearing;
    } catch (error) {
      hearing.close();
      throw error;
    }
  }

  get closed(): boolean {
    return this.#consumer.closed;
  }

  /** Not one frame more of it is told. */
  close(): void {
    this.#consumer.close();
    this.#options.thread.leave(this.#id);
  }

  begins(id: number): readonly Wish[] {
    return [{ is: "ear", id, atMs: this.#options.clock.now() }];
  }

  told(made: Made): void {
    if (made.is === "frame") this.#options.onFrame(made.frame);
  }

  #packet(packet: Uint8Array): void {
    if (!this.#allowance.take(1, performance.now())) return;
    // A copy: what comes lies in a block that is shared, and all of it would go along.
    const bytes = new Uint8Array(packet);
    this.#options.thread.ask({ is: "packet", id: this.#id, atMs: this.#options.clock.now(), bytes });
  }
}
