import { Buffer } from "node:buffer";
import datachannel, { type Track } from "node-datachannel";
import type { Opaque, TransportOffer } from "../../proto/live/media.ts";
import type { Source } from "../../proto/live/words.ts";
import { type Connect, RtcEnd } from "./rtc-end.ts";
import { audio, remoteDescription, type Section, video } from "./rtc-sdp.ts";
import { asksForPicture, audioLevel, rtp } from "./rtp.ts";

type Sent = { readonly section: Section; readonly track: Track; readonly ssrc: number; sequence: number };

const opus = { mimeType: "audio/opus", clockRate: 48_000, channels: 2, payloadType: audio.payloadType };
const vp8 = {
  mimeType: "video/VP8",
  clockRate: 90_000,
  payloadType: video.payloadType,
  rtcpFeedback: [{ type: "nack", parameter: "pli" }],
};

/** The way on which a peer sends frames that carry its mark. */
export class RtcSender {
  /** How often it was asked for a whole picture. */
  asked = 0;
  readonly #mark: string;
  readonly #way: TransportOffer;
  readonly #end: RtcEnd;
  readonly #sections: Section[] = [];
  /** Tracks that nobody holds are closed in silence. */
  readonly #held: Track[] = [];
  readonly #sent = new Map<Source, Sent>();

  constructor({ mark, way, connect }: { mark: string; way: TransportOffer; connect: Connect }) {
    this.#mark = mark;
    this.#way = way;
    this.#end = new RtcEnd(`${mark}-send`, connect);
  }

  /** Opens the way for it; answers with what the server has to know of it. */
  async add(source: Source): Promise<Opaque> {
    const sound = source === "mic" || source === "screen_sound";
    const section: Section = { ...(sound ? audio : video), mid: `${this.#sections.length}`, direction: "recvonly" };
    this.#sections.push(section);
    const ssrc = 0x1000_0000 + Math.floor(Math.random() * 0x1000_0000);
    const track = this.#track(section, ssrc);
    await this.#end.describe((it) => it.setLocalDescription("offer"));
    this.#sent.set(source, { section, ssrc, track, sequence: 0 });
    this.#end.connection.setRemoteDescription(remoteDescription(this.#way, this.#sections, "passive"), "answer");
    return {
      mid: section.mid,
      codecs: [sound ? opus : vp8],
      encodings: [{ ssrc }],
      headerExtensions: sound ? [audioLevel] : [],
    };
  }

  /** How many frames of it were sent. */
  frames(source: Source): number {
    return this.#sent.get(source)?.sequence ?? 0;
  }

  still(source: Source): void {
    this.#sent.delete(source);
  }

  /** One frame of everything. `speech`: what sound holds, instead of the mark. */
  send(quiet: number, speech?: readonly Uint8Array[]): void {
    for (const it of this.#sent.values()) {
      if (!it.track.isOpen()) continue;
      const sound = it.section.kind === "audio";
      it.track.sendMessageBinary(rtp({
        payloadType: it.section.payloadType,
        sequence: it.sequence,
        timestamp: it.sequence * (sound ? 960 : 1_800),
        ssrc: it.ssrc,
        // A picture's frame begins with what says that it is whole.
        payload: sound ? speech?.[it.sequence % speech.length] ?? this.#frame("\x78") : this.#frame("\x10\x00"),
        ...(sound ? { quiet } : {}),
      }));
      it.sequence++;
    }
  }

  #frame(head: string): Buffer {
    return Buffer.from(`${head}${this.#mark}`, "latin1");
  }

  close(): void {
    this.#sent.clear();
    this.#end.close();
  }

  #track({ kind, mid, payloadType }: Section, ssrc: number): Track {
    const sound = kind === "audio" ? new datachannel.Audio(mid, "SendOnly") : undefined;
    const picture = sound ? undefined : new datachannel.Video(mid, "SendOnly");
    sound?.addOpusCodec(payloadType);
    picture?.addVP8Codec(payloadType);
    const media = sound ?? picture;
    if (!media) throw new Error("neither sound nor picture");
    media.addSSRC(ssrc, this.#mark);
    const track = this.#end.connection.addTrack(media);
    track.onMessage((message) => void (this.asked += asksForPicture(message) ? 1 : 0));
    this.#held.push(track);
    return track;
  }
}
