// One room at our live door, on the runtime that serves; told 20 times a second, in our way or in socket.io's own.
import { createServer } from "node:http";
import process from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { Server } from "socket.io";
import { makeFanout } from "../../../server/edge/signaling/fanout.ts";
import type { Sockets } from "../../../server/edge/sockets.ts";
import { silentLog } from "../../../server/kit/log.ts";
import type { FanoutCalls } from "./fanout-calls.ts";
import { answerLines } from "./lines.ts";

const everyMs = 50;
/** A line of captions that makes a message of 450 bytes. */
const fact = { id: "0199a1b2", personId: "0199a1b2", text: "x".repeat(344), final: false, typed: false, atMs: 1 };

const http = createServer();
const io: Sockets = new Server(http, { serveClient: false });
io.on("connection", (socket) => void socket.join("room"));
http.listen(Number(process.argv[2]), "127.0.0.1");
const fanout = makeFanout({ sockets: io, log: silentLog });

const ways = {
  ours: () => fanout.tell("room", "caption:shown", fact),
  plain: () => void io.to("room").emit("caption:shown", fact),
};

await answerLines<FanoutCalls>({
  async tell({ way, times }) {
    const began = performance.now();
    for (let at = 0; at < times; at++) {
      ways[way]();
      await after(Math.max(0, began + (at + 1) * everyMs - performance.now()));
    }
    return null;
  },
  async count() {
    return { people: io.of("/").adapter.rooms.get("room")?.size ?? 0, direct: fanout.told.direct };
  },
});
