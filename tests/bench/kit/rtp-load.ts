// The generator of sound: publishers and listeners of any SFU, in a process of its own. It knows nothing of who is tested.
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import datachannel from "node-datachannel";
import type { PeerConnection, Track } from "node-datachannel";
import { percentile } from "./figures.ts";
import { answerLines } from "./lines.ts";
import type { LoadCalls } from "./rtp-load-calls.ts";

const payloadType = 111;
const everyMs = 20;
const payloadBytes = 80;
/** Every so many packets the way is timed: timing each would cost more than carrying it. */
const timedOf = 16;

type Publisher = { peer: PeerConnection; track: Track; packet: Buffer; sequence: number; lastMs: number };
/** All that is kept, because a track that nobody refers to is closed. */
type Group = { publishers: Publisher[]; listeners: { peer: PeerConnection; tracks: Track[] }[] };

const groups = new Map<string, Group>();
const heard = { packets: 0, waysMs: [] as number[] };
const address = process.argv[2] ?? "127.0.0.1";
const [from = 20_000, to = 60_000] = (process.argv[3] ?? "").split("-").map(Number);
let peers = 0;

await answerLines<LoadCalls>({
  async publish({ group }) {
    const ssrc = 0x47_00_00_00 + peers;
    const sound = new datachannel.Audio("0", "SendOnly");
    sound.addOpusCodec(payloadType);
    sound.addSSRC(ssrc, `p${ssrc}`);
    const peer = newPeer();
    const track = peer.addTrack(sound);
    const publisher = { peer, track, packet: packetOf(ssrc), sequence: 0, lastMs: 0 };
    const offer = await described(peer, () => peer.setLocalDescription("offer"));
    const at = groupOf(group).publishers.push(publisher) - 1;
    return { at, offer, ssrc };
  },
  async accept({ group, at, answer }) {
    const { peer, track } = groupOf(group).publishers[at] ?? {};
    peer?.setRemoteDescription(answer, "answer");
    if (track) await open(track);
    return null;
  },
  async listen({ group, offer, silent = false }) {
    const peer = newPeer();
    const tracks: Track[] = [];
    groupOf(group).listeners.push({ peer, tracks });
    peer.onTrack((track) => {
      tracks.push(track);
      if (!silent) track.onMessage(hear);
    });
    const answer = await described(peer, () => peer.setRemoteDescription(offer, "offer"));
    return { answer };
  },
  async open({ group }) {
    for (const { tracks } of groupOf(group).listeners) for (const track of tracks) await open(track);
    return null;
  },
  async run({ group, forMs }) {
    heard.packets = 0;
    heard.waysMs = [];
    const before = process.cpuUsage();
    const began = performance.now();
    const sent = await send(groupOf(group).publishers, forMs);
    const sentMs = performance.now() - began;
    await settled();
    const { user, system } = process.cpuUsage(before);
    const share = (user + system) / 1000 / sentMs;
    return {
      sent,
      delivered: heard.packets,
      cpuShare: share,
      wayP50Ms: percentile(heard.waysMs, 0.5),
      wayP99Ms: percentile(heard.waysMs, 0.99),
    };
  },
  async sent({ group }) {
    return groupOf(group).publishers.map((it) => it.lastMs);
  },
  async origin() {
    return Date.now() - performance.now();
  },
  async close({ group }) {
    const { publishers, listeners } = groupOf(group);
    for (const { peer } of [...publishers, ...listeners]) peer.close();
    groups.delete(group);
    return null;
  },
});

function groupOf(name: string): Group {
  const group = groups.get(name) ?? { publishers: [], listeners: [] };
  groups.set(name, group);
  return group;
}

function newPeer(): PeerConnection {
  return new datachannel.PeerConnection(`peer-${++peers}`, {
    iceServers: [],
    bindAddress: address,
    portRangeBegin: from,
    portRangeEnd: to,
  });
}

/** What the peer says of itself after `work`, with all its addresses. */
async function described(peer: PeerConnection, work: () => void): Promise<string> {
  const whole = new Promise<void>((resolve) =>
    peer.onGatheringStateChange((state) => state === "complete" && resolve())
  );
  work();
  await whole;
  const sdp = peer.localDescription()?.sdp;
  if (sdp === undefined) throw new Error("the peer has nothing to say");
  return sdp;
}

function open(track: Track): Promise<unknown> {
  if (track.isOpen()) return Promise.resolve();
  return Promise.race([
    new Promise<void>((resolve) => track.onOpen(resolve)),
    after(10_000, null, { ref: false }).then(() => {
      if (!track.isOpen()) throw new Error("a peer could not connect within 10 s");
    }),
  ]);
}

function packetOf(ssrc: number): Buffer {
  const packet = Buffer.alloc(12 + payloadBytes, 0x55);
  packet.writeUInt16BE(0x80_00 | payloadType, 0);
  packet.writeUInt32BE(ssrc, 8);
  // A 20 ms frame of Opus, as its first byte says.
  packet.writeUInt8(0x78, 12);
  return packet;
}

/** Sends on a clock, publishers evenly spread over each 20 ms; a late tick catches up, as a sound card would. */
async function send(publishers: readonly Publisher[], forMs: number): Promise<number> {
  const total = Math.floor(forMs / everyMs);
  const began = performance.now();
  let sent = 0;
  for (let tick = 0; tick < total * publishers.length; tick++) {
    const dueMs = tick * everyMs / publishers.length;
    const earlyMs = dueMs - (performance.now() - began);
    if (earlyMs > 0.5) await after(earlyMs);
    const publisher = publishers[tick % publishers.length];
    if (publisher && sendOne(publisher)) sent++;
  }
  return sent;
}

/** Waits for what is still under way. */
async function settled(): Promise<void> {
  for (let before = -1, tries = 0; heard.packets > before && tries < 20; tries++) {
    before = heard.packets;
    await after(250);
  }
}

function sendOne(publisher: Publisher): boolean {
  const { packet, track } = publisher;
  const sequence = publisher.sequence++;
  packet.writeUInt16BE(sequence & 0xff_ff, 2);
  packet.writeUInt32BE(sequence * 960 >>> 0, 4);
  publisher.lastMs = performance.now();
  packet.writeDoubleBE(publisher.lastMs, packet.length - 8);
  return track.sendMessageBinary(packet);
}

function hear(message: Buffer): void {
  const kind = message[1] ?? 0;
  if (kind >= 192 && kind <= 223) return; // RTCP
  if (++heard.packets % timedOf === 0) heard.waysMs.push(performance.now() - message.readDoubleBE(message.length - 8));
}
