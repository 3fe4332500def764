import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStorage } from "../../server/compose-storage.ts";
import type { S3Config } from "../../server/config-s3.ts";
import { readConfig } from "../../server/config.ts";
import { systemClock } from "../../server/kit/clock.ts";
import { silentLog } from "../../server/kit/log.ts";
import { Scope } from "../../server/kit/scope.ts";
import { denoFlags, serverFolders } from "../../server/native/permissions.mjs";
import { denoBin, root } from "../../server/native/places.mjs";
import { type S3Account, s3Fake } from "../kit/s3.ts";

const probe = join(root, "tests/kit/storage-probe.ts");
let dataDir = "";
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "grindstone-storage-"));
  for (const name of serverFolders) await mkdir(join(dataDir, name));
});
afterEach(() => rm(dataDir, { recursive: true }));

const given = {
  DATABASE_URL: "postgresql://postgres@localhost/x?host=/run/none",
  MEDIASOUP_WORKER_BIN: "/nowhere/mediasoup-worker",
};

/** What the probe says when it has exactly the rights that the server gets with these settings. */
async function inside(settings: Record<string, string>): Promise<unknown> {
  const all = { ...given, DATA_DIR: dataDir, FREE_SPACE_FLOOR_MB: "0", ...settings };
  const flags = denoFlags(all, { root, worker: all.MEDIASOUP_WORKER_BIN }).map((flag) =>
    // The probe lies with the tests, which the server itself may not read.
    flag.startsWith("--allow-read=") ? `${flag},${probe}` : flag
  );
  return await new Promise((resolve, reject) => {
    const child = spawn(denoBin, ["run", ...flags, probe], { cwd: root, env: { ...process.env, ...all } });
    let [text, problems] = ["", ""];
    child.stdout.on("data", (chunk) => text += String(chunk));
    child.stderr.on("data", (chunk) => problems += String(chunk));
    child.once("error", reject);
    child.once("exit", (code) => code === 0 ? resolve(JSON.parse(text)) : reject(new Error(problems)));
  });
}

const heard = { "real voices": true, "anonymized voices": true };

describe("whether recordings can be kept", () => {
  it("is asked until it was proven once, and nobody waits long for the answer", async () => {
    const fake = await s3Fake();
    const [scope, later] = [new Scope(), new Scope()];
    const keys = [fake.promise("the-vault"), fake.bucket("the-shelf")];
    const [vault, shelf] = ["the-vault", "the-shelf"].map((bucket, n) => ({ bucket, ...keys[n] as S3Account }));
    const s3 = { endpoint: fake.url, region: fake.region, forcePathStyle: true, vault, shelf } as S3Config;
    const kit = { scope, clock: systemClock, log: silentLog };
    const config = readConfig({ ...given, DATA_DIR: dataDir });
    try {
      const { ready } = await openStorage({ ...config, s3 }, kit);
      fake.fault({ status: 403, code: "AccessDenied" }, { times: 1 });
      await expect(ready()).rejects.toMatchObject({ message: expect.stringContaining("refuses this server") });
      fake.fault("silent", { times: 2 });
      await expect(ready()).rejects.toMatchObject({ message: expect.stringContaining("has not answered yet") });
      await scope.close();
      const again = await openStorage({ ...config, s3 }, { ...kit, scope: later });
      await again.ready();
      fake.fault("down");
      await again.ready();
    } finally {
      await later.close();
      await fake.close();
    }
  });
});

describe("recordings, with the rights that the server has", () => {
  it("are kept on the disk when nothing is set", async () => {
    expect(await inside({})).toEqual({ heard, away: null, room: "enough", knows: true });
    const files = (await readdir(dataDir, { recursive: true })).filter((it) => it.endsWith(".ogg"));
    expect(files.toSorted()).toEqual(["shelf/objects/a/voice.ogg", "vault/objects/a/voice.ogg"]);
  });

  it("are kept in the object store when one is set, each kind in its bucket with its keys", async () => {
    const fake = await s3Fake();
    const [vault, shelf] = [fake.promise("the-vault"), fake.promise("the-shelf")];
    const settings = {
      S3_ENDPOINT: fake.url,
      S3_BUCKET: "the-vault",
      S3_ACCESS_KEY_ID: vault.accessKeyId,
      S3_SECRET_ACCESS_KEY: vault.secretAccessKey,
      S3_SHELF_BUCKET: "the-shelf",
      S3_SHELF_ACCESS_KEY_ID: shelf.accessKeyId,
      S3_SHELF_SECRET_ACCESS_KEY: shelf.secretAccessKey,
    };
    try {
      expect(await inside(settings)).toEqual({ heard, away: "log", room: "enough", knows: true });
      expect([...fake.inside("the-shelf").objects.keys()]).toEqual(["objects/a/voice.ogg"]);
      const inVault = [...fake.inside("the-vault").objects.keys()];
      expect(inVault).toEqual(["objects/a/voice.ogg", expect.stringMatching(/^running\/.+\/.+\/0{15}-3$/)]);
      expect((await readdir(dataDir, { recursive: true })).filter((it) => it.endsWith(".ogg"))).toEqual([]);
    } finally {
      await fake.close();
    }
  });
});
