import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Objects } from "../../../../server/adapters/blobs/objects.ts";
import { type S3Line, s3Line, type S3Place } from "../../../../server/adapters/blobs/s3-client.ts";
import { s3Objects } from "../../../../server/adapters/blobs/s3.ts";
import { type S3Account, type S3Fake, s3Fake } from "../../../kit/s3.ts";

const mebibyte = 1024 * 1024;
const pace = { answerMs: 250, partMs: 5_000, tries: 3, pauseMs: 1 };
let fake: S3Fake;
let account: S3Account;
let lines: S3Line[];

beforeEach(async () => {
  fake = await s3Fake({ pageSize: 2 });
  account = fake.bucket("vault");
  lines = [];
});
afterEach(async () => {
  for (const it of lines) it.close();
  await fake.close();
});

function store(change: Partial<S3Place> = {}): Objects {
  const usual = { endpoint: fake.url, region: fake.region, bucket: "vault", forcePathStyle: true, prefix: "" };
  const line = s3Line({ ...usual, ...account, ...change }, pace);
  lines.push(line);
  return s3Objects(line);
}

async function* inParts(bytes: Uint8Array, part = mebibyte): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += part) yield bytes.subarray(at, at + part);
}
async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}
const whole = (objects: Objects, name: string): Promise<Buffer> => all(objects.read(name, { from: 0, to: Infinity }));
const partsSent = (): number => fake.asked.filter((it) => /^PUT .*partNumber=/.test(it)).length;

describe("an object store that refuses", () => {
  it.each<[string, () => Partial<S3Place>, string]>([
    ["a key that it does not know", () => ({ accessKeyId: "nobody" }), "refuses this server's credentials"],
    ["a secret that is wrong", () => ({ secretAccessKey: "wrong" }), "refuses this server's credentials"],
    ["a bucket that is not there", () => ({ bucket: "none" }), "has no such bucket"],
  ])("says so of %s, at once", async (_, change, words) => {
    const objects = store(change());
    const refused = { code: "unavailable", retryable: false, message: expect.stringContaining(words) };
    await expect(objects.ready()).rejects.toMatchObject(refused);
    await expect(objects.put("a", inParts(randomBytes(10)))).rejects.toMatchObject(refused);
    await expect(whole(objects, "a")).rejects.toMatchObject(refused);
    expect(fake.asked.filter((it) => !/^PUT \/none\/?$/.test(it))).toHaveLength(3);
  });

  it("is given a bucket that is missing, once, where the keys may do that", async () => {
    const objects = store({ bucket: "new", ...fake.promise("new") });
    await objects.ready();
    await objects.put("a", inParts(randomBytes(10)));
    await objects.ready();
    expect(fake.asked.filter((it) => /^PUT \/new\/?$/.test(it))).toHaveLength(1);
    expect([...fake.inside("new").objects.keys()]).toEqual(["a"]);
  });

  it("keeps the keys of one bucket out of the other", async () => {
    fake.bucket("shelf");
    await expect(whole(store({ bucket: "shelf" }), "a")).rejects.toMatchObject({
      message: expect.stringContaining("refuses this server's credentials"),
    });
  });

  it("says that it is full", async () => {
    fake.fault({ status: 507, code: "XMinioStorageFull" });
    await expect(store().put("a", inParts(randomBytes(10)))).rejects.toMatchObject({
      code: "unavailable",
      retryable: true,
      message: expect.stringContaining("is full"),
    });
  });
});

describe("an object store in trouble", () => {
  it("is asked again when it is busy or the line breaks, and nobody notices", async () => {
    const objects = store();
    const bytes = randomBytes(1000);
    fake.fault({ status: 503, code: "SlowDown" }, { times: 1 });
    fake.fault("down", { times: 1 });
    await objects.put("a", inParts(bytes));
    fake.fault("down", { times: 2 });
    expect((await whole(objects, "a")).equals(bytes)).toBe(true);
    fake.fault({ status: 500, code: "InternalError" }, { times: 2 });
    expect(await objects.size("a")).toBe(1000);
  });

  it.each<[string, Parameters<S3Fake["fault"]>[0], string]>([
    ["cannot be reached", "down", "cannot be reached"],
    ["never answers", "silent", "does not answer in time"],
    ["fails each time", { status: 500, code: "InternalError" }, "has a problem of its own"],
  ])("is given up when it %s, and works again afterwards", async (_, fault, words) => {
    const objects = store();
    fake.fault(fault);
    const given = { code: "unavailable", retryable: true, message: expect.stringContaining(words) };
    await expect(objects.size("a")).rejects.toMatchObject(given);
    await expect(whole(objects, "a")).rejects.toMatchObject(given);
    fake.heal();
    await objects.put("a", inParts(randomBytes(5)));
    expect(await objects.size("a")).toBe(5);
  });

  it("goes on in the middle of what it was reading when the line breaks there", async () => {
    const objects = store();
    const bytes = randomBytes(3 * mebibyte);
    await objects.put("a", inParts(bytes));
    fake.fault("cut", { times: 2 });
    expect((await whole(objects, "a")).equals(bytes)).toBe(true);
    expect(fake.asked.filter((it) => it.startsWith("GET"))).toHaveLength(3);
  });

  it("does not go on in another object that took the name meanwhile", async () => {
    const objects = store();
    await objects.put("a", inParts(randomBytes(3 * mebibyte)));
    fake.fault("cut", { times: 1 });
    const reading = objects.read("a", { from: 0, to: Infinity })[Symbol.asyncIterator]();
    await reading.next();
    await objects.put("a", inParts(randomBytes(3 * mebibyte)));
    const rest = async () => {
      while (!(await reading.next()).done);
    };
    await expect(rest()).rejects.toMatchObject({ code: "unavailable" });
  });

  it("stops waiting for one that is silent when it is told to", async () => {
    fake.fault("silent");
    const stop = new AbortController();
    const putting = store().put("a", inParts(randomBytes(10)), stop.signal);
    stop.abort(new Error("enough"));
    await expect(putting).rejects.toThrow("enough");
  });
});

describe("a large object", () => {
  const bytes = randomBytes(17 * mebibyte);

  it("goes on where it was when the store comes back, even for another process", async () => {
    fake.fault("down", { when: /partNumber=3/ });
    await expect(store().put("a", inParts(bytes))).rejects.toMatchObject({ code: "unavailable" });
    expect(await store().size("a")).toBeNull();
    fake.heal();
    const before = partsSent();
    await store().put("a", inParts(bytes));
    expect(partsSent() - before).toBe(1);
    expect((await whole(store(), "a")).equals(bytes)).toBe(true);
    expect(fake.inside("vault").uploads.size).toBe(0);
  });

  it("is sent anew where it differs from what is there", async () => {
    fake.fault("down", { when: /partNumber=3/ });
    await expect(store().put("a", inParts(randomBytes(17 * mebibyte)))).rejects.toThrow();
    fake.heal();
    await store().put("a", inParts(bytes));
    expect((await whole(store(), "a")).equals(bytes)).toBe(true);
  });

  it("leaves nothing there when it was broken off, or is deleted before it was whole", async () => {
    const { uploads } = fake.inside("vault");
    const failing = async function* () {
      yield* inParts(bytes);
      throw new Error("the source is gone");
    };
    await expect(store().put("a", failing())).rejects.toThrow("the source is gone");
    expect(uploads.size).toBe(0);
    fake.fault("down", { when: /partNumber=2/ });
    await expect(store().put("a", inParts(bytes))).rejects.toThrow();
    expect(uploads.size).toBe(1);
    fake.heal();
    await store().delete("a");
    expect(uploads.size).toBe(0);
  });

  it("does not say that all is gone while a part of it is left", async () => {
    fake.fault("down", { when: /partNumber=2/ });
    await expect(store().put("a", inParts(bytes))).rejects.toThrow();
    fake.heal();
    fake.fault({ status: 503, code: "SlowDown" }, { when: /^DELETE .*uploadId/ });
    await expect(store().delete("a")).rejects.toMatchObject({ code: "unavailable" });
  });

  it("is there when only the answer to the last request got lost", async () => {
    fake.fault("unheard", { when: /^POST .*uploadId/, times: 1 });
    await store().put("a", inParts(bytes));
    expect((await whole(store(), "a")).equals(bytes)).toBe(true);
  });
});

describe("the fake", () => {
  it("refuses a body that is not what was signed", async () => {
    const { url } = fake;
    const answer = await fetch(`${url}/vault/a`, { method: "PUT", body: "unsigned" });
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("InvalidAccessKeyId")]);
  });
});
