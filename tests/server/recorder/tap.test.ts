import { Buffer } from "node:buffer";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { chmod, mkdir, readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { connect, type Socket as RawSocket } from "node:net";
import path from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLog } from "../../../server/kit/log.ts";
import { wholeOf } from "../../../server/recorder/log/whole.ts";
import { readLog } from "../../../server/recorder/log/read.ts";
import type { LogRecord } from "../../../server/recorder/log/records.ts";
import { logKey } from "../../../server/recorder/tap/format.mjs";
import { TapLine } from "../../../server/recorder/tap-line/line.ts";
import type { Durable, Trouble } from "../../../server/recorder/tap-line/words.ts";
import { rtp } from "../../kit/rtp.ts";
import { startTestTap } from "../../kit/tap.ts";
import { until } from "../../kit/until.ts";

const dataKey = Buffer.alloc(32, 5);
const take = "take-1";
const ssrc = 4_000_000_001;
const mic = { takeId: take, trackId: "mic-1" };

let tap: Awaited<ReturnType<typeof startTestTap>>;
let line: TapLine;
let sender: Socket;
let port: number;
let durable: Map<string, Durable>;
let troubles: Trouble[];

beforeEach(async () => {
  tap = await startTestTap();
  line = openLine();
  await until(() => line.port);
  sender = createSocket("udp4");
  sender.bind(0, "127.0.0.1");
  await once(sender, "listening");
  port = sender.address().port;
});

afterEach(async () => {
  await line.close();
  sender.close();
  await tap.close();
});

function openLine(): TapLine {
  const opened = new TapLine({ socket: tap.socket, log: silentLog });
  durable = new Map();
  troubles = [];
  opened.events.on("durable", (log, upTo) => durable.set(log.trackId, upTo));
  opened.events.on("trouble", (_, trouble) => troubles.push(trouble));
  return opened;
}

const head = (log = mic) => ({ ...log, kind: "sound" as const, openedAtMs: Date.now() - 5_000 });
const route = (log = mic, of = ssrc) =>
  line.route({ ...log, ssrc: of, payloadType: 100, codec: "opus", fromPort: port });
const file = (log = mic) => path.join(tap.folder, log.takeId, `${log.trackId}.log`);
const packet = (sequence: number, of = ssrc): Buffer =>
  rtp({ payloadType: 100, sequence, timestamp: sequence * 960, ssrc: of, payload: Buffer.from([0x78, 1, 2, 3]) });

async function send(...datagrams: readonly Buffer[]): Promise<void> {
  for (const it of datagrams) await new Promise((resolve) => sender.send(it, line.port ?? 0, "127.0.0.1", resolve));
}

async function records(log = mic, key: Uint8Array = dataKey): Promise<LogRecord[]> {
  const all: LogRecord[] = [];
  for await (const it of readLog(createReadStream(file(log)), key)) all.push(it);
  return all;
}

/** A server that can go without a word. */
async function rawServer(): Promise<RawSocket> {
  const socket = connect(tap.socket);
  const said: string[] = [];
  socket.on("data", (text) => said.push(String(text)));
  const key = Buffer.from(logKey(dataKey, mic)).toString("base64");
  socket.write(`${JSON.stringify({ is: "open", n: 1, key, ...head() })}\n`);
  await until(() => said.join("").includes('"n":1'));
  const way = { ...mic, ssrc, payloadType: 100, codec: "opus", fromPort: port };
  socket.write(`${JSON.stringify({ is: "route", n: 2, ...way })}\n`);
  await until(() => said.join("").includes('"n":2'));
  return socket;
}

const sequences = (all: readonly LogRecord[]): number[] =>
  all.flatMap((it) => it.kind === "packet" ? [Buffer.from(it.rtp).readUInt16BE(2)] : []);
const marks = (all: readonly LogRecord[]): string[] => all.flatMap((it) => it.kind === "mark" ? [it.mark.is] : []);
const kept = (packets: number, log = mic) => until(() => (durable.get(log.trackId)?.packets ?? 0) >= packets);

describe("the tap", () => {
  it("keeps every packet of a stream with its time, and says when it is safe", async () => {
    await line.openLog(head(), dataKey);
    await route();
    await send(...Array.from({ length: 120 }, (_, at) => packet(at)));
    await kept(120);
    const upTo = durable.get("mic-1");
    expect(upTo?.bytes).toBe((await stat(file())).size);
    await line.closeLog(mic);
    const all = await records();
    expect(sequences(all)).toEqual(Array.from({ length: 120 }, (_, at) => at));
    expect(marks(all)).toEqual(["opened", "fed"]);
    for (const it of all) expect(it.atUs / 1_000).toBeGreaterThanOrEqual(5_000);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await stat(tap.socket)).mode & 0o777).toBe(0o600);
  });

  it("tells streams apart, and takes none from who does not send them", async () => {
    const other = { takeId: take, trackId: "mic-2" };
    await line.openLog(head(), dataKey);
    await line.openLog(head(other), dataKey);
    await route();
    await line.route({ ...other, ssrc: 7, payloadType: 100, codec: "opus", fromPort: port + 1 });
    await expect(route(other)).rejects.toMatchObject({ code: "conflict" });
    await send(packet(1), packet(2, 7), packet(3, 99), Buffer.from("junk"), Buffer.alloc(0), packet(4));
    await kept(2);
    await line.closeTake(take);
    expect(sequences(await records())).toEqual([1, 4]);
    expect(sequences(await records(other))).toEqual([]);
  });

  it("keeps what a hostile client sends: huge, jumping, of another kind", async () => {
    await line.openLog(head(), dataKey);
    await route();
    const odd = [
      rtp({ payloadType: 100, sequence: 1, timestamp: 0, ssrc, payload: Buffer.alloc(60_000, 1) }),
      packet(30_001),
      rtp({ payloadType: 3, sequence: 2, timestamp: 2 ** 32 - 1, ssrc, payload: Buffer.alloc(0) }),
      packet(3),
    ];
    for (const it of odd) await send(it);
    await kept(4);
    await line.closeLog(mic);
    const packets = (await records()).flatMap((it) => it.kind === "packet" ? [Buffer.from(it.rtp)] : []);
    expect(packets.map((it) => it.compare(odd[packets.indexOf(it)] ?? Buffer.alloc(0)))).toEqual([0, 0, 0, 0]);
  });

  it("writes down sender reports, marks and notes among the packets", async () => {
    await line.openLog(head(), dataKey);
    await route();
    const report = Buffer.alloc(28);
    report.writeUInt32BE(0x80c8_0006, 0);
    report.writeUInt32BE(ssrc, 4);
    report.writeBigUInt64BE(0x1122_3344_5566_7788n, 8);
    report.writeUInt32BE(960, 16);
    await send(packet(1), report, packet(2));
    await kept(2);
    line.mark(mic, { is: "paused" });
    line.note(mic, { kind: "caption", text: "Guten Tag ✓" });
    line.unroute(ssrc);
    await line.closeLog(mic);
    const all = await records();
    expect(all.find((it) => it.kind === "report")).toMatchObject({ ntp: 0x1122_3344_5566_7788n, rtpTime: 960 });
    expect(marks(all)).toEqual(["opened", "fed", "paused", "unfed"]);
    expect(all.find((it) => it.kind === "note")).toMatchObject({ note: { text: "Guten Tag ✓" } });
  });

  it("goes on with a log where it was, whatever a crash left at its end", async () => {
    const top = head();
    await line.openLog(top, dataKey);
    await route();
    await send(packet(1));
    await kept(1);
    await line.closeLog(mic);
    const { size } = await stat(file());
    await truncate(file(), size - 5);
    await writeFile(file(), Buffer.alloc(50, 0x47), { flag: "a" });
    const { cutBytes } = await wholeOf(file(), dataKey);
    expect(cutBytes).toBeGreaterThan(50);
    // What was safe before the crash says nothing of what comes.
    durable.clear();
    await line.openLog(top, dataKey);
    await route();
    await send(packet(2));
    await kept(1);
    await line.closeLog(mic);
    const all = await records();
    expect(sequences(all)).toContain(2);
    expect(marks(all).filter((it) => it === "opened").length).toBeGreaterThan(0);
    // What was cut off is known for good.
    expect(await wholeOf(file(), dataKey)).toMatchObject({ cutBytes: 0, halfBytes: cutBytes, lostBlocks: 0 });
    const times = all.map((it) => it.atUs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("refuses a log of another key, of something else, of a newer version, and touches none", async () => {
    await line.openLog(head(), dataKey);
    await line.closeLog(mic);
    const before = await readFile(file());
    await expect(line.openLog(head(), Buffer.alloc(32, 6))).rejects.toMatchObject({ code: "internal" });
    const newer = Buffer.from(before);
    for (const at of [4, newer.readUInt16BE(6) + 4]) newer.writeUInt16BE(9, at);
    for (const content of [newer, Buffer.from("OggS".repeat(1_000))]) {
      await writeFile(file(), content);
      await expect(line.openLog(head(), dataKey)).rejects.toMatchObject({
        code: content === newer ? "unavailable" : "internal",
      });
      expect(await readFile(file())).toEqual(content);
    }
  });

  it.each([7, 500, 2_000_000])("begins anew a log of %i zeros, as a power cut leaves it", async (bytes) => {
    await line.openLog(head(), dataKey);
    await line.closeLog(mic);
    await writeFile(file(), Buffer.alloc(bytes));
    expect(await wholeOf(file(), dataKey)).toMatchObject({ bytes: 0, cutBytes: bytes, lastUs: 0 });
    await writeFile(file(), Buffer.alloc(bytes));
    await line.openLog(head(), dataKey);
    await route();
    await send(packet(1));
    await kept(1);
    await line.closeLog(mic);
    expect(sequences(await records())).toEqual([1]);
  });

  it("touches no log that is not of zeros alone, however far its first other byte is", async () => {
    await line.openLog(head(), dataKey);
    await line.closeLog(mic);
    const content = Buffer.alloc(1_000_000);
    content.writeUInt8(1, 999_999);
    await writeFile(file(), content);
    await expect(line.openLog(head(), dataKey)).rejects.toMatchObject({ code: "internal" });
    expect((await readFile(file())).equals(content)).toBe(true);
  });

  it("lets no second process write or mend a log", async () => {
    await line.openLog(head(), dataKey);
    const second = openLine();
    await until(() => second.port);
    await expect(second.openLog(head(), dataKey)).rejects.toMatchObject({ code: "conflict" });
    await expect(wholeOf(file(), dataKey)).rejects.toMatchObject({ code: "conflict" });
    await second.close();
    await line.closeLog(mic);
    const { cutBytes } = await wholeOf(file(), dataKey);
    expect(cutBytes).toBe(0);
    await writeFile(`${file()}.lock`, JSON.stringify({ pid: process.pid, started: "x", space: "another", id: "1" }));
    await expect(line.openLog(head(), dataKey)).rejects.toMatchObject({ code: "conflict" });
  });

  it("makes everything safe when the server goes without a word", async () => {
    const server = await rawServer();
    await send(...Array.from({ length: 30 }, (_, at) => packet(at)));
    server.destroy();
    await until(async () => !(await readdir(path.join(tap.folder, take))).some((it) => it.endsWith(".lock")));
    expect(sequences(await records())).toEqual(Array.from({ length: 30 }, (_, at) => at));
  });

  it("is there again after it was killed, at the same port, and goes on with every log", async () => {
    await line.openLog(head(), dataKey);
    await route();
    await send(packet(1));
    await kept(1);
    const before = line.port;
    const down = new Promise<void>((resolve) => line.events.on("down", resolve));
    process.kill(tap.pid(), "SIGKILL");
    await down;
    line.note(mic, { kind: "while it was away" });
    await until(() => line.port);
    expect(line.port).toBe(before);
    await send(packet(2));
    await until(() => (durable.get("mic-1")?.packets ?? 0) >= 2);
    await line.closeLog(mic);
    const all = await records();
    expect(sequences(all)).toEqual([1, 2]);
    expect(marks(all)).toEqual(["opened", "fed", "opened", "fed"]);
    expect(all.some((it) => it.kind === "note")).toBe(true);
  });

  it("leaves no lock behind when it was killed and nobody goes on with its logs", async () => {
    const server = await rawServer();
    await send(packet(1));
    await until(async () => (await stat(file())).size > 200);
    expect(await readdir(path.dirname(file()))).toContain("mic-1.log.lock");
    process.kill(tap.pid(), "SIGKILL");
    server.destroy();
    await until(async () => !(await readdir(path.dirname(file()))).includes("mic-1.log.lock"));
    expect((await wholeOf(file(), dataKey)).bytes).toBeGreaterThan(200);
  });

  it("says so where nothing can be written, and goes on elsewhere", async () => {
    if (process.getuid?.() === 0) await writeFile(path.join(tap.folder, "full"), "");
    else await mkdir(path.join(tap.folder, "full")).then(() => chmod(path.join(tap.folder, "full"), 0o500));
    await expect(line.openLog(head({ takeId: "full", trackId: "a" }), dataKey)).rejects.toMatchObject({
      code: "unavailable",
    });
    await line.openLog(head(), dataKey);
    await route();
    await send(packet(1));
    await kept(1);
  });

  it("does not mind words that make no sense", async () => {
    const socket = connect(tap.socket);
    const said: string[] = [];
    socket.on("data", (text) => said.push(String(text)));
    for (
      const wish of ["{", "null", '{"is":"open","n":1,"takeId":"../..","trackId":"x"}', '{"is":"what","n":2}', "[]"]
    ) {
      socket.write(`${wish}\n`);
    }
    await until(() => said.join("").includes('"n":2'));
    expect(said.join("").match(/bad-wish/g)).toHaveLength(2);
    socket.destroy();
    await line.openLog(head(), dataKey);
  });
});
