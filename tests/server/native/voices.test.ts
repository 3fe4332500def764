import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mustHaveRoom } from "../../../server/native/disk.mjs";
import { Trouble } from "../../../server/native/trouble.mjs";
import { catalogue } from "../../../server/native/voices/catalogue.mjs";
import { fetchedVoice, fetchVoice } from "../../../server/native/voices/fetch-voice.mjs";
import { Chance } from "../../kit/chance.ts";
import { type Answer, startFileHost } from "../../kit/file-host.ts";
import { bzip2, type Entry, tarOf } from "../../kit/tar.ts";
import { until } from "../../kit/until.ts";

const chance = new Chance(7);
const honest: Entry[] = [
  { name: "toy-voice/", kind: "5" },
  { name: "toy-voice/toy.onnx", body: chance.bytes(60_000) },
  { name: "toy-voice/tokens.txt", body: Buffer.from("_ 0\n") },
  { name: "toy-voice/espeak-ng-data/", kind: "5" },
  { name: "toy-voice/espeak-ng-data/phontab", body: chance.bytes(1_000) },
  { name: "toy-voice/espeak-ng-data/empty" },
];
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

let cache: string;
let hosts: { close(): Promise<void> }[];
beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), "gs-voices-"));
  hosts = [];
});
afterEach(async () => {
  await Promise.all(hosts.map((it) => it.close()));
  await rm(cache, { recursive: true });
});

/** A catalogue of one voice, the host that has it, and the command that fetches it. */
async function offer(answers: Answer[], { entries = honest, ...differs }: { entries?: Entry[]; bytes?: number } = {}) {
  const file = await bzip2(tarOf(entries));
  const host = await startFileHost(file, answers, (bytes) => until(() => keptOfIt() >= bytes));
  hosts.push(host);
  const archive = {
    ...{ name: "toy-voice", url: host.url, bytes: file.length, unpackedBytes: 200_000, sha256: sha256(file) },
    files: ["toy.onnx", "tokens.txt", "espeak-ng-data/phontab"],
    ...differs,
  };
  const voices = { toy: { archive, kind: "piper" as const, model: "toy.onnx", speaker: 0, called: "Toy" } };
  const said: string[] = [];
  const heard: unknown[] = [];
  const fetchIt = (more: Partial<Parameters<typeof fetchVoice>[0]> = {}) =>
    fetchVoice({
      ...{ name: "toy", cache, voices, retryMs: 1, silent: 300, room: () => {} },
      say: (it) => void said.push(it),
      progress: (it) => void said.push(it),
      hear: (it) => Promise.resolve(void heard.push(it)),
      ...more,
    });
  return { file, host, said, heard, fetchIt, there: () => fetchedVoice("toy", { cache, voices }) };
}

/** Bytes of a file that is still being fetched. */
function keptOfIt(): number {
  const folder = path.join(cache, "voices");
  const parts = existsSync(folder) ? readdirSync(folder).filter((it) => it.endsWith(".part")) : [];
  return Math.max(0, ...parts.map((it) => statSync(path.join(folder, it)).size));
}

const left = async () => (await readdir(path.join(cache, "voices"))).toSorted();

describe("a better voice", () => {
  it("is fetched, heard and there from then on, and fetched once", async () => {
    const { file, host, said, heard, fetchIt, there } = await offer([{ is: "whole" }]);
    expect(there()).toBe(undefined);
    await Promise.all([fetchIt(), fetchIt()]);
    await fetchIt();
    expect(host.asked).toHaveLength(1);
    expect(heard).toHaveLength(1);
    expect(said.some((it) => /^1 MB of 1 MB$/.test(it)), String(file.length)).toBe(true);
    const found = there();
    expect(await readFile(found?.model ?? "")).toEqual(honest[1]?.body);
    expect(await readFile(path.join(found?.dataDir ?? "", "phontab"))).toEqual(honest[4]?.body);
    expect(await left()).toEqual(["toy-voice"]);
  });

  it("goes on where the line broke off, as often as it takes", async () => {
    const breaks = { is: "breaks", after: 17_000 } as const;
    const { host, fetchIt, there } = await offer([breaks, breaks, { is: "status", status: 503 }, breaks, {
      is: "whole",
    }]);
    await fetchIt();
    expect(there()).toBeDefined();
    const from = host.asked.map(({ range }) => Number(/\d+/.exec(range ?? "0")?.[0]));
    expect(from[0]).toBe(0);
    expect(from).toEqual(from.toSorted((a, b) => a - b));
    expect(from.at(-1)).toBeGreaterThan(30_000);
  });

  it("goes on in the next run of the command where the one before was given up", async () => {
    const { host, fetchIt, there } = await offer([{ is: "breaks", after: 20_000 }, { is: "status", status: 500 }]);
    await expect(fetchIt()).rejects.toThrow(/could not be reached.*run the same command again/);
    expect(there()).toBe(undefined);
    hosts.push(host);
    const again = await offer([{ is: "whole" }]);
    await again.fetchIt();
    expect(again.host.asked[0]?.range).toMatch(/^bytes=[1-9]\d+-$/);
  });

  it("is asked for again on another line when one falls silent", async () => {
    const { host, fetchIt, there } = await offer([{ is: "hangs", after: 9_000 }, { is: "whole" }]);
    await fetchIt();
    expect(host.asked).toHaveLength(2);
    expect(there()).toBeDefined();
  });

  it("begins anew at a host that knows no rest", async () => {
    const { fetchIt, there } = await offer([{ is: "breaks", after: 20_000 }, { is: "knows no range" }]);
    await fetchIt();
    expect(there()).toBeDefined();
  });

  it("is found where its host sends us to", async () => {
    const { host: other } = await offer([{ is: "whole" }]);
    const { fetchIt, there } = await offer([{ is: "redirects", to: other.url }]);
    await fetchIt();
    expect(there()).toBeDefined();
  });

  it("that is another file of the same length is thrown away, also when half of the right one was there", async () => {
    const { file, host, fetchIt, there } = await offer([{ is: "breaks", after: 20_000 }, {
      is: "status",
      status: 500,
    }]);
    await expect(fetchIt()).rejects.toThrow(Trouble);
    hosts.push(host);
    const { fetchIt: again, host: second } = await offer([{ is: "sends", body: chance.bytes(file.length) }]);
    await expect(again()).rejects.toThrow(/not the file that was pinned/);
    expect(second.asked.length).toBeLessThanOrEqual(2);
    expect(there()).toBe(undefined);
    expect(await left()).toEqual([]);
  });

  it.each<[string, Answer]>([
    ["is not there", { is: "status", status: 404 }],
    ["is another one by its length", { is: "sends", body: Buffer.alloc(5_000) }],
    ["does not end where it should", { is: "sends", body: Buffer.alloc(90_000), chunked: true }],
  ])("is given up at once when the file %s", async (_, answer) => {
    const { host, fetchIt, there } = await offer([answer]);
    await expect(fetchIt()).rejects.toBeInstanceOf(Trouble);
    expect(host.asked).toHaveLength(1);
    expect(there()).toBe(undefined);
  });

  it.each<[string, Entry]>([
    ["a path upwards", { name: "toy-voice/../../escaped", body: Buffer.from("x") }],
    ["a path from the root", { name: "/tmp/escaped", body: Buffer.from("x") }],
    ["a file beside its folder", { name: "escaped", body: Buffer.from("x") }],
    ["a link", { name: "toy-voice/link", kind: "2", link: "/etc/passwd" }],
    ["a hard link", { name: "toy-voice/link", kind: "1", link: "/etc/passwd" }],
    ["a device", { name: "toy-voice/device", kind: "3" }],
    ["the same file twice", { name: "toy-voice/tokens.txt", body: Buffer.from("again") }],
    ["a path upwards in a note", { name: "note", kind: "x", body: Buffer.from("27 path=../../../../escaped\n") }],
    ["a file that is far too large", { name: "toy-voice/large", body: Buffer.alloc(500_000) }],
  ])("whose archive holds %s is not used, and leaves nothing", async (_, entry) => {
    const { heard, fetchIt, there } = await offer([{ is: "whole" }], {
      entries: [...honest, entry, ...honest.slice(1, 2)],
    });
    await expect(fetchIt()).rejects.toBeInstanceOf(Trouble);
    expect(heard).toEqual([]);
    expect(there()).toBe(undefined);
    expect((await left()).filter((it) => !it.endsWith(".part"))).toEqual([]);
    expect(existsSync(path.join(cache, "escaped"))).toBe(false);
  });

  it("without all its files, or cut off, is not used", async () => {
    const { fetchIt } = await offer([{ is: "whole" }], { entries: honest.slice(0, 4) });
    await expect(fetchIt()).rejects.toThrow(/it has no espeak-ng-data\/phontab/);
  });

  it("that says nothing is not used", async () => {
    const { fetchIt, there } = await offer([{ is: "whole" }]);
    const hear = () => Promise.reject(new Error("Please check your config!"));
    await expect(fetchIt({ hear })).rejects.toThrow(/cannot be used.*Please check your config/);
    expect(there()).toBe(undefined);
  });

  it("is not begun where it would fill the disk", async () => {
    const { host, fetchIt } = await offer([{ is: "whole" }]);
    const room = (need: Parameters<typeof mustHaveRoom>[0]) => mustHaveRoom({ ...need, free: () => 1e8 });
    await expect(fetchIt({ room })).rejects.toThrow(/too full/);
    expect(host.asked).toEqual([]);
  });

  it("is taken from a file that was brought by hand, when it is the right one", async () => {
    const { file, host, fetchIt, there } = await offer([{ is: "status", status: 500 }]);
    const brought = path.join(cache, "brought.tar.bz2");
    await writeFile(brought, chance.bytes(100));
    await expect(fetchIt({ from: brought })).rejects.toThrow(/not the file that was pinned/);
    await expect(fetchIt({ from: `${brought}.not` })).rejects.toThrow(/There is no file/);
    await writeFile(brought, file);
    await fetchIt({ from: brought });
    expect(there()).toBeDefined();
    expect(host.asked).toEqual([]);
  });
});

describe("the catalogue of voices", () => {
  it.each(Object.entries(catalogue))("pins %s by address, length and checksum", (name, { archive, model, called }) => {
    expect(name).toMatch(/^[a-z]+$/);
    expect(archive.url).toBe(
      `https://github.com/k2-fsa/sherpa-onnx/releases/download/tts-models/${archive.name}.tar.bz2`,
    );
    expect(archive.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(archive.bytes).toBeGreaterThan(1e7);
    expect(archive.files).toContain(model);
    expect(called).toMatch(/^(Piper|Kokoro) “/);
  });
});
