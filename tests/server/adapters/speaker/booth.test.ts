import { Buffer } from "node:buffer";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Booth, openBooth } from "../../../../server/adapters/speaker/booth.ts";
import { asks, frame, Frames, tells } from "../../../../server/adapters/speaker/booth/frames.mjs";
import { silentLog } from "../../../../server/kit/log.ts";
import type { SpeechVerdict, Spoken } from "../../../../server/ports/speaker.ts";
import { startTestBooth, type TestBooth } from "../../../kit/booth.ts";
import { until } from "../../../kit/until.ts";

const long = "First I say this. Then I say that. After that comes a third thing. The fourth is the last.";
const never = new AbortController().signal;

async function collect(sound: AsyncIterable<Spoken>): Promise<Spoken[]> {
  const heard: Spoken[] = [];
  for await (const it of sound) heard.push(it);
  return heard;
}

describe("the booth of a server", () => {
  let running: TestBooth;
  let booth: Booth;
  beforeAll(async () => {
    running = await startTestBooth();
    booth = openBooth({ socket: running.socket, log: silentLog });
    await booth.ready();
  });
  afterAll(async () => {
    booth.close();
    await running.close();
  });

  it("goes on behind the last sentence when it is killed in the middle of a text", async () => {
    const whole = await collect(booth.speaker.say(long, never));
    const heard: Spoken[] = [];
    for await (const it of booth.speaker.say(long, never)) {
      heard.push(it);
      if (heard.length === 1) process.kill(running.pid(), "SIGKILL");
    }
    expect(heard).toEqual(whole);
  });

  it("listens on with every ear after it was killed", async () => {
    const verdicts: SpeechVerdict[] = [];
    const ear = booth.judge.listen((it) => void verdicts.push(it));
    ear.hear(new Int16Array(512), 0);
    await until(() => verdicts.length === 1);
    process.kill(running.pid(), "SIGKILL");
    await until(() => {
      ear.hear(new Int16Array(512), verdicts.length * 10_000);
      return verdicts.length > 1;
    });
    ear.close();
  });

  it("clears away what one left that was killed while it made a file", async () => {
    const left = path.join(path.dirname(running.socket), "sound-1-0");
    await writeFile(left, "");
    process.kill(running.pid(), "SIGKILL");
    await until(() => !existsSync(left));
    expect(await collect(booth.speaker.say("Cleared away.", never))).toHaveLength(1);
  });

  it("has a socket that its owner alone may use, and leaves no sound on the disk", async () => {
    await collect(booth.speaker.say("Nobody else.", never));
    expect((await stat(running.socket)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(running.socket))).mode & 0o777).toBe(0o700);
    expect(await readdir(path.dirname(running.socket))).toEqual(["booth.sock"]);
  });

  it.each([
    ["a frame without an end", Buffer.from([0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0, 0])],
    ["half a sample", frame(asks.hear, 1, new Uint8Array(11))],
    ["sound without its time", frame(asks.hear, 1, new Uint8Array(3))],
  ])("lets go of who sends %s, and of nobody else", async (_, bytes) => {
    const stranger = await visitor(running.socket);
    stranger.socket.write(bytes);
    await until(() => stranger.socket.closed);
    expect(await collect(booth.speaker.say("Still here.", never))).toHaveLength(1);
  });

  it("takes no more texts and ears from one guest than it can carry", async () => {
    const stranger = await visitor(running.socket);
    const text = Buffer.concat([Buffer.alloc(4), Buffer.from(long)]);
    for (let id = 1; id <= 200; id++) stranger.socket.write(frame(asks.say, id, text));
    for (let id = 1; id <= 2_000; id++) stranger.socket.write(frame(asks.listen, id));
    for (let id = 0; id < 100; id++) stranger.socket.write(frame(77, id, Buffer.from("no such wish")));
    const refused = () => stranger.came.filter((it) => it.kind === tells.failed).length;
    await until(() => refused() >= 136);
    expect(String(stranger.came.find((it) => it.kind === tells.failed)?.body)).toBe("too-many");
    stranger.socket.destroy();
    expect(await collect(booth.speaker.say("Still here.", never))).toHaveLength(1);
  });

  it("reads no further than two sentences to who takes none", async () => {
    const stranger = await visitor(running.socket);
    const sounds = () => stranger.came.filter((it) => it.kind === tells.sound).length;
    stranger.socket.write(frame(asks.say, 1, Buffer.concat([Buffer.alloc(4), Buffer.from(long)])));
    await until(() => sounds() === 2);
    // A text that begins later is read meanwhile: the first would have gone on.
    await collect(booth.speaker.say(long, never));
    expect(sounds()).toBe(2);
    stranger.socket.destroy();
  });
});

describe("a server whose booth", () => {
  it("is not there says so, and speaks when it comes", async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), "gs-booth-"));
    const booth = openBooth({ socket: path.join(dataDir, "booth", "booth.sock"), log: silentLog, patienceMs: 100 });
    await expect(collect(booth.speaker.say("Hello.", never))).rejects.toMatchObject({ code: "unavailable" });
    expect(booth.speaker.voice).toBe(null);
    const running = await startTestBooth({ dataDir });
    await booth.ready();
    expect(await collect(booth.speaker.say("Hello.", never))).toHaveLength(1);
    booth.close();
    await running.close();
  });

  it("was never set up says so, and has ears that hear nothing", async () => {
    const booth = openBooth({ socket: null, log: silentLog });
    await expect(collect(booth.speaker.say("Hello.", never))).rejects.toMatchObject({ code: "unavailable" });
    booth.judge.listen(() => expect.fail("nobody judges")).hear(new Int16Array(512), 0);
    booth.close();
  });

  it("has no flite still tells speech from noise, and says that it has no voice", async () => {
    const empty = await mkdtemp(path.join(tmpdir(), "gs-none-"));
    const running = await startTestBooth({ env: { PATH: empty, GRINDSTONE_CACHE: empty } });
    const booth = openBooth({ socket: running.socket, log: silentLog });
    await booth.ready();
    expect(booth.state()).toMatchObject({ voice: null, judges: true });
    await expect(collect(booth.speaker.say("Hello.", never))).rejects.toThrow(/no voice/);
    booth.close();
    await running.close();
    await rm(empty, { recursive: true });
  });

  it("has a flite that is none says what it said, once, and goes on without", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "gs-fake-"));
    await writeFile(path.join(folder, "flite"), "#!/bin/sh\necho 'I cannot speak' >&2\nexit 3\n");
    await chmod(path.join(folder, "flite"), 0o755);
    const running = await startTestBooth({ env: { PATH: folder } });
    expect(await running.ready).toMatchObject({ voice: null, troubles: [{ what: "voice" }] });
    await running.close();
    await rm(folder, { recursive: true });
  });

  it("sends junk is left, and asked again", async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), "gs-junk-"));
    const socket = path.join(dataDir, "booth.sock");
    const guests: Socket[] = [];
    const server = createServer((it) => {
      guests.push(it);
      it.on("error", () => {});
      it.write(guests.length === 1 ? Buffer.alloc(64, 0xff) : frame(tells.hello, 1, Buffer.from("{ not JSON")));
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const booth = openBooth({ socket, log: silentLog, patienceMs: 200 });
    await until(() => guests.length >= 3);
    await expect(collect(booth.speaker.say("Hello.", never))).rejects.toMatchObject({ code: "unavailable" });
    booth.close();
    for (const it of guests) it.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await rm(dataDir, { recursive: true });
  });
});

/** Somebody at the socket who is not our server. */
async function visitor(socketPath: string) {
  const frames = new Frames();
  const came: { kind: number; id: number; body: Buffer }[] = [];
  const socket = connect(socketPath);
  socket.on("error", () => {});
  socket.on("data", (piece: Buffer) => came.push(...frames.take(piece)));
  await new Promise((resolve) => socket.once("connect", resolve));
  return { socket, came };
}
