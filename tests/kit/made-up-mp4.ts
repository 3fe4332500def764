import { Buffer } from "node:buffer";

type Claim = {
  readonly packets: number;
  readonly packetBytes: number;
  /** All packets lie at one of two places. */
  readonly same?: boolean;
};

/** An MP4 whose tables claim so many packets of Opus, and which holds next to none of them. */
export function madeUpMp4({ packets, packetBytes, same = false }: Claim): Buffer {
  const kind = box("ftyp", Buffer.from("isom"), words(0), Buffer.from("isom"));
  const build = (offset: number): Buffer => box("moov", movieHead, track({ packets, packetBytes, same, offset }));
  const offset = kind.length + build(0).length + 8;
  return Buffer.concat([kind, build(offset), box("mdat", Buffer.from([0x78]), Buffer.alloc(packetBytes + 999))]);
}

const movieHead = box("mvhd", words(0, 0, 0, 1_000, 1_000), Buffer.alloc(80));

function track({ packets, packetBytes, same, offset }: Required<Claim> & { readonly offset: number }): Buffer {
  const times = box("stts", words(0, 1, packets, 960));
  const perChunk = box("stsc", words(0, 1, 1, same ? 1 : packets, 1));
  const chunks = box("stco", words(0, same ? packets : 1), filled(same ? packets : 1, (n) => offset + n % 2));
  const sizes = box("stsz", words(0, 0, packets), filled(packets, () => packetBytes));
  const tables = box("stbl", box("stsd", words(0, 1), opus()), times, perChunk, chunks, sizes);
  const sound = box("hdlr", words(0, 0), Buffer.from("soun"), Buffer.alloc(13));
  const clock = box("mdhd", words(0, 0, 0, 48_000, 48_000_000), Buffer.alloc(4));
  const media = box("mdia", clock, sound, box("minf", box("smhd", Buffer.alloc(8)), tables));
  return box("trak", box("tkhd", words(7, 0, 0, 1, 0, 1_000), Buffer.alloc(60)), media);
}

function opus(): Buffer {
  const head = box("dOps", Buffer.from([0, 1, 1, 56, 0, 0, 0xbb, 0x80, 0, 0, 0]));
  const fixed = [Buffer.alloc(7), Buffer.of(1), Buffer.alloc(9), Buffer.of(1, 0, 16), Buffer.alloc(4)];
  return box("Opus", ...fixed, words(48_000 * 65_536), head);
}

function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([words(8 + body.length), Buffer.from(type), body]);
}

function words(...all: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(all).buffer).swap32();
}

function filled(count: number, word: (n: number) => number): Buffer {
  return Buffer.from(Uint32Array.from({ length: count }, (_, n) => word(n)).buffer).swap32();
}
