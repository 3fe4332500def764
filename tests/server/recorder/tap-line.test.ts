import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { silentLog } from "../../../server/kit/log.ts";
import { TapLine } from "../../../server/recorder/tap-line/line.ts";
import type { LogName, Refusal, Trouble, Wish } from "../../../server/recorder/tap-line/words.ts";
import { until } from "../../kit/until.ts";

let folder: string;
let line: TapLine;
let guests: Socket[];
let wishes: Wish["is"][];
/** Whether the tap dies as soon as it is asked for a log. */
let dies: boolean;
/** Why it opens no log, if so. */
let refusal: Refusal | undefined;
const server = createServer((guest) => {
  guests.push(guest);
  guest.write(`${JSON.stringify({ is: "hello", version: 1, port: 4_000 + guests.length })}\n`);
  guest.on("error", () => undefined).on("data", (text) => {
    for (const each of String(text).trim().split("\n")) {
      const wish = JSON.parse(each) as Wish;
      wishes.push(wish.is);
      if (dies) guest.destroy();
      else if (wish.is === "open" && refusal) {
        guest.write(`${JSON.stringify({ is: "refused", n: wish.n, code: refusal })}\n`);
      } else if ("n" in wish) guest.write(`${JSON.stringify({ is: "done", n: wish.n })}\n`);
    }
  });
});

beforeEach(async () => {
  [guests, wishes, dies, refusal] = [[], [], false, undefined];
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

it("ends no log that the next tap refuses: whoever wants it hears why when they ask again, and has it in the end", async () => {
  const [troubles, refused]: [Trouble[], LogName[]] = [[], []];
  line.events.on("trouble", (_, trouble) => troubles.push(trouble));
  line.events.on("refused", (log) => refused.push(log));
  await until(() => line.port);
  const log = { takeId: "take", trackId: "mic", kind: "sound", openedAtMs: 0 } as const;
  await line.openLog(log, new Uint8Array(32));
  const before = line.port;
  refusal = "locked";
  guests[0]?.destroy();
  await until(() => line.port !== undefined && line.port !== before);
  expect([troubles, refused]).toEqual([[], [{ takeId: "take", trackId: "mic" }]]);
  await expect(line.openLog(log, new Uint8Array(32))).rejects.toMatchObject({ cause: { message: "locked" } });
  refusal = undefined;
  await line.openLog(log, new Uint8Array(32));
  line.note(log, "kept");
  await until(() => wishes.at(-1) === "note");
});
