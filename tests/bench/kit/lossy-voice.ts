import { Buffer } from "node:buffer";
import { setTimeout as after } from "node:timers/promises";
import datachannel, { type Track } from "node-datachannel";
import type { Opaque, TransportOffer } from "../../../proto/live/media.ts";
import { RtcEnd } from "../../kit/rtc-end.ts";
import { audio, remoteDescription } from "../../kit/rtc-sdp.ts";
import { rtp } from "../../kit/rtp.ts";

const ssrc = 0x1234_5678;
const frameMs = 20;
const frameBytes = 80;
/** What browsers keep for whoever asks again. */
const kept = 600;

/** A voice that is sent again where it is asked for, as a browser does. */
export class LossyVoice {
  frames = 0;
  resent = 0;
  /** When each frame was spoken. */
  readonly spokenMs = new Map<number, number>();
  readonly #end: RtcEnd;
  readonly #track: Track;
  readonly #sent = new Map<number, Buffer>();
  readonly #everyMs: number;
  #sequence = 0;

  /** `skewPpm`: how fast its clock is, in millionths. */
  constructor(connect: (dtls: Opaque) => Promise<unknown>, { skewPpm = 0 } = {}) {
    this.#everyMs = frameMs / (1 + skewPpm / 1e6);
    this.#end = new RtcEnd("voice", connect);
    const sound = new datachannel.Audio("0", "SendOnly");
    sound.addOpusCodec(audio.payloadType);
    sound.addSSRC(ssrc, "voice");
    this.#track = this.#end.connection.addTrack(sound);
    this.#track.onMessage((message) => this.#answer(message));
  }

  /** How it is announced. */
  static readonly parameters = {
    mid: "0",
    codecs: [{
      ...{ mimeType: "audio/opus", clockRate: 48_000, channels: 2, payloadType: audio.payloadType },
      ...{ parameters: { useinbandfec: 1 }, rtcpFeedback: [{ type: "nack", parameter: "" }] },
    }],
    encodings: [{ ssrc }],
  };

  /** The number that a frame of theirs says; undefined: it is none. */
  static frameIn(packet: Uint8Array): number | undefined {
    if (packet.length !== frameBytes) return undefined;
    return new DataView(packet.buffer, packet.byteOffset, packet.length).getUint32(1);
  }

  async join(way: TransportOffer): Promise<void> {
    await this.#end.describe((it) => it.setLocalDescription("offer"));
    const section = { ...audio, mid: "0", direction: "recvonly" } as const;
    this.#end.connection.setRemoteDescription(remoteDescription(way, [section], "passive"), "answer");
    if (!this.#track.isOpen()) await new Promise<void>((resolve) => this.#track.onOpen(resolve));
  }

  /** Its frames are counted on from there: the same person, with another connection. */
  goOn(frame: number): void {
    this.frames = frame;
  }

  /** Sends nothing for so long, while its clock goes on. */
  async hush(forMs: number): Promise<void> {
    const began = performance.now();
    await after(forMs);
    this.frames += Math.round((performance.now() - began) / this.#everyMs);
  }

  /** Speaks until then, 50 frames a second; a late tick catches up, as a sound card would. */
  async speak(forMs: number): Promise<void> {
    const began = performance.now();
    const first = this.frames;
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const due = Math.min(forMs, performance.now() - began) / this.#everyMs;
        while (this.frames - first < due) {
          this.spokenMs.set(this.frames, began + (this.frames - first) * this.#everyMs);
          this.#send();
        }
        if (performance.now() - began < forMs) return;
        clearInterval(timer);
        resolve();
      }, frameMs / 2);
    });
  }

  close(): void {
    this.#end.close();
  }

  #send(): void {
    const frame = this.frames++;
    const payload = Buffer.alloc(frameBytes, 0x55);
    payload.writeUInt8(0x78);
    payload.writeUInt32BE(frame, 1);
    const sequence = this.#sequence++ & 0xffff;
    const packet = rtp({ payloadType: audio.payloadType, sequence, timestamp: frame * 960, ssrc, payload });
    this.#sent.set(sequence, packet);
    this.#sent.delete((sequence - kept) & 0xffff);
    this.#track.sendMessageBinary(packet);
  }

  /** Sends again what is missed there (RFC 4585, 6.2.1). */
  #answer(rtcp: Buffer): void {
    for (let at = 0; at + 12 <= rtcp.length;) {
      const end = at + 4 + rtcp.readUInt16BE(at + 2) * 4;
      const asks = rtcp.readUInt8(at + 1) === 205 && (rtcp.readUInt8(at) & 0x1f) === 1;
      for (let item = at + 12; asks && item + 4 <= Math.min(end, rtcp.length); item += 4) {
        const [first, more] = [rtcp.readUInt16BE(item), rtcp.readUInt16BE(item + 2)];
        for (let n = 0; n <= 16; n++) if (n === 0 || (more >> (n - 1) & 1) === 1) this.#again((first + n) & 0xffff);
      }
      at = end;
    }
  }

  #again(sequence: number): void {
    const packet = this.#sent.get(sequence);
    if (!packet || !this.#track.isOpen()) return;
    this.resent++;
    this.#track.sendMessageBinary(packet);
  }
}
