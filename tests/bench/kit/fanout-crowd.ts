// Many pages at the live door in one process: as little of socket.io as it takes to be one.
import process from "node:process";
import { WebSocket } from "ws";
import type { CrowdCalls } from "./fanout-calls.ts";
import { answerLines } from "./lines.ts";

const url = `ws://127.0.0.1:${process.argv[2]}/socket.io/?EIO=4&transport=websocket`;
const event = "4".charCodeAt(0);
const heard = { messages: 0, bytes: 0 };
const kept: WebSocket[] = [];

await answerLines<CrowdCalls>({
  async come({ people }) {
    for (let at = 0; at < people; at++) kept.push(await come());
    return null;
  },
  async heard() {
    const all = { ...heard };
    heard.messages = heard.bytes = 0;
    return all;
  },
});

function come(): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.once("error", reject).on("message", (bytes: Buffer): void => {
      if (bytes[0] !== event) return socket.send(bytes[0] === "0".charCodeAt(0) ? "40" : "3");
      if (bytes[1] === "0".charCodeAt(0)) return resolve(socket);
      heard.messages++;
      heard.bytes += bytes.length;
    });
  });
}
