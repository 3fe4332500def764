import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LogRecord } from "../../../server/recorder/log/records.ts";
import { type FakeStore, fakeStore } from "../../kit/fake-store.ts";
import { openRecordingsHouse, packet, type RecordingsHouse } from "../../kit/recordings.ts";
import type { Fault } from "../../kit/s3.ts";

let store: FakeStore;
let house: RecordingsHouse;
beforeAll(async () => {
  store = await fakeStore();
  const { vault, segments } = store;
  house = await openRecordingsHouse({ vault, segments });
});
afterAll(async () => {
  await house?.close();
  await store?.close();
});

const voice = (words: string): LogRecord[] => [packet(40, `${words} one `), packet(60, `${words} two`)];
const later = (): Date => new Date(house.clock.now() + 60_000);
const found = async (interviewId: string) => {
  const whole = await house.stores.takes.find(interviewId);
  if (!whole) throw new Error("no such take");
  return whole;
};
async function fileOf(interviewId: string, trackId: string): Promise<string> {
  const object = (await found(interviewId)).tracks.find((it) => it.id === trackId)?.object ?? "";
  const key = { interviewId, dataKey: await house.stores.keys.open(interviewId) };
  const parts: Uint8Array[] = [];
  for await (const part of store.vault.read(object, { key })) parts.push(part);
  return Buffer.concat(parts).toString();
}
const logs = async (): Promise<string[]> => [...(await house.files()).keys()].filter((it) => it.endsWith(".log"));

describe("a take whose object store", () => {
  it.each<[string, Fault, RegExp]>([
    ["has a problem of its own", { status: 503, code: "SlowDown" }, /./],
    ["refuses this server", { status: 403, code: "AccessDenied" }, /./],
    ["lists what it has and takes nothing", { status: 403, code: "AccessDenied" }, /^(PUT|POST)/],
    ["hangs", "silent", /./],
    ["hangs when something is sent to it", "silent", /^(PUT|POST)/],
    ["breaks the line", "down", /./],
  ])("%s: it waits, says why, loses nothing and is finished once that is over", async (_, fault, when) => {
    const { interviewId, owner, guests: [guest = ""], track } = await house.take();
    const [mine, theirs] = [await track(owner, "voice", voice("mine")), await track(guest, "voice", voice("theirs"))];
    store.fake.fault(fault, { when });
    await house.stores.takes.end(interviewId, later());
    await house.recordings.finish(interviewId);
    expect((await found(interviewId)).take).toMatchObject({ state: "finishing", reason: "store-away" });
    expect(await logs()).toHaveLength(2);
    await house.recordings.sweeps.recover(later());
    await house.recordings.finish(interviewId);
    expect((await found(interviewId)).take).toMatchObject({ state: "finishing", reason: "store-away" });
    store.fake.heal();
    await house.recordings.sweeps.recover(later());
    await house.recordings.finish(interviewId);
    expect((await found(interviewId)).take).toMatchObject({ state: "stored", reason: null });
    expect([await fileOf(interviewId, mine), await fileOf(interviewId, theirs)]).toEqual([
      "mine one mine two",
      "theirs one theirs two",
    ]);
    expect([await logs(), store.names().filter((it) => !it.includes(interviewId))]).toEqual([[], []]);
    await house.recordings.erasing.erase(interviewId, owner);
    expect(store.names()).toEqual([]);
  });
});
