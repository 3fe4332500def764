const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let it = n << 24;
  for (let bit = 0; bit < 8; bit++) it = (it & 0x8000_0000) !== 0 ? it << 1 ^ 0x04c1_1db7 : it << 1;
  return it >>> 0;
});

/** The checksum of an Ogg page, its own field counted as zero. */
export function oggCrc(page: Uint8Array): number {
  let crc = 0;
  for (let at = 0; at < page.length; at++) {
    const byte = at >= 22 && at < 26 ? 0 : page[at] ?? 0;
    crc = (crc << 8 ^ (table[(crc >>> 24 ^ byte) & 255] ?? 0)) >>> 0;
  }
  return crc;
}
