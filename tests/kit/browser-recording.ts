import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  OggOutputFormat,
  Output,
  WebMOutputFormat,
} from "mediabunny";

/** A frame of Opus that holds silence of 20 ms. */
const silence = new Uint8Array([0xf8, 0xff, 0xfe]);

const opusHead = Buffer.from("OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00", "latin1");

/** What a browser's MediaRecorder gives: so many frames of 20 ms; `from` leaves a hole of a second before that frame. */
export async function browserRecording(
  frames: number,
  { as = "webm", holeAt }: { as?: "webm" | "ogg"; holeAt?: number } = {},
): Promise<Uint8Array> {
  const format = as === "webm" ? new WebMOutputFormat({ appendOnly: true }) : new OggOutputFormat();
  const output = new Output({ format, target: new BufferTarget() });
  const source = new EncodedAudioPacketSource("opus");
  output.addAudioTrack(source);
  await output.start();
  const description = as === "ogg" ? { description: opusHead } : {};
  const decoderConfig = { ...description, codec: "opus", numberOfChannels: 1, sampleRate: 48_000 };
  for (let n = 0; n < frames; n++) {
    const second = n * 0.02 + (holeAt !== undefined && n >= holeAt ? 1 : 0);
    await source.add(new EncodedPacket(silence, "key", second, 0.02), { decoderConfig });
  }
  await output.finalize();
  return new Uint8Array(output.target.buffer ?? new ArrayBuffer(0));
}
