import { connect, type Socket } from "node:net";
import { Hono } from "hono";
import { afterEach, beforeEach, expect, it } from "vitest";
import { safetyHeaders } from "../../../server/edge/headers.ts";
import { listen, makeServer, stopServer } from "../../../server/edge/listen.ts";
import { openPcmDoor } from "../../../server/edge/pcm/door.ts";
import { closeSockets, openSockets } from "../../../server/edge/sockets.ts";
import { systemAlarm } from "../../../server/kit/alarm.ts";
import { systemClock } from "../../../server/kit/clock.ts";
import { uuidv7 } from "../../../server/kit/ids.ts";
import { silentLog } from "../../../server/kit/log.ts";
import { Followers } from "../../../server/rooms/followers.ts";

const graceMs = 100;
let stop: () => Promise<void>;
let port: number;
let clients: Socket[];
beforeEach(async () => {
  const app = new Hono().get("/", (c) => c.text("here"));
  app.post("/read", async (c) => c.text(await c.req.text().catch(() => "cut off")));
  const http = makeServer(app, { tls: null, headers: safetyHeaders(false) });
  const door = { publicUrl: null, tls: false, trustedProxies: 0 };
  const live = { http, door, who: () => Promise.resolve(null), ids: uuidv7(systemClock), log: silentLog };
  const sockets = openSockets(live);
  const nobody = { tickets: { use: () => Promise.resolve(null) }, interviews: { find: () => Promise.resolve(null) } };
  const rooms = { enter: () => Promise.reject(new Error("nobody comes")), there: () => Promise.resolve(undefined) };
  const kit = { ...nobody, rooms, followers: new Followers(), openVoice: null, clock: systemClock, alarm: systemAlarm };
  const pcm = openPcmDoor({ ...live, ...kit });
  port = Number(new URL(await listen(http, { host: "127.0.0.1", port: 0, tls: null })).port);
  clients = [];
  stop = async () => {
    await pcm.close();
    await closeSockets(sockets);
    await stopServer(http, graceMs);
  };
});
afterEach(() => clients.forEach((it) => it.destroy()));

/** Sends this, resolves with the first words of the answer if there is one, and says nothing ever after. */
async function stubborn(lines: readonly string[], answered = true): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  clients.push(socket);
  socket.on("error", () => {});
  socket.write([lines[0], "Host: localhost", ...lines.slice(1)].join("\r\n"));
  return await new Promise((resolve) => {
    socket.once(answered ? "data" : "connect", (data?: Buffer) => resolve(String(data).slice(0, 12)));
  });
}
const upgrade = [
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  "",
  "",
];

it("stops in time though a body never ends, and nobody answers or says goodbye", async () => {
  await stubborn(["POST /read HTTP/1.1", "Content-Length: 100", "", "beg"], false);
  await stubborn(["GET / HTTP/1.1", "X: "], false);
  expect(await stubborn(["GET / HTTP/1.1", "", ""])).toBe("HTTP/1.1 200");
  expect(await stubborn(["GET /socket.io/?EIO=4&transport=polling HTTP/1.1", "", ""])).toBe("HTTP/1.1 200");
  expect(await stubborn(["GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", ...upgrade])).toBe("HTTP/1.1 101");
  expect(await stubborn(["GET /ws/nothing HTTP/1.1", ...upgrade])).toBe("HTTP/1.1 101");
  const startedMs = performance.now();
  await stop();
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
}, 20_000);
