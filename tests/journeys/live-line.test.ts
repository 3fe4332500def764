import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Live, openLive } from "../../client/api/live.ts";

let http: HttpServer;
let io: Server;
let live: Live;

beforeEach(async () => {
  http = createServer((_, answer) => void answer.writeHead(404).end());
  io = new Server(http);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  live.close();
  await io.close();
});

function open(): Live {
  const { port } = http.address() as AddressInfo;
  return live = openLive({ url: `http://127.0.0.1:${port}` });
}

describe("the page's end of the live door", () => {
  it("gives the answer, or the refusal with the field that is wrong", async () => {
    io.on("connection", (socket) => {
      socket.on("room:look", (_, answer) => answer({ ok: { seq: 4, view: {} } }));
      socket.on("chat:say", (_, answer) => {
        answer({ error: { code: "bad-request", message: "The message is empty.", field: "text" } });
      });
    });
    await open().ready();
    expect(await live.ask("room:look", {})).toEqual({ seq: 4, view: {} });
    const refused = live.ask("chat:say", { id: "x", text: "" });
    await expect(refused).rejects.toMatchObject({ name: "Refusal", code: "bad-request", field: "text" });
  });

  it("hears what the server tells until it is let go", async () => {
    const heard: number[] = [];
    const stop = open().on("time:warned", ({ leftMs }) => heard.push(leftMs));
    await live.ready();
    io.emit("time:warned", { leftMs: 300_000 });
    await vi.waitFor(() => expect(heard).toEqual([300_000]));
    stop();
    const later = new Promise((resolve) => live.on("server:stopping", resolve));
    io.emit("time:warned", { leftMs: 1 });
    io.emit("server:stopping", {});
    await later;
    expect(heard).toEqual([300_000]);
  });

  it("opens again by itself when the server sent everybody away", async () => {
    await open().ready();
    const lines: string[] = [];
    live.onLine((line) => lines.push(line));
    io.disconnectSockets(true);
    await vi.waitFor(() => expect(lines).toEqual(["broken", "open"]), { timeout: 5_000 });
  });

  it("refuses at once what is asked over a broken line, and whoever waits for an answer when it breaks", async () => {
    io.on("connection", (socket) => socket.on("room:look", () => socket.disconnect(true)));
    await open().ready();
    await expect(live.ask("room:look", {})).rejects.toMatchObject({ code: "offline" });
    await expect(live.ask("room:look", {})).rejects.toMatchObject({ code: "offline" });
  });

  it("is not tried again when the server says that nobody is signed in", async () => {
    io.use((_, next) => {
      const data = { error: { code: "unauthenticated", message: "You are signed out." } };
      next(Object.assign(new Error("refused"), { data }));
    });
    await expect(open().ready()).rejects.toMatchObject({ code: "unauthenticated" });
    expect(live.line).toBe("refused");
    await expect(live.ask("room:look", {})).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("finds another line when one is let go as dead", async () => {
    await open().ready();
    const lines: string[] = [];
    live.onLine((line) => lines.push(line));
    live.renew();
    await vi.waitFor(() => expect(lines).toEqual(["broken", "open"]));
  });

  it("goes to the node that a way leads to, and back to any when that one is not there any more", async () => {
    const there = new Server(http, { path: "/n/b/socket.io" });
    const came: string[] = [];
    io.on("connection", () => came.push("any"));
    there.on("connection", () => came.push("b"));
    await open().ready();
    live.go("/n/b");
    await live.ready();
    await vi.waitFor(() => expect(came).toEqual(["any", "b"]));
    live.go("/n/gone");
    await live.ready();
    await vi.waitFor(() => expect(came).toEqual(["any", "b", "any"]));
    there.engine.close();
  });

  it("closes twice as well as once", () => {
    open().close();
    live.close();
  });
});
