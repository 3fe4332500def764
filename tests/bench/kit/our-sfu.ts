// Sound and pictures of one of our rooms, without the house around it, on the runtime that serves.
import process from "node:process";
import { version } from "mediasoup";
import type { ConsumerOffer, MediaDoor, Opaque } from "../../../proto/live/media.ts";
import { systemClock } from "../../../server/kit/clock.ts";
import { uuidv7 } from "../../../server/kit/ids.ts";
import { silentLog } from "../../../server/kit/log.ts";
import { workerPlace } from "../../../server/native/worker.mjs";
import { RoomMedia } from "../../../server/rooms/media/room-media.ts";
import { WorkerPool } from "../../../server/rooms/media/worker-pool.ts";
import { childrenNamed } from "../../kit/processes.ts";
import { dtlsOf, remoteDescription, type Section } from "../../kit/rtc-sdp.ts";
import { answerLines } from "./lines.ts";
import type { OurCalls } from "./ours.ts";

const [listenHost = "127.0.0.1", port = "0"] = process.argv.slice(2);
const opus = { mimeType: "audio/opus", clockRate: 48_000, channels: 2, payloadType: 111 };
const sound: Pick<Section, "kind" | "payloadType" | "codec"> = {
  kind: "audio",
  payloadType: 111,
  codec: "opus/48000/2",
};

const pool = await WorkerPool.open({
  binary: workerPlace().bin,
  listenHost,
  port: Number(port),
  workers: 1,
  announcedAddress: null,
  clock: systemClock,
  log: silentLog,
});
const media = await RoomMedia.open({ pool, ids: uuidv7(systemClock), log: silentLog, iceServers: () => [] });
const producerIds: string[] = [];
const doors = new Map<string, MediaDoor>();
let people = 0;

await answerLines<OurCalls>({
  async publish({ offer, ssrc }) {
    const personId = `speaker ${++people}`;
    const { generation, send } = await media.enter(personId);
    const codec = { ...opus, parameters: { useinbandfec: 1 }, rtcpFeedback: [{ type: "nack" }] };
    const rtpParameters = { mid: "0", codecs: [codec], encodings: [{ ssrc }] };
    await media.connect(personId, { generation, side: "send", dtlsParameters: dtlsOf(offer) });
    producerIds.push(await media.publish(personId, { source: "mic", rtpParameters, silent: false }));
    return { answer: remoteDescription(send, [{ ...sound, mid: "0", direction: "recvonly" }], "passive") };
  },
  async listen() {
    const personId = `listener ${++people}`;
    const door = await media.enter(personId);
    doors.set(personId, door);
    const offers = await media.consume(personId, { producerIds, rtpCapabilities: capabilities(door) });
    await media.play(personId, { consumerIds: offers.map((it) => it.consumerId), playing: true });
    return { personId, offer: remoteDescription(door.receive, offers.map(sectionOf), "actpass") };
  },
  async accept({ personId, answer }) {
    const { generation = 0 } = doors.get(personId) ?? {};
    await media.connect(personId, { generation, side: "receive", dtlsParameters: dtlsOf(answer) });
    return null;
  },
  async facts() {
    return { workerPid: childrenNamed("mediasoup-worker")[0] ?? -1, version: `mediasoup ${version}` };
  },
});

/** All that the room offers but measuring the way: neither the generator nor Janus takes part in that for sound. */
function capabilities({ rtpCapabilities }: MediaDoor): Opaque {
  const { codecs, headerExtensions } = rtpCapabilities as {
    codecs: readonly { rtcpFeedback: readonly { type: string }[] }[];
    headerExtensions: readonly { uri: string }[];
  };
  const plain = codecs.map((it) => ({
    ...it,
    rtcpFeedback: it.rtcpFeedback.filter(({ type }) => type !== "transport-cc"),
  }));
  return { codecs: plain, headerExtensions: headerExtensions.filter(({ uri }) => !/transport-wide-cc/.test(uri)) };
}

function sectionOf({ rtpParameters }: ConsumerOffer): Section {
  const { mid, codecs: [codec], encodings: [encoding] } = rtpParameters as {
    mid: string;
    codecs: readonly [{ payloadType: number }];
    encodings: readonly [{ ssrc: number }];
  };
  return { ...sound, mid, payloadType: codec.payloadType, direction: "sendonly", ssrc: encoding.ssrc };
}
