// Proves a worker: a peer connects to it over ICE and DTLS, sends encrypted sound through it, and the sound arrives.
// Run as a program of its own, because a worker that is not fit may take its parent down. Ends with 0 when it is fit.
import process from "node:process";
import { parseArgs } from "node:util";

const withinMs = 15_000;
const ssrc = 0x6772696e;
const opus = { kind: "audio", mimeType: "audio/opus", clockRate: 48000, channels: 2 };

/** @param {string} workerBin */
async function prove(workerBin) {
  process.env.MEDIASOUP_WORKER_BIN = workerBin;
  const mediasoup = await import("mediasoup");
  const { default: datachannel } = await import("node-datachannel");
  const worker = await mediasoup.createWorker({ logLevel: "error", workerBin });
  const died = new Promise((_, reject) => worker.on("died", reject));
  const router = await worker.createRouter({ mediaCodecs: [opus] });
  const transport = await router.createWebRtcTransport({ listenInfos: [{ protocol: "udp", ip: "127.0.0.1" }] });
  const peer = new datachannel.PeerConnection("proof", { iceServers: [], bindAddress: "127.0.0.1" });
  try {
    await Promise.race([died, tooLate(), throughIt({ router, transport, peer, datachannel })]);
  } finally {
    peer.close();
    worker.close();
    datachannel.cleanup();
  }
}

async function throughIt({ router, transport, peer, datachannel }) {
  const sound = new datachannel.Audio("0", "SendOnly");
  sound.addOpusCodec(100);
  sound.addSSRC(ssrc, "proof");
  const track = peer.addTrack(sound);
  const open = new Promise((resolve) => track.onOpen(resolve));
  const offer = await new Promise((resolve) => {
    peer.onLocalDescription((sdp) => resolve(sdp));
    peer.setLocalDescription("offer");
  });
  peer.setRemoteDescription(answer(transport, offer), "answer");
  await transport.connect({ dtlsParameters: { role: "client", fingerprints: [fingerprintOf(offer)] } });
  const producer = await transport.produce({
    kind: "audio",
    rtpParameters: { mid: "0", codecs: [{ ...opus, payloadType: 100 }], encodings: [{ ssrc }] },
  });
  const inside = await router.createDirectTransport();
  const consumer = await inside.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities });
  const arrived = new Promise((resolve) => consumer.on("rtp", resolve));
  await open;
  const pump = sendEvery20Ms(track);
  await arrived.finally(() => clearInterval(pump));
}

function sendEvery20Ms(track) {
  let sequence = 0;
  return setInterval(() => {
    const packet = Buffer.alloc(12 + 40);
    packet.writeUInt16BE(0x8064, 0);
    packet.writeUInt16BE(sequence, 2);
    packet.writeUInt32BE(sequence * 960, 4);
    packet.writeUInt32BE(ssrc, 8);
    sequence++;
    track.sendMessageBinary(packet);
  }, 20);
}

function answer({ iceParameters, iceCandidates, dtlsParameters }, offer) {
  const mid = /a=mid:(\S+)/.exec(offer)?.[1] ?? "0";
  const [{ ip, port, foundation, priority }] = iceCandidates;
  const { algorithm, value } = dtlsParameters.fingerprints.find((it) => it.algorithm === "sha-256");
  return [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=ice-lite",
    `a=group:BUNDLE ${mid}`,
    "m=audio 9 UDP/TLS/RTP/SAVPF 100",
    "c=IN IP4 127.0.0.1",
    `a=mid:${mid}`,
    "a=recvonly",
    "a=rtcp-mux",
    "a=rtpmap:100 opus/48000/2",
    `a=ice-ufrag:${iceParameters.usernameFragment}`,
    `a=ice-pwd:${iceParameters.password}`,
    "a=setup:passive",
    `a=fingerprint:${algorithm} ${value}`,
    `a=candidate:${foundation} 1 udp ${priority} ${ip} ${port} typ host`,
    "a=end-of-candidates",
    "",
  ].join("\r\n");
}

function fingerprintOf(offer) {
  const [, algorithm, value] = /a=fingerprint:(\S+) (\S+)/.exec(offer) ?? [];
  return { algorithm: algorithm.toLowerCase(), value };
}

function tooLate() {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`nothing arrived within ${withinMs / 1000} s`)), withinMs);
  });
}

const { positionals: [workerBin] } = parseArgs({ allowPositionals: true });
await prove(workerBin).then(() => process.exit(0), (error) => {
  console.error(error.message);
  process.exit(1);
});
