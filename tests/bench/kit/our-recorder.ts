// One of our rooms whose sound is recorded, on the runtime that serves: by the tap, by ourselves, or by ffmpeg.
import { Buffer } from "node:buffer";
import process from "node:process";
import { type types, version } from "mediasoup";
import { systemClock } from "../../../server/kit/clock.ts";
import { uuidv7 } from "../../../server/kit/ids.ts";
import { silentLog } from "../../../server/kit/log.ts";
import { workerPlace } from "../../../server/native/worker.mjs";
import { recordingCapabilities } from "../../../server/recorder/live/capabilities.ts";
import { Ways } from "../../../server/recorder/live/ways.ts";
import { logKey } from "../../../server/recorder/tap/format.mjs";
import { TakeClock } from "../../../server/recorder/tap/clock.mjs";
import { openLog } from "../../../server/recorder/tap/open-log.mjs";
import { TapLine } from "../../../server/recorder/tap-line/line.ts";
import type { TheirStream } from "../../../server/rooms/media/room-media.ts";
import { RoomMedia } from "../../../server/rooms/media/room-media.ts";
import { WorkerPool } from "../../../server/rooms/media/worker-pool.ts";
import { dtlsOf, remoteDescription } from "../../kit/rtc-sdp.ts";
import { until } from "../../kit/until.ts";
import { answerLines } from "./lines.ts";
import type { RecorderCalls } from "./ours-recorded.ts";

const [listenHost = "127.0.0.1", port = "0", tapSocket = "", folder = ""] = process.argv.slice(2);
const dataKey = Buffer.alloc(32, 3);
const takeId = "bench";
const openedAtMs = Date.now();
const sound = { kind: "audio", payloadType: 111, codec: "opus/48000/2", mid: "0", direction: "recvonly" } as const;
const codec = {
  mimeType: "audio/opus",
  clockRate: 48_000,
  channels: 2,
  payloadType: 111,
  parameters: { useinbandfec: 1 },
  rtcpFeedback: [{ type: "nack" }],
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
const people: string[] = [];
const packets = new Map<string, number>();

await answerLines<RecorderCalls>({
  async publish({ offer, ssrc }) {
    const personId = `speaker-${people.length + 1}`;
    people.push(personId);
    const { generation, send } = await media.enter(personId);
    const rtpParameters = { mid: "0", codecs: [codec], encodings: [{ ssrc }] };
    await media.connect(personId, { generation, side: "send", dtlsParameters: dtlsOf(offer) });
    await media.publish(personId, { source: "mic", rtpParameters, silent: false });
    return { answer: remoteDescription(send, [sound], "passive") };
  },
  async begin({ by }) {
    const streams = people.flatMap((it) => media.streams(it));
    if (by === "tap") await byTap(streams);
    else if (by === "direct") await direct(streams);
    else return { sdps: await Promise.all(streams.map((it, at) => toFfmpeg(it, Number(port) + 1_000 + at * 2))) };
    return { sdps: [] };
  },
  packets: () => Promise.resolve([...packets.values()].reduce((sum, it) => sum + it, 0)),
  facts: () => Promise.resolve({ version: `mediasoup ${version}` }),
});

function head(it: TheirStream) {
  return { takeId, trackId: it.personId, kind: "sound" as const, openedAtMs };
}

async function byTap(streams: readonly TheirStream[]): Promise<void> {
  const tap = new TapLine({ socket: tapSocket, log: silentLog });
  tap.events.on("durable", ({ trackId }, upTo) => packets.set(trackId, upTo.packets));
  const tapPort = await until(() => tap.port);
  const ways = new Ways();
  for (const stream of streams) {
    const log = { takeId, trackId: stream.personId };
    await tap.openLog(head(stream), dataKey);
    const way = await ways.from(stream.router, tapPort);
    const consumer = await way.consume({ ...asked(stream), paused: true });
    const { encodings, codecs } = consumer.rtpParameters;
    const [ssrc = 0, payloadType = 0] = [encodings?.[0]?.ssrc, codecs[0]?.payloadType];
    await tap.route({ ...log, ssrc, payloadType, codec: "opus", fromPort: way.tuple.localPort });
    await consumer.resume();
  }
}

/** The same logs, written by the process that serves. */
async function direct(streams: readonly TheirStream[]): Promise<void> {
  const memory = { bytes: 0, allowed: 32 * 1024 * 1024 };
  const clock = new TakeClock(openedAtMs);
  const transport = await streams[0]?.router.createDirectTransport();
  const logs = new Map<string, Awaited<ReturnType<typeof openLog>>>();
  for (const stream of streams) {
    const top = head(stream);
    const key = logKey(dataKey, top);
    const log = await openLog({
      path: `${folder}/${stream.personId}.log`,
      key,
      head: top,
      clock,
      memory,
      said: () => {},
    });
    const consumer = await transport?.consume(asked(stream));
    consumer?.on("rtp", (packet) => log.packet(clock.us(), packet));
    logs.set(stream.personId, log);
  }
  setInterval(() => {
    for (const [name, log] of logs) {
      log.tick(performance.now(), clock.us());
      const news = log.news();
      if (news) packets.set(name, news.packets);
    }
  }, 25);
}

async function toFfmpeg(stream: TheirStream, at: number): Promise<string> {
  const ip = "127.0.0.1";
  const transport = await stream.router.createPlainTransport({ listenInfo: { protocol: "udp", ip }, rtcpMux: false });
  await transport.connect({ ip, port: at, rtcpPort: at + 1 });
  const consumer = await transport.consume(asked(stream));
  return sdpOf(consumer, at);
}

function asked({ producer, router }: TheirStream) {
  return { producerId: producer.id, rtpCapabilities: recordingCapabilities(router.rtpCapabilities) };
}

function sdpOf({ rtpParameters }: types.Consumer, at: number): string {
  const type = rtpParameters.codecs[0]?.payloadType ?? 0;
  return [
    "v=0",
    "o=- 0 0 IN IP4 127.0.0.1",
    "s=-",
    "c=IN IP4 127.0.0.1",
    "t=0 0",
    `m=audio ${at} RTP/AVP ${type}`,
    `a=rtcp:${at + 1}`,
    `a=rtpmap:${type} opus/48000/2`,
    "",
  ].join("\r\n");
}
