// Run inside the server's sandbox by tests/server/storage.test.ts: keeps something as the server does and says how that went.
import { Buffer } from "node:buffer";
import { randomBytes, randomUUID } from "node:crypto";
import process from "node:process";
import { openStorage } from "../../server/compose-storage.ts";
import { readConfig } from "../../server/config.ts";
import { systemClock } from "../../server/kit/clock.ts";
import { silentLog } from "../../server/kit/log.ts";
import { Scope } from "../../server/kit/scope.ts";

const scope = new Scope();
const storage = await openStorage(readConfig(process.env), { scope, clock: systemClock, log: silentLog });
const key = { interviewId: randomUUID(), dataKey: randomBytes(32) };
const said = randomBytes(9_000_000);

async function* once(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(said);
}

await storage.ready();
const heard: Record<string, boolean> = {};
for (const blobs of [storage.vault, storage.shelf]) {
  const parts: Uint8Array[] = [];
  await blobs.put("a/voice.ogg", once(), { key });
  for await (const part of blobs.read("a/voice.ogg", { key, from: 70_000 })) parts.push(part);
  heard[blobs.holds] = Buffer.concat(parts).equals(said.subarray(70_000));
}
const segment = { takeId: randomUUID(), trackId: randomUUID(), from: 0, bytes: 3 };
await storage.segments?.send(segment, Buffer.from("log"));
const away = storage.segments && String(Buffer.from(await storage.segments.read(segment)));
await scope.close();
process.stdout.write(
  JSON.stringify({ heard, away, room: storage.floor.room, knows: storage.floor.freeBytes !== null }),
);
process.exit(0);
