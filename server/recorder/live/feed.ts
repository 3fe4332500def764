import type { types } from "mediasoup";
import type { Recorded } from "../../rooms/tape.ts";
import { AppError } from "../../kit/errors.ts";
import type { Tap } from "../tap-line/line.ts";
import type { LogName } from "../tap-line/words.ts";
import { codecOf, recordingCapabilities } from "./capabilities.ts";
import { Parts } from "./parts.ts";
import { Picture } from "./picture.ts";

type Options = {
  readonly stream: Recorded;
  readonly tap: Pick<Tap, "route" | "unroute" | "mark">;
  readonly way: types.PlainTransport;
  readonly parts?: Parts;
};

/** One stream on its way into its log, until it ends or is not to be kept any more. */
export class Feed {
  readonly stream: Recorded;
  readonly #tap: Options["tap"];
  readonly #parts: Parts;
  readonly #fromPort: number;
  readonly #consumer: types.Consumer;
  readonly #picture: Picture | undefined;
  #seen = 0;

  private constructor({ stream, tap, way, parts = new Parts() }: Options, consumer: types.Consumer) {
    this.stream = stream;
    this.#tap = tap;
    this.#parts = parts;
    this.#fromPort = way.tuple.localPort;
    this.#consumer = consumer;
    this.#picture = consumer.kind === "video" ? new Picture(stream.producer, consumer) : undefined;
  }

  /** Of which nothing is written yet. */
  static async open(options: Options): Promise<Feed> {
    const { stream: { producer, router }, way } = options;
    const rtpCapabilities = recordingCapabilities(router.rtpCapabilities);
    return new Feed(options, await way.consume({ producerId: producer.id, rtpCapabilities, paused: true }));
  }

  /**
   * Resolves when its packets are written to that log. Throws AppError "bad-request" for a stream in a form that is not kept, and as the
   * worker and the tap do; it is closed then.
   */
  async begin(log: LogName): Promise<void> {
    try {
      await this.#begin(log);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get closed(): boolean {
    return this.#consumer.closed;
  }

  /** Resolves to whether the worker sent more of it since the last time. */
  async flows(): Promise<boolean> {
    const before = this.#seen;
    const stats = await this.#consumer.getStats();
    this.#seen = stats.find((it) => it.type === "outbound-rtp")?.packetCount ?? 0;
    return this.#seen > before;
  }

  /** Looks after what a picture needs, once a second. */
  async tend(): Promise<void> {
    if (!this.closed) await this.#picture?.tend();
  }

  /** Not one packet more of it is written. */
  close(): void {
    this.#consumer.close();
  }

  async #begin(log: LogName): Promise<void> {
    const { producer } = this.stream;
    const { rtpParameters } = this.#consumer;
    const ssrc = rtpParameters.encodings?.[0]?.ssrc;
    const payloadType = rtpParameters.codecs[0]?.payloadType;
    const codec = codecOf(this.#consumer);
    if (ssrc === undefined || payloadType === undefined || codec === undefined) {
      throw new AppError("bad-request", "This stream is sent in a form that cannot be recorded.");
    }
    this.#consumer.observer.once("close", () => this.#tap.unroute(ssrc));
    await this.#parts.ask("tap", this.#tap.route({ ...log, ssrc, payloadType, codec, fromPort: this.#fromPort }));
    if (producer.paused) this.#tap.mark(log, { is: "paused" });
    this.#followPauses(producer, log);
    await this.#parts.ask("worker", this.#picture?.begin() ?? Promise.resolve());
    await this.#parts.ask("worker", this.#consumer.resume());
  }

  #followPauses(producer: types.Producer, log: LogName): void {
    const paused = (): void => this.#tap.mark(log, { is: "paused" });
    const resumed = (): void => this.#tap.mark(log, { is: "resumed" });
    producer.observer.on("pause", paused).on("resume", resumed);
    this.#consumer.observer.once("close", () => producer.observer.off("pause", paused).off("resume", resumed));
  }
}
