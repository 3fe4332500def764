import type { Track } from "node-datachannel";
import type { ConsumerOffer, TransportOffer } from "../../proto/live/media.ts";
import { type Connect, RtcEnd } from "./rtc-end.ts";
import { audio, remoteDescription, type Section, video } from "./rtc-sdp.ts";
import { readRtp } from "./rtp.ts";

/** What came of a producer: how many frames, by whose mark, and when the first and the last of them came. */
export type Heard = {
  readonly packets: number;
  readonly marks: readonly string[];
  readonly firstMs: number;
  readonly lastMs: number;
};

type Received = {
  readonly offer: ConsumerOffer;
  packets: number;
  readonly marks: Set<string>;
  firstMs: number;
  lastMs: number;
};

/** The way on which a peer receives, and counts what comes. */
export class RtcReceiver {
  readonly #way: TransportOffer;
  readonly #end: RtcEnd;
  readonly #received = new Map<string, Received>();
  readonly #bySsrc = new Map<number, Received>();
  /** Tracks that nobody holds are closed in silence. */
  readonly #held: Track[] = [];

  constructor({ mark, way, connect }: { mark: string; way: TransportOffer; connect: Connect }) {
    this.#way = way;
    this.#end = new RtcEnd(`${mark}-receive`, connect);
    this.#end.connection.onTrack((track) => {
      this.#held.push(track);
      track.onMessage((message) => this.#note(message));
    });
  }

  /** Gets ready for those that are new. */
  async add(offers: readonly ConsumerOffer[]): Promise<void> {
    const fresh = offers.filter((it) => !this.#received.has(it.consumerId));
    if (fresh.length === 0) return;
    for (const offer of fresh) {
      const received = { offer, packets: 0, marks: new Set<string>(), firstMs: Infinity, lastMs: -Infinity };
      this.#received.set(offer.consumerId, received);
      this.#bySsrc.set(ssrcOf(offer), received);
    }
    const sections = [...this.#received.values()].map((it) => sectionOf(it.offer));
    await this.#end.describe((it) => {
      it.setRemoteDescription(remoteDescription(this.#way, sections, "actpass"), "offer");
    });
  }

  heard(producerId: string): Heard {
    const all = [...this.#received.values()].filter((it) => it.offer.producerId === producerId);
    return {
      packets: all.reduce((sum, it) => sum + it.packets, 0),
      marks: [...new Set(all.flatMap((it) => [...it.marks]))],
      firstMs: Math.min(...all.map((it) => it.firstMs)),
      lastMs: Math.max(...all.map((it) => it.lastMs)),
    };
  }

  close(): void {
    this.#end.close();
  }

  #note(message: Buffer): void {
    const packet = readRtp(message);
    const received = packet && this.#bySsrc.get(packet.ssrc);
    if (!packet || !received) return;
    received.packets++;
    received.lastMs = performance.now();
    if (received.packets === 1) received.firstMs = received.lastMs;
    received.marks.add(/peer-\d+/.exec(packet.payload.toString("latin1"))?.[0] ?? "?");
  }
}

function sectionOf(offer: ConsumerOffer): Section {
  const { mid, codecs } = offer.rtpParameters as { mid: string; codecs: readonly [{ payloadType: number }] };
  const { kind, codec } = offer.kind === "audio" ? audio : video;
  return { mid, kind, codec, payloadType: codecs[0].payloadType, direction: "sendonly", ssrc: ssrcOf(offer) };
}

function ssrcOf({ rtpParameters }: ConsumerOffer): number {
  const { encodings } = rtpParameters as { encodings: readonly [{ ssrc: number }] };
  return encodings[0].ssrc;
}
