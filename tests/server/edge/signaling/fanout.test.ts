import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type ServerOptions } from "socket.io";
import { io as connect, type ManagerOptions, type Socket as Client } from "socket.io-client";
import { WebSocket } from "ws";
import { afterEach, expect, it } from "vitest";
import { type Fanout, makeFanout } from "../../../../server/edge/signaling/fanout.ts";
import type { Sockets } from "../../../../server/edge/sockets.ts";
import { silentLog } from "../../../../server/kit/log.ts";
import { until } from "../../../kit/until.ts";

type Door = { io: Sockets; url: string; fanout: Fanout };
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

it("tells everybody in the room, straight to their connection, and nobody else", async () => {
  const { url, fanout } = await open();
  const [mara, noor, sven] = await Promise.all([person(url), person(url), person(url, { room: "other" })]);
  fanout.tell("room", "time:warned", { leftMs: 60_000 });
  fanout.tell("nowhere", "time:warned", { leftMs: 1 });
  await until(() => mara.heard.length === 1 && noor.heard.length === 1);
  expect(mara.heard).toEqual([["time:warned", { leftMs: 60_000 }]]);
  expect(sven.heard).toEqual([]);
  expect(fanout.told, "a new socket.io has another shape below: look at Under in lines.ts").toMatchObject({
    direct: 2,
    ordinary: 0,
  });
});

it("tells those who came since, and no longer those who left", async () => {
  const { io, url, fanout } = await open();
  const mara = await person(url);
  fanout.tell("room", "time:warned", { leftMs: 1 });
  const noor = await person(url);
  fanout.tell("room", "time:warned", { leftMs: 2 });
  io.in(mara.client.id ?? "").socketsLeave("room");
  fanout.tell("room", "time:warned", { leftMs: 3 });
  await until(() => noor.heard.length === 2);
  io.in(mara.client.id ?? "").emit("time:warned", { leftMs: 4 });
  await until(() => numbersOf(mara.heard).includes(4));
  expect([mara, noor].map(({ heard }) => numbersOf(heard))).toEqual([[1, 2, 4], [2, 3]]);
});

it("keeps the order between what is told, what is emitted and what is answered", async () => {
  const { io, url, fanout } = await open();
  const mara = await person(url);
  const noor = await person(url, { transports: ["polling"] });
  let at = 0;
  for (let burst = 0; burst < 20; burst++) {
    for (let one = 0; one < 10; one++) {
      const fact = { leftMs: at++ };
      if ((at * 7 + burst) % 3 === 0) io.to("room").emit("time:warned", fact);
      else fanout.tell("room", "time:warned", fact);
    }
    await mara.client.timeout(5_000).emitWithAck("room:leave", {});
  }
  for (const { heard } of [mara, noor]) {
    await until(() => heard.length === at);
    expect(numbersOf(heard)).toEqual([...Array(at).keys()]);
  }
});

it("loses nothing while a page changes from polling to its WebSocket", async () => {
  const { url, fanout } = await open();
  let at = 0;
  const talking = setInterval(() => fanout.tell("room", "time:warned", { leftMs: at++ }), 1);
  closers.push(() => clearInterval(talking));
  const mara = await person(url, { transports: ["polling", "websocket"] });
  await until(() => mara.client.io.engine.transport.name === "websocket");
  const direct = fanout.told.direct;
  await until(() => fanout.told.direct > direct + 20);
  clearInterval(talking);
  const last = at - 1;
  await until(() => numbersOf(mara.heard).includes(last));
  const [first = 0] = numbersOf(mara.heard);
  expect(numbersOf(mara.heard)).toEqual(Array.from({ length: at - first }, (_, index) => first + index));
  expect(fanout.told.ordinary).toBeGreaterThan(0);
});

it.each([1, 40, 200, 70_000])("carries a text of %i letters whole, of every alphabet", async (letters) => {
  const { url, fanout } = await open();
  const mara = await person(url);
  const fact = { id: "1", personId: "p", name: "Nöor", text: "ж💬".repeat(letters), atMs: 1 };
  fanout.tell("room", "chat:said", fact);
  await until(() => mara.heard.length === 1);
  expect(mara.heard).toEqual([["chat:said", fact]]);
});

it("leaves compressed connections to socket.io", async () => {
  const { url, fanout } = await open({ perMessageDeflate: { threshold: 0 } });
  const mara = await person(url);
  fanout.tell("room", "time:warned", { leftMs: 5 });
  await until(() => mara.heard.length === 1);
  expect(fanout.told).toMatchObject({ direct: 0, ordinary: 1 });
});

it("spares a page that does not read, then lets it go, and the others hear everything", async () => {
  const { io, url, fanout } = await open();
  const mara = await person(url);
  const deaf = await deafPerson(url);
  const text = "x".repeat(50_000);
  for (let said = 0; fanout.told.closed === 0 && said < 1_000; said++) {
    fanout.tell("room", "chat:said", { id: `${said}`, personId: "p", name: "n", text, atMs: said });
    fanout.tell("room", "voices:heard", [["p", 3]]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(fanout.told.closed).toBe(1);
  expect(fanout.told.skipped).toBeGreaterThan(0);
  await until(() => !io.of("/").adapter.rooms.get("room")?.has(deaf));
  fanout.tell("room", "time:warned", { leftMs: 9 });
  await until(() => mara.heard.at(-1)?.[0] === "time:warned");
});

it("goes on when somebody in the room is just going", async () => {
  const { io, url, fanout } = await open();
  const [mara, noor] = await Promise.all([person(url), person(url)]);
  io.of("/").sockets.get(noor.client.id ?? "")?.conn.close();
  fanout.tell("room", "time:warned", { leftMs: 1 });
  fanout.tell("room", "time:warned", { leftMs: 2 });
  await until(() => mara.heard.length === 2);
});

async function open(options: Partial<ServerOptions> = {}): Promise<Door> {
  const http: HttpServer = createServer();
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const io: Sockets = new Server(http, { serveClient: false, ...options });
  io.on("connection", (socket) => {
    void socket.join(String(socket.handshake.query["room"]));
    socket.on("room:leave", (_wish, ack) => ack({ ok: null }));
  });
  closers.push(() => io.close());
  const fanout = makeFanout({ sockets: io, log: silentLog });
  return { io, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, fanout };
}

type Heard = [name: string, fact: unknown][];
const numbersOf = (heard: Heard): number[] => heard.map(([, fact]) => (fact as { leftMs: number }).leftMs);
type Way = { room?: string; transports?: ManagerOptions["transports"] };

async function person(
  url: string,
  { room = "room", transports = ["websocket"] }: Way = {},
): Promise<{ client: Client; heard: Heard }> {
  const client = connect(url, { transports, query: { room }, forceNew: true });
  closers.push(() => client.disconnect());
  const heard: Heard = [];
  client.onAny((name: string, fact: unknown) => heard.push([name, fact]));
  await new Promise<void>((resolve, reject) => client.once("connect", resolve).once("connect_error", reject));
  return { client, heard };
}

/** Somebody who connects and then reads no more; gives back their id. */
async function deafPerson(url: string): Promise<string> {
  const line = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket&room=room`);
  closers.push(() => line.terminate());
  const id = new Promise<string>((resolve) =>
    line.on("message", (bytes: Buffer) => {
      const text = bytes.toString();
      if (text.startsWith("0")) line.send("40");
      if (text.startsWith("40")) resolve((JSON.parse(text.slice(2)) as { sid: string }).sid);
    })
  );
  return await id.finally(() => line.pause());
}
