import { createSocket, type Socket } from "node:dgram";
import { afterEach, expect, it } from "vitest";
import { freePort } from "../../kit/house.ts";
import { type Relay, startRelay } from "../../kit/relay.ts";
import { until } from "../../kit/until.ts";

const there = "127.0.0.1";
const announced = "127.0.0.2";
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(): Promise<{ relay: Relay; throwAll(count: number): Promise<number> }> {
  const port = await freePort();
  const server = await socketAt(there, port);
  server.on("message", (packet, from) => server.send(packet, from.port, from.address));
  const relay = await startRelay({ address: announced, port, to: there, seed: 3 });
  closers.push(() => relay.close());
  const client = await socketAt(there, 0);
  let back = 0;
  client.on("message", () => back++);
  return {
    relay,
    async throwAll(count) {
      back = 0;
      const lost = (): number => relay.counts.up.lost + relay.counts.down.lost;
      const before = lost();
      for (let sent = 0; sent < count;) {
        for (let at = 0; at < 50; at++, sent++) client.send(Buffer.from([at]), port, announced);
        // No faster than they come back: what a full queue loses is not the relay's doing.
        await until(() => back + lost() - before >= sent);
      }
      return back;
    },
  };
}

it("passes everything on in good weather, and answers find back", async () => {
  const { throwAll } = await open();
  expect(await throwAll(200)).toBe(200);
});

it.each([1, 3])("loses a tenth in each direction, in bursts of %i", async (burst) => {
  const { relay, throwAll } = await open();
  relay.weather({ loss: 0.1, burst });
  const back = await throwAll(2_000);
  expect(back / 2_000).toBeGreaterThan(0.76);
  expect(back / 2_000).toBeLessThan(0.86);
});

it("lets nothing through while it is cut, and all again after", async () => {
  const { relay, throwAll } = await open();
  relay.cut("udp");
  expect(await throwAll(50)).toBe(0);
  relay.cut("nothing");
  const lost = relay.counts.up.lost;
  expect(lost).toBe(50);
});

async function socketAt(address: string, port: number): Promise<Socket> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(port, address, resolve));
  closers.push(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  return socket;
}
