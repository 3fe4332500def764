import { Buffer } from "node:buffer";
import { EncodedPacketSink, Input, WEBM } from "mediabunny";
import { expect, it } from "vitest";
import { guardedSource } from "../../../server/recorder/fallback/guarded-source.ts";
import { pictureStream } from "../../kit/picture-stream.ts";
import { rendering } from "../../kit/real-media.ts";

async function packetsOf(file: Buffer): Promise<number> {
  const source = guardedSource({ bytes: file.length, read: (from, to) => file.subarray(from, to) });
  using input = new Input({ formats: [WEBM], source });
  const video = await input.getPrimaryVideoTrack();
  if (!video) throw new Error("there is no picture in it");
  let packets = 0;
  for await (const _ of new EncodedPacketSink(video).packets()) packets++;
  return packets;
}

const film = async (): Promise<Buffer> =>
  (await rendering(pictureStream({ fromMs: 0, frames: 60, keyEvery: 10 }), "picture")).bytes;

it("reads a good file to its end", async () => {
  expect(await packetsOf(await film())).toBe(60);
});

// Once this fails, mediabunny no longer goes round and round, and the guard may go.
it("stops a reader that looks at the same place without end", async () => {
  const bytes = await film();
  const cluster = bytes.indexOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75]), 5_000);
  bytes.fill(0xff, cluster);
  await expect(packetsOf(bytes)).rejects.toThrow("The recording is damaged and cannot be read.");
});
