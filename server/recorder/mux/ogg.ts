import { Buffer } from "node:buffer";
import { oggCrc } from "./ogg-crc.ts";
import { opusRate, opusSamples } from "./opus.ts";

/** Samples that a decoder drops at the start: what the encoders of browsers look ahead. */
export const preSkip = 312;
const pageHeadBytes = 27;
const maxSegments = 255;
const first = 2;
const last = 4;

type Options = {
  readonly channels: 1 | 2;
  /** Tells streams apart in one file; the same one makes the same bytes. */
  readonly serial?: number;
};

/** Writes Opus packets as an Ogg file, with pages of at most a second (RFC 3533, RFC 7845). */
export class OggWriter {
  readonly #serial: number;
  #number = 0;
  #samples = 0;
  #pageSamples = 0;
  #segments = 0;
  #packets: Uint8Array[] = [];
  readonly #head: Buffer;

  constructor({ channels, serial = 1 }: Options) {
    this.#serial = serial;
    this.#head = Buffer.concat([
      this.#page([opusHead(channels)], { flags: first, granule: 0 }),
      this.#page([opusTags()], { flags: 0, granule: 0 }),
    ]);
  }

  /** What a file begins with. */
  get head(): Uint8Array {
    return this.#head;
  }

  /** Samples written, with those that are dropped at the start. */
  get samples(): number {
    return this.#samples;
  }

  /** Adds a packet that opusSamples() counts; gives back a page that is full. */
  add(packet: Uint8Array): Uint8Array | undefined {
    const samples = opusSamples(packet);
    const segments = Math.floor(packet.length / 255) + 1;
    const full = this.#pageSamples + samples > opusRate || this.#segments + segments > maxSegments;
    // The last page must have a packet, so none is written before there is another.
    const page = full && this.#packets.length > 0 ? this.#flush(0) : undefined;
    this.#packets.push(packet);
    this.#segments += segments;
    this.#samples += samples;
    this.#pageSamples += samples;
    return page;
  }

  /** The last page. */
  end(): Uint8Array {
    return this.#flush(last);
  }

  #flush(flags: number): Buffer {
    const page = this.#page(this.#packets, { flags, granule: this.#samples });
    this.#packets = [];
    this.#segments = 0;
    this.#pageSamples = 0;
    return page;
  }

  #page(packets: readonly Uint8Array[], { flags, granule }: { flags: number; granule: number }): Buffer {
    const lacing = packets.flatMap((it) => [
      ...Array.from({ length: Math.floor(it.length / 255) }, () => 255),
      it.length % 255,
    ]);
    const head = Buffer.alloc(pageHeadBytes);
    head.write("OggS");
    head.writeUInt8(flags, 5);
    head.writeBigInt64LE(BigInt(granule), 6);
    head.writeUInt32LE(this.#serial, 14);
    head.writeUInt32LE(this.#number++, 18);
    head.writeUInt8(lacing.length, 26);
    const page = Buffer.concat([head, Uint8Array.from(lacing), ...packets]);
    page.writeUInt32LE(oggCrc(page), 22);
    return page;
  }
}

function opusHead(channels: number): Buffer {
  const head = Buffer.alloc(19);
  head.write("OpusHead");
  head.writeUInt8(1, 8);
  head.writeUInt8(channels, 9);
  head.writeUInt16LE(preSkip, 10);
  head.writeUInt32LE(opusRate, 12);
  return head;
}

function opusTags(): Buffer {
  const vendor = Buffer.from("grindstone");
  const tags = Buffer.alloc(8 + 4 + vendor.length + 4);
  tags.write("OpusTags");
  tags.writeUInt32LE(vendor.length, 8);
  vendor.copy(tags, 12);
  return tags;
}
