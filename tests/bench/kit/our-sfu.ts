// Our SFU without the house around it, on the runtime that serves.
import process from "node:process";
import { createWorker, type types, version } from "mediasoup";
import { workerPlace } from "../../../server/native/worker.mjs";
import { answerLines } from "./lines.ts";
import type { OurCalls } from "./ours.ts";
import { dtlsOf, sdpOf } from "./sdp.ts";

const [address = "127.0.0.1", port = "0"] = process.argv.slice(2);
const opus: types.RtpCodecParameters = { mimeType: "audio/opus", clockRate: 48_000, channels: 2, payloadType: 111 };
const worker = await createWorker({ workerBin: workerPlace().bin, logLevel: "warn" });
const webRtcServer = await worker.createWebRtcServer({
  listenInfos: [{ protocol: "udp", ip: address, port: Number(port) }, {
    protocol: "tcp",
    ip: address,
    port: Number(port),
  }],
});
const router = await worker.createRouter({
  mediaCodecs: [{ kind: "audio", preferredPayloadType: 111, ...opus, parameters: { useinbandfec: 1 } }],
});
const producers: types.Producer[] = [];
const listeners: types.WebRtcTransport[] = [];

await answerLines<OurCalls>({
  async publish({ offer, ssrc }) {
    const way = await router.createWebRtcTransport({ webRtcServer, preferUdp: true });
    const rtpParameters = { mid: "0", codecs: [{ ...opus, parameters: { useinbandfec: 1 } }], encodings: [{ ssrc }] };
    await way.connect({ dtlsParameters: dtlsOf(offer) });
    producers.push(await way.produce({ kind: "audio", rtpParameters }));
    return { answer: sdpOf(way, [rtpParameters], { setup: "passive", direction: "recvonly" }) };
  },
  async listen() {
    const way = await router.createWebRtcTransport({ webRtcServer, preferUdp: true });
    const { rtpCapabilities } = router;
    const lines: types.RtpParameters[] = [];
    for (const { id: producerId } of producers) {
      lines.push((await way.consume({ producerId, rtpCapabilities })).rtpParameters);
    }
    const at = listeners.push(way) - 1;
    return { at, offer: sdpOf(way, lines, { setup: "actpass", direction: "sendonly" }) };
  },
  async accept({ at, answer }) {
    await listeners[at]?.connect({ dtlsParameters: dtlsOf(answer) });
    return null;
  },
  async facts() {
    return { workerPid: worker.pid, version: `mediasoup ${version}` };
  },
});
