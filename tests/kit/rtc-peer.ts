import type { ConsumerOffer, MediaDoor, Opaque } from "../../proto/live/media.ts";
import type { Source } from "../../proto/live/words.ts";
import { type Heard, RtcReceiver } from "./rtc-receiver.ts";
import { RtcSender } from "./rtc-sender.ts";
import { until } from "./until.ts";

/** What a peer asks of the server: over a socket, or of a room's media at once. */
export type RtcCalls = {
  connect(how: { generation: number; side: "send" | "receive"; dtlsParameters: Opaque }): Promise<unknown>;
  publish(what: { source: Source; rtpParameters: Opaque }): Promise<string>;
  consume(what: { producerIds: readonly string[]; rtpCapabilities: Opaque }): Promise<readonly ConsumerOffer[]>;
  play(what: { consumerIds: readonly string[]; playing: boolean }): Promise<unknown>;
};

const frameMs = 20;
let peers = 0;

/** Somebody with a real connection: ICE, DTLS and SRTP. Each frame that it sends carries its `mark`, which listeners find. */
export class RtcPeer {
  readonly mark = `peer-${++peers}`;
  /** Loudness of what it says, in dB below the loudest. */
  quiet = 30;
  /** What it says, as Opus of 20 ms a packet, over and over and at the pace of a clock; undefined: its mark. */
  speech: readonly Uint8Array[] | undefined;
  /** Gives the next 20 ms of what it says, as Opus, instead. */
  voice: (() => Uint8Array) | undefined;
  #spokenMs: number | undefined;
  readonly #calls: RtcCalls;
  #door: MediaDoor;
  #sender: RtcSender;
  #receiver: RtcReceiver;
  readonly #pump: ReturnType<typeof setInterval>;

  constructor(door: MediaDoor, calls: RtcCalls) {
    this.#door = door;
    this.#calls = calls;
    this.#sender = new RtcSender(this.#way(door, "send"));
    this.#receiver = new RtcReceiver(this.#way(door, "receive"));
    this.#pump = setInterval(() => this.#send(), frameMs);
  }

  /** How often it was asked for a whole picture. */
  get asked(): number {
    return this.#sender.asked;
  }

  /** Goes through another door from now on; what went through the old one is gone. */
  move(door: MediaDoor): void {
    this.#sender.close();
    this.#receiver.close();
    this.#door = door;
    this.#sender = new RtcSender(this.#way(door, "send"));
    this.#receiver = new RtcReceiver(this.#way(door, "receive"));
  }

  /** Publishes, and sends frames as soon as the way is open. Answers with the producer's id. */
  async publish(source: Source = "mic"): Promise<string> {
    return await this.#calls.publish({ source, rtpParameters: await this.#sender.add(source) });
  }

  /** How many frames of it were sent. */
  frames(source: Source = "mic"): number {
    return this.#sender.frames(source);
  }

  /** Resolves when so many more frames were sent of it. */
  async sent(frames: number, source: Source = "mic"): Promise<void> {
    const start = this.#sender.frames(source);
    const patienceMs = 20_000 + frames * frameMs * 2;
    await until(() => this.#sender.frames(source) >= start + frames, patienceMs);
  }

  /** Stops sending frames of it. */
  still(source: Source = "mic"): void {
    this.#sender.still(source);
  }

  /** Receives and plays what is offered of these; `playing` false leaves it paused. */
  async listen(producerIds: readonly string[], { playing = true } = {}): Promise<readonly ConsumerOffer[]> {
    const offers = await this.#calls.consume({ producerIds, rtpCapabilities: capabilities(this.#door) });
    await this.#receiver.add(offers);
    if (playing) await this.play(offers.map((it) => it.consumerId), true);
    return offers;
  }

  async play(consumerIds: readonly string[], playing: boolean): Promise<void> {
    await this.#calls.play({ consumerIds, playing });
  }

  /** What came of a producer through the door that it has now. */
  heard(producerId: string): Heard {
    return this.#receiver.heard(producerId);
  }

  close(): void {
    clearInterval(this.#pump);
    this.#sender.close();
    this.#receiver.close();
  }

  #send(): void {
    const { speech, voice } = this;
    if (!speech && !voice) return this.#sender.send(this.quiet);
    const nowMs = performance.now();
    this.#spokenMs ??= nowMs;
    for (; this.#spokenMs <= nowMs; this.#spokenMs += frameMs) {
      this.#sender.send(this.quiet, voice ? [voice()] : speech);
    }
  }

  #way(door: MediaDoor, side: "send" | "receive") {
    const connect = (dtlsParameters: Opaque) =>
      this.#calls.connect({ generation: door.generation, side, dtlsParameters });
    return { mark: this.mark, way: door[side], connect };
  }
}

/** Without header extensions and retransmission, so that what arrives is as plain as what was sent. */
function capabilities({ rtpCapabilities }: MediaDoor): Opaque {
  const { codecs } = rtpCapabilities as { codecs: readonly { mimeType: string }[] };
  const plain = codecs.filter((it) => /opus|vp8/i.test(it.mimeType)).map((it) => ({ ...it, rtcpFeedback: [] }));
  return { codecs: plain, headerExtensions: [] };
}
