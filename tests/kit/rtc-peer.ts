import { Buffer } from "node:buffer";
import datachannel, { type PeerConnection, type Track } from "node-datachannel";
import type { ConsumerOffer, MediaDoor, Opaque } from "../../proto/live/media.ts";
import type { Source } from "../../proto/live/words.ts";
import { dtlsOf, remoteDescription, type Section } from "./rtc-sdp.ts";
import { asksForPicture, audioLevel, readRtp, rtp } from "./rtp.ts";
import { until } from "./until.ts";

/** What a peer asks of the server: over a socket, or of a room's media at once. */
export type RtcCalls = {
  connect(how: { generation: number; side: "send" | "receive"; dtlsParameters: Opaque }): Promise<unknown>;
  publish(what: { source: Source; rtpParameters: Opaque }): Promise<string>;
  consume(what: { producerIds: readonly string[]; rtpCapabilities: Opaque }): Promise<readonly ConsumerOffer[]>;
  play(what: { consumerIds: readonly string[]; playing: boolean }): Promise<unknown>;
};

type Sent = { readonly section: Section; readonly track: Track; readonly ssrc: number; sequence: number };
type Received = { readonly offer: ConsumerOffer; packets: number; readonly marks: Set<string> };

const frameMs = 20;
const audio = { kind: "audio", payloadType: 100, codec: "opus/48000/2" } as const;
const video = { kind: "video", payloadType: 101, codec: "VP8/90000" } as const;
const opus = { mimeType: "audio/opus", clockRate: 48_000, channels: 2, payloadType: audio.payloadType };
const vp8 = {
  mimeType: "video/VP8",
  clockRate: 90_000,
  payloadType: video.payloadType,
  rtcpFeedback: [{ type: "nack", parameter: "pli" }],
};

let peers = 0;

/** Somebody with a real connection: ICE, DTLS and SRTP. Each frame that it sends carries its `mark`, which listeners find. */
export class RtcPeer {
  readonly mark: string;
  /** Loudness of what it says, in dB below the loudest. */
  quiet = 30;
  readonly #calls: RtcCalls;
  #door: MediaDoor;
  #sender: PeerConnection;
  #receiver: PeerConnection;
  readonly #sent = new Map<Source, Sent>();
  readonly #received = new Map<string, Received>();
  readonly #bySsrc = new Map<number, Received>();
  /** Tracks that nobody holds are closed in silence. */
  readonly #held: Track[] = [];
  readonly #pump: ReturnType<typeof setInterval>;
  #connected = new Set<"send" | "receive">();
  #asked = 0;

  constructor(door: MediaDoor, calls: RtcCalls) {
    this.mark = `peer-${++peers}`;
    this.#door = door;
    this.#calls = calls;
    this.#sender = connection(`${this.mark}-send`);
    this.#receiver = connection(`${this.mark}-receive`);
    this.#listenOn(this.#receiver);
    this.#pump = setInterval(() => this.#send(), frameMs);
  }

  /** Goes through another door from now on; what went through the old one is gone. */
  move(door: MediaDoor): void {
    this.#sender.close();
    this.#receiver.close();
    this.#door = door;
    this.#sent.clear();
    this.#received.clear();
    this.#bySsrc.clear();
    this.#connected = new Set();
    this.#sender = connection(`${this.mark}-send`);
    this.#receiver = connection(`${this.mark}-receive`);
    this.#listenOn(this.#receiver);
  }

  /** Publishes, and sends frames as soon as the way is open. Answers with the producer's id. */
  async publish(source: Source = "mic"): Promise<string> {
    const { section, ssrc, track } = this.#addTrack(source === "mic" || source === "screen_sound" ? audio : video);
    const offer = await localDescription(this.#sender, () => this.#sender.setLocalDescription("offer"));
    await this.#connect("send", offer);
    this.#sent.set(source, { section, ssrc, track, sequence: 0 });
    const sections = [...this.#sent.values()].map((it) => it.section);
    this.#sender.setRemoteDescription(remoteDescription(this.#door.send, sections, "passive"), "answer");
    const sound = section.kind === "audio";
    const rtpParameters = {
      mid: section.mid,
      codecs: [sound ? opus : vp8],
      encodings: [{ ssrc }],
      headerExtensions: sound ? [audioLevel] : [],
    };
    return await this.#calls.publish({ source, rtpParameters });
  }

  /** Resolves when so many more frames were sent of its sound. */
  async sent(frames: number, source: Source = "mic"): Promise<void> {
    const start = this.#sent.get(source)?.sequence ?? 0;
    await until(() => (this.#sent.get(source)?.sequence ?? 0) >= start + frames);
  }

  /** How often it was asked for a whole picture. */
  get asked(): number {
    return this.#asked;
  }

  /** Stops sending frames of it. */
  still(source: Source = "mic"): void {
    this.#sent.delete(source);
  }

  /** Receives and plays what is offered of these; `playing` false leaves it paused. */
  async listen(producerIds: readonly string[], { playing = true } = {}): Promise<readonly ConsumerOffer[]> {
    const offers = await this.#calls.consume({ producerIds, rtpCapabilities: capabilities(this.#door) });
    const fresh = offers.filter((it) => !this.#received.has(it.consumerId));
    for (const offer of fresh) {
      const received = { offer, packets: 0, marks: new Set<string>() };
      this.#received.set(offer.consumerId, received);
      this.#bySsrc.set(ssrcOf(offer), received);
    }
    if (fresh.length > 0) await this.#renegotiate();
    if (playing) await this.play(offers.map((it) => it.consumerId), true);
    return offers;
  }

  async play(consumerIds: readonly string[], playing: boolean): Promise<void> {
    await this.#calls.play({ consumerIds, playing });
  }

  /** How many frames came of a producer, and by whose mark. */
  heard(producerId: string): { readonly packets: number; readonly marks: readonly string[] } {
    const all = [...this.#received.values()].filter((it) => it.offer.producerId === producerId);
    return {
      packets: all.reduce((sum, it) => sum + it.packets, 0),
      marks: [...new Set(all.flatMap((it) => [...it.marks]))],
    };
  }

  close(): void {
    clearInterval(this.#pump);
    this.#sent.clear();
    this.#sender.close();
    this.#receiver.close();
  }

  #addTrack({ kind, payloadType, codec }: typeof audio | typeof video) {
    const section: Section = { mid: `${this.#sent.size}`, kind, payloadType, codec, direction: "recvonly" };
    const ssrc = 0x1000_0000 + Math.floor(Math.random() * 0x1000_0000);
    const description = kind === "audio"
      ? new datachannel.Audio(section.mid, "SendOnly")
      : new datachannel.Video(section.mid, "SendOnly");
    if (description instanceof datachannel.Audio) description.addOpusCodec(payloadType);
    else description.addVP8Codec(payloadType);
    description.addSSRC(ssrc, this.mark);
    const track = this.#sender.addTrack(description);
    track.onMessage((message) => void (this.#asked += asksForPicture(message) ? 1 : 0));
    this.#held.push(track);
    return { section, ssrc, track };
  }

  async #renegotiate(): Promise<void> {
    const sections = [...this.#received.values()].map(({ offer }) => sectionOf(offer));
    const answer = await localDescription(this.#receiver, () => {
      this.#receiver.setRemoteDescription(remoteDescription(this.#door.receive, sections, "actpass"), "offer");
    });
    await this.#connect("receive", answer);
  }

  async #connect(side: "send" | "receive", sdp: string): Promise<void> {
    if (this.#connected.has(side)) return;
    this.#connected.add(side);
    await this.#calls.connect({ generation: this.#door.generation, side, dtlsParameters: dtlsOf(sdp) });
  }

  #listenOn(receiver: PeerConnection): void {
    receiver.onTrack((track) => {
      this.#held.push(track);
      track.onMessage((message) => {
        const packet = readRtp(message);
        const received = packet && this.#bySsrc.get(packet.ssrc);
        if (!packet || !received) return;
        received.packets++;
        received.marks.add(/peer-\d+/.exec(packet.payload.toString("latin1"))?.[0] ?? "?");
      });
    });
  }

  #send(): void {
    for (const it of this.#sent.values()) {
      if (!it.track.isOpen()) continue;
      const sound = it.section.kind === "audio";
      it.track.sendMessageBinary(rtp({
        payloadType: it.section.payloadType,
        sequence: it.sequence,
        timestamp: it.sequence * (sound ? 960 : 1_800),
        ssrc: it.ssrc,
        // A picture's frame begins with what says that it is whole.
        payload: Buffer.from(sound ? `\x78${this.mark}` : `\x10\x00${this.mark}`, "latin1"),
        ...(sound ? { quiet: this.quiet } : {}),
      }));
      it.sequence++;
    }
  }
}

function connection(name: string): PeerConnection {
  return new datachannel.PeerConnection(name, { iceServers: [], bindAddress: "127.0.0.1" });
}

/** What the connection describes itself as, once `start` made it do so. */
function localDescription(peer: PeerConnection, start: () => void): Promise<string> {
  return new Promise((resolve) => {
    peer.onLocalDescription((sdp) => resolve(sdp));
    start();
  });
}

/** Without header extensions and retransmission, so that what arrives is as plain as what was sent. */
function capabilities({ rtpCapabilities }: MediaDoor): Opaque {
  const { codecs } = rtpCapabilities as { codecs: readonly { mimeType: string }[] };
  const plain = codecs.filter((it) => /opus|vp8/i.test(it.mimeType)).map((it) => ({ ...it, rtcpFeedback: [] }));
  return { codecs: plain, headerExtensions: [] };
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
