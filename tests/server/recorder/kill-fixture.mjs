// A server that has several tracks recorded and says which packets it sent, until it is killed.
//   kill-fixture.mjs SOCKET TRACKS
import { Buffer } from "node:buffer";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { writeSync } from "node:fs";
import { connect } from "node:net";
import process from "node:process";

const [path, tracks] = process.argv.slice(2);
const line = connect(path);
let text = "";
line.setEncoding("utf8").on("data", (more) => text += more);
const said = async (what) => {
  while (!text.includes(what)) await once(line, "data");
  return text;
};
const port = Number(/"port":(\d+)/.exec(await said('"port"'))?.[1]);
const udp = createSocket("udp4");
udp.bind(0, "127.0.0.1");
await once(udp, "listening");
for (let track = 0; track < Number(tracks); track++) {
  const log = { takeId: "take", trackId: `t${track}` };
  const key = process.env[`KEY_${track}`];
  line.write(`${JSON.stringify({ is: "open", n: 2 * track, ...log, kind: "sound", openedAtMs: Date.now(), key })}\n`);
  await said(`"n":${2 * track}}`);
  const way = { ssrc: 100 + track, payloadType: 100, codec: "opus", fromPort: udp.address().port };
  line.write(`${JSON.stringify({ is: "route", n: 2 * track + 1, ...log, ...way })}\n`);
  await said(`"n":${2 * track + 1}}`);
}
for (let sequence = 0;; sequence++) {
  for (let track = 0; track < Number(tracks); track++) {
    const packet = Buffer.alloc(80, 0x80);
    packet.writeUInt8(100, 1);
    packet.writeUInt16BE(sequence, 2);
    packet.writeUInt32BE(100 + track, 8);
    await new Promise((resolve) => udp.send(packet, port, "127.0.0.1", resolve));
    // At once, so that a packet that was sent and not told is the only one in doubt.
    writeSync(1, `${track} ${sequence}\n`);
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
}
