/** What of an RTP packet matters to a recording. The payload is a view of the packet. */
export type Rtp = {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
};

const headBytes = 12;

/** Reads an RTP packet that anybody may have made; undefined: it is none. */
export function parseRtp(bytes: Uint8Array): Rtp | undefined {
  const [first = 0, second = 0] = bytes;
  // 192 to 223 are RTCP.
  if (bytes.length < headBytes || first >> 6 !== 2 || second >= 192 && second <= 223) return undefined;
  const from = payloadStart(bytes, first);
  const padding = (first & 0x20) === 0 ? 0 : bytes[bytes.length - 1] ?? 0;
  const to = bytes.length - padding;
  if (from > to || (first & 0x20) !== 0 && padding === 0) return undefined;
  return {
    payloadType: second & 0x7f,
    marker: second > 0x7f,
    sequence: u16(bytes, 2),
    timestamp: u32(bytes, 4),
    ssrc: u32(bytes, 8),
    payload: bytes.subarray(from, to),
  };
}

function payloadStart(bytes: Uint8Array, first: number): number {
  const fixed = headBytes + (first & 0x0f) * 4;
  if ((first & 0x10) === 0) return fixed;
  // Too short for it: no payload can begin behind the end.
  return fixed + 4 > bytes.length ? Number.POSITIVE_INFINITY : fixed + 4 + u16(bytes, fixed + 2) * 4;
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) << 8 | (bytes[at + 1] ?? 0);
}

function u32(bytes: Uint8Array, at: number): number {
  return (u16(bytes, at) * 0x1_0000) + u16(bytes, at + 2);
}
