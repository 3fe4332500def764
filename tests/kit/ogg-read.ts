import { Buffer } from "node:buffer";
import { oggCrc } from "../../server/recorder/mux/ogg-crc.ts";

/** A page of an Ogg file that is whole. */
export type OggPage = {
  readonly first: boolean;
  readonly last: boolean;
  readonly granule: number;
  readonly number: number;
  readonly packets: readonly Uint8Array[];
};

const headBytes = 27;
/** No page is larger, so a reader never keeps more. */
const maxPageBytes = headBytes + 255 + 255 * 255;
const magic = Buffer.from("OggS");

/**
 * The pages of an Ogg file whose packets end where pages end, as ours do. Whatever is between good pages is passed over; a
 * page that is cut off at the end is none.
 */
export async function* readOgg(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<OggPage> {
  let kept = Buffer.alloc(0);
  for await (const chunk of bytes) {
    kept = kept.length === 0 ? Buffer.from(chunk) : Buffer.concat([kept, chunk]);
    const { pages, rest } = readPages(kept);
    yield* pages;
    kept = kept.subarray(rest);
  }
}

/** The whole pages in it, and where what may be the beginning of another one begins. */
export function readPages(bytes: Buffer): { readonly pages: readonly OggPage[]; readonly rest: number } {
  const pages: OggPage[] = [];
  let at = bytes.indexOf(magic);
  while (at >= 0) {
    const length = pageLength(bytes, at);
    if (length === undefined) return { pages, rest: at };
    const page = readPage(bytes.subarray(at, at + length));
    if (page) pages.push(page);
    at = bytes.indexOf(magic, page ? at + length : at + 1);
  }
  // The last bytes may be the first of a page.
  return { pages, rest: Math.max(0, bytes.length - magic.length + 1) };
}

/** undefined: not all of it is there. */
function pageLength(bytes: Buffer, at: number): number | undefined {
  const segments = bytes[at + headBytes - 1];
  if (segments === undefined || at + headBytes + segments > bytes.length) return undefined;
  let length = headBytes + segments;
  for (let n = 0; n < segments; n++) length += bytes[at + headBytes + n] ?? 0;
  return at + length > bytes.length ? undefined : Math.min(length, maxPageBytes);
}

function readPage(page: Buffer): OggPage | undefined {
  if (page.readUInt32LE(22) !== oggCrc(page)) return undefined;
  const segments = page.readUInt8(26);
  const packets: Uint8Array[] = [];
  let from = headBytes + segments;
  let to = from;
  for (const segment of page.subarray(headBytes, headBytes + segments)) {
    to += segment;
    if (segment === 255) continue;
    packets.push(page.subarray(from, to));
    from = to;
  }
  const flags = page.readUInt8(5);
  return {
    first: (flags & 2) !== 0,
    last: (flags & 4) !== 0,
    granule: Number(page.readBigInt64LE(6)),
    number: page.readUInt32LE(18),
    packets,
  };
}
