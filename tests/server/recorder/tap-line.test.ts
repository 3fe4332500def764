import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { silentLog } from "../../../server/kit/log.ts";
import { TapLine } from "../../../server/recorder/tap-line.ts";
import type { Trouble, Wish } from "../../../server/recorder/tap-words.ts";
import { until } from "../../kit/until.ts";

let folder: string;
let line: TapLine;
let guests: Socket[];
let wishes: Wish["is"][];
/** Whether the tap dies as soon as it is asked for a log. */
let dies: boolean;
const server = createServer((guest) => {
  guests.push(guest);
  guest.write(`${JSON.stringify({ is: "hello", version: 1, port: 4_000 + guests.length })}\n`);
  guest.on("error", () => undefined).on("data", (text) => {
    for (const each of String(text).trim().split("\n")) {
      const wish = JSON.parse(each) as Wish;
      wishes.push(wish.is);
      if (dies) guest.destroy();
      else if ("n" in wish) guest.write(`${JSON.stringify({ is: "done", n: wish.n })}\n`);
    }
  });
});

beforeEach(async () => {
  [guests, wishes, dies] = [[], [], false];
  folder = await mkdtemp(path.join(tmpdir(), "tap-line-"));
  server.listen(path.join(folder, "tap.sock"));
  await once(server, "listening");
  line = new TapLine({ socket: path.join(folder, "tap.sock"), log: silentLog });
});
afterEach(async () => {
  await line.close();
  guests.forEach((it) => it.destroy());
  server.close();
  await rm(folder, { recursive: true });
});

it("asks for every log again, also of a tap that dies again and again while it is asked", async () => {
  const [troubles, ports]: [Trouble[], number[]] = [[], []];
  line.events.on("trouble", (_, trouble) => troubles.push(trouble));
  line.events.on("up", (port) => ports.push(port));
  await until(() => line.port);
  await line.openLog({ takeId: "take", trackId: "mic", kind: "sound", openedAtMs: 0 }, new Uint8Array(32));
  dies = true;
  guests[0]?.destroy();
  await until(() => guests.length === 4);
  expect(line.port).toBeUndefined();
  dies = false;
  await until(() => line.port);
  expect(troubles).toEqual([]);
  expect(ports.at(-1)).toBe(line.port);
  expect(wishes.at(-1)).toBe("open");
  expect(ports).toHaveLength(2);
});
