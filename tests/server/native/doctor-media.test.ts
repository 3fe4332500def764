import type { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { pipeline } from "node:stream";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Scope } from "../../../server/kit/scope.ts";
import { relayTarget, testRelay } from "../../../server/native/doctor/relay.mjs";
import { kinds, write } from "../../../server/native/doctor/stun.mjs";
import { accountOf, examine, states } from "../../kit/doctor.ts";
import { freePort } from "../../kit/house.ts";
import { startServer, type TestServer } from "../../kit/server.ts";
import { turnServer } from "../../kit/turn-server.ts";

const secret = "a secret of the relay";
/** An address of this machine at which no server of a test listens. */
const elsewhere = "127.0.0.77";

describe("the doctor at an instance whose media is not reached", () => {
  const scope = new Scope();
  let server: TestServer;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    // As on a laptop, where a demo account is offered; only media is announced at another address.
    const demo = { GRINDSTONE_EMBEDDED: "1", TRUST_PROXY: "0" };
    const env = { ...demo, RTC_PORT: String(port), RTC_ANNOUNCED_ADDRESS: elsewhere };
    server = scope.own(await startServer({ env }), (it) => it.close());
  });
  afterAll(() => scope.close());

  /** Somebody at the announced address who answers each request over UDP with this. */
  async function somebodyThere(answer: (request: Buffer) => Buffer) {
    const socket = createSocket("udp4").bind(port, elsewhere);
    await once(socket, "listening");
    const heard: Buffer[] = [];
    socket.on("message", (bytes, from) => {
      heard.push(bytes);
      socket.send(answer(bytes), from.port, from.address);
    });
    return { heard, close: () => socket.close() };
  }

  it("names UDP first where nobody listens at the announced address, and the setting that mends it", async () => {
    const found = await examine(server.url);
    expect(found.hops[2]).toMatchObject({ state: "ok", found: "with the demo account" });
    expect(states(found).slice(4)).toEqual([
      ...["room ok", "udp failed", "tcp failed", "relay not tested"],
      ...["interviewer not tested", "microphone not tested"],
    ]);
    expect(found.first).toMatchObject({ name: "udp", target: `${elsewhere}:${port}` });
    expect(found.first?.whatToDo).toBe(
      `The server announces ${elsewhere}, but this machine reached its page at 127.0.0.1: set RTC_ANNOUNCED_ADDRESS to the address at which people reach it, for example 127.0.0.1, and open port ${port} there for UDP and TCP.`,
    );
  });

  it("asks again over UDP where only an echo comes back, and names the port to open when only TCP gets through", async () => {
    const echo = await somebodyThere((asked) => asked);
    // The doctor hangs up when it knows enough.
    const tcp = createServer((socket) => void pipeline(socket, connect(port, "127.0.0.1"), socket, () => {}));
    await once(tcp.listen(port, elsewhere), "listening");
    const found = await examine(server.url);
    echo.close();
    tcp.close();
    expect(states(found).slice(5, 7)).toEqual(["udp failed", "tcp ok"]);
    expect(found.first?.whatToDo).toBe(
      `Open port ${port} for UDP in every firewall before the server: its TCP is open.`,
    );
    expect(echo.heard.length).toBeGreaterThan(2);
    expect(new Set(echo.heard.map(String)).size).toBe(1);
  });

  it("does not believe somebody who answers without the room's password", async () => {
    const liar = await somebodyThere((asked) =>
      write({ kind: kinds.binding | 0x100, transaction: asked.subarray(8, 20) })
    );
    const found = await examine(server.url);
    liar.close();
    expect(found.hops[5]).toMatchObject({ state: "failed", found: "what answers does not have this room's password" });
  });

  it("names a relay that has another secret, and then one that is not there", async () => {
    const relay = scope.own(await turnServer({ secret }), (it) => it.close());
    const gone = `turn:127.0.0.1:${await freePort()}?transport=tcp`;
    const env = { TURN_URLS: [relay.urls[0], gone].join(","), TURN_SECRET: "another secret than its" };
    const other = scope.own(await startServer({ env }), (it) => it.close());
    const found = await examine(other.url, accountOf(await other.known("Bo")));
    const relays = found.hops.filter((it) => it.name === "relay");
    expect(relays.map((it) => it.found)).toEqual(["it refuses the credentials (401)", "nothing listens there"]);
    expect(found.first).toMatchObject({ name: "relay", whatToDo: expect.stringMatching(/^Set TURN_SECRET/) });
    expect(relay.answered).toEqual([401, 401]);
    expect(found.words).not.toContain("another secret");
  });
});

describe("a relay", () => {
  const who = () => {
    const username = `${Math.floor(Date.now() / 1_000) + 60}:somebody`;
    return { username, credential: createHmac("sha1", secret).update(username).digest("base64") };
  };

  it("is asked again when its nonce grew old between two answers", async () => {
    const relay = await turnServer({ secret, staleFirst: true });
    const target = relayTarget(relay.urls[0]);
    expect(target && await testRelay(target, who())).toMatch(/^relays at/);
    await relay.close();
    expect(relay.answered).toEqual([401, 438, 0, 0]);
  });

  it.each([
    [
      "turn:127.0.0.1:PORT?transport=tcp",
      "nothing listens there",
      /^Start the relay, and open TCP port \d+ at 127\.0\.0\.1/,
    ],
    ["turn:nobody.invalid:PORT", /^the name nobody\.invalid is not known here/, /^Correct the name in TURN_URLS/],
  ])("that is not at %s is named with what to do", async (url, found, whatToDo) => {
    const target = relayTarget(url.replace("PORT", String(await freePort())));
    const failed = target && testRelay(target, who());
    await expect(failed).rejects.toMatchObject({
      message: typeof found === "string" ? found : expect.stringMatching(found),
      whatToDo: expect.stringMatching(whatToDo),
    });
  });

  it("with a certificate that nobody vouches for is named with what to do", async () => {
    const mail = new SMTPServer({ secure: true, logger: false }); // brings a certificate that it made itself
    mail.on("error", () => {}); // hears of those who do not trust it
    mail.listen(0, "127.0.0.1");
    await once(mail.server, "listening");
    const target = relayTarget(`turns:127.0.0.1:${(mail.server.address() as AddressInfo).port}`);
    const failed = target && testRelay(target, who());
    await expect(failed).rejects.toMatchObject({
      message: expect.stringMatching(/^TLS fails/),
      whatToDo: expect.stringMatching(/^Give the relay a certificate for 127\.0\.0\.1/),
    });
    mail.close();
  });

  it.each([
    ["turn:turn.example.org", { host: "turn.example.org", port: 3478, transport: "udp", secure: false, relays: true }],
    ["turns:[2001:db8::1]:443?transport=tcp", { host: "[2001:db8::1]", port: 443, transport: "tcp", secure: true }],
    ["turns:turn.example.org", { port: 5349, transport: "tcp", secure: true }],
    ["stun:turn.example.org:99", { port: 99, transport: "udp", relays: false }],
  ])("is found at %s", (url, target) => {
    expect(relayTarget(url)).toMatchObject(target);
  });

  it("is not found in what is no address", () => {
    expect(relayTarget("turn:a:b:c")).toBeUndefined();
  });
});
