import datachannel from "node-datachannel";
import type { RoomMedia } from "../../server/rooms/media/room-media.ts";
import { Chance } from "../kit/chance.ts";
import { dtlsOf, remoteDescription } from "../kit/rtc-sdp.ts";
import { until } from "../kit/until.ts";
import { rtcpJunk, rtpJunk } from "./media-junk.ts";

const ssrc = 0x1bad_1dea;
const payloadType = 100;
const opus = { mimeType: "audio/opus", clockRate: 48_000, channels: 2, payloadType };

type Insider = { send(packets: number): void; /** What went out. */ sent(): number; close(): void };

/** Somebody who is let in, and then sends junk through their encrypted way, where it is parsed as if it were good. */
export async function insider(media: RoomMedia, seed: number): Promise<Insider> {
  const { generation, send } = await media.enter("insider");
  const peer = new datachannel.PeerConnection("insider", { iceServers: [], bindAddress: "127.0.0.1" });
  const sound = new datachannel.Audio("0", "SendOnly");
  sound.addOpusCodec(payloadType);
  sound.addSSRC(ssrc, "insider");
  const track = peer.addTrack(sound);
  const offer = await new Promise<string>((resolve) => {
    peer.onLocalDescription((sdp) => resolve(sdp));
    peer.setLocalDescription("offer");
  });
  await media.connect("insider", { generation, side: "send", dtlsParameters: dtlsOf(offer) });
  const section = { mid: "0", kind: "audio", payloadType, codec: "opus/48000/2", direction: "recvonly" } as const;
  peer.setRemoteDescription(remoteDescription(send, [section], "passive"), "answer");
  const rtpParameters = { mid: "0", codecs: [opus], encodings: [{ ssrc }] };
  await media.publish("insider", { source: "mic", rtpParameters, silent: false });
  await until(() => track.isOpen());
  const chance = new Chance(seed);
  let sent = 0;
  return {
    send(packets) {
      for (let at = 0; at < packets; at++) {
        const packet = chance.below(2) ? rtpJunk(chance, ssrc) : rtcpJunk(chance, chance.of(ssrc, 1));
        try {
          if (track.sendMessageBinary(packet)) sent++;
        } catch {
          // What cannot even be encrypted does not get there.
        }
      }
    },
    sent: () => sent,
    close: () => peer.close(),
  };
}
