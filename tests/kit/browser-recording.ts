import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  WebMOutputFormat,
} from "mediabunny";

/** A frame of Opus that holds silence of 20 ms. */
const silence = new Uint8Array([0xf8, 0xff, 0xfe]);

const opusHead = Buffer.from("OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00", "latin1");

const forms = {
  webm: (whole: boolean) => new WebMOutputFormat({ appendOnly: !whole }),
  ogg: () => new OggOutputFormat(),
  mp4: (whole: boolean) => new Mp4OutputFormat({ fastStart: whole ? "in-memory" : "fragmented" }),
};
type Options = { readonly as?: keyof typeof forms; readonly holeAt?: number; readonly whole?: boolean };

/**
 * What a browser's MediaRecorder gives: so many frames of 20 ms; `holeAt` leaves a hole of a second before that frame,
 * `whole` writes the tables of a file that was finished and not streamed.
 */
export async function browserRecording(
  frames: number,
  { as = "webm", holeAt, whole = false }: Options = {},
): Promise<Uint8Array> {
  const output = new Output({ format: forms[as](whole), target: new BufferTarget() });
  const source = new EncodedAudioPacketSource("opus");
  output.addAudioTrack(source);
  await output.start();
  const description = as === "webm" ? {} : { description: opusHead };
  const decoderConfig = { ...description, codec: "opus", numberOfChannels: 1, sampleRate: 48_000 };
  for (let n = 0; n < frames; n++) {
    const second = n * 0.02 + (holeAt !== undefined && n >= holeAt ? 1 : 0);
    await source.add(new EncodedPacket(silence, "key", second, 0.02), { decoderConfig });
  }
  await output.finalize();
  return new Uint8Array(output.target.buffer ?? new ArrayBuffer(0));
}
