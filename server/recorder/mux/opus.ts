/** Opus always counts in 48 kHz. */
export const opusRate = 48_000;
/** 20 ms. */
const frame = 960;
/** The shortest that Opus can say, 2.5 ms: holes are filled to it. */
export const grain = 120;
const maxSamples = 5_760;
const maxFrameBytes = 1_275;

/** Samples at 48 kHz in an Opus packet; 0: a decoder would refuse it (RFC 6716, 3.4). */
export function opusSamples(packet: Uint8Array): number {
  const [toc = 0, second = 0] = packet;
  const count = [1, 2, 2, second & 63][toc & 3] ?? 0;
  const samples = frameSamples(toc >> 3) * count;
  return packet.length > 0 && count > 0 && samples <= maxSamples && framed(packet, toc & 3, count) ? samples : 0;
}

export function isStereo(packet: Uint8Array): boolean {
  return ((packet[0] ?? 0) & 4) !== 0;
}

function frameSamples(config: number): number {
  if (config < 12) return [480, 960, 1_920, 2_880][config & 3] ?? 0;
  return config < 16 ? 480 << (config & 1) : 120 << (config & 3);
}

function framed(packet: Uint8Array, code: number, count: number): boolean {
  const body = packet.length - 1;
  switch (code) {
    case 0:
      return body <= maxFrameBytes;
    case 1:
      return body % 2 === 0 && body / 2 <= maxFrameBytes;
    case 2: {
      const first = frameLength(packet, 1);
      return first !== undefined && first.to + first.bytes <= packet.length &&
        packet.length - first.to - first.bytes <= maxFrameBytes;
    }
    default:
      return manyFramed(packet, count);
  }
}

function manyFramed(packet: Uint8Array, count: number): boolean {
  const flags = packet[1] ?? 0;
  let at = 2;
  let padding = 0;
  if ((flags & 0x40) !== 0) {
    for (let more = 255; more === 255; at++) {
      if (at >= packet.length) return false;
      more = packet[at] ?? 0;
      padding += more === 255 ? 254 : more;
    }
  }
  const end = packet.length - padding;
  if ((flags & 0x80) === 0) return at <= end && (end - at) % count === 0 && (end - at) / count <= maxFrameBytes;
  let sum = 0;
  for (let n = 1; n < count; n++) {
    const length = frameLength(packet, at);
    if (!length) return false;
    at = length.to;
    sum += length.bytes;
  }
  return at + sum <= end && end - at - sum <= maxFrameBytes;
}

/** The length of a frame that is written in one or two bytes. */
function frameLength(packet: Uint8Array, at: number): { bytes: number; to: number } | undefined {
  const [first, second = 0] = packet.subarray(at, at + 2);
  if (first === undefined || first >= 252 && at + 2 > packet.length) return undefined;
  return first < 252 ? { bytes: first, to: at + 1 } : { bytes: second * 4 + first, to: at + 2 };
}

/**
 * Packets without a sound in them, for what is missing: a decoder goes on with what it last heard and fades it out, or
 * with the noise of a quiet room where the encoder paused. `toc`: the first byte of the packet before.
 */
export function concealed(samples: number, toc: number): Uint8Array[] {
  const stereo = toc & 4;
  const config = toc >> 3;
  // The same mode with frames of 20 ms.
  const own = config < 12 ? config & ~3 | 1 : config < 16 ? config | 1 : config | 3;
  const whole = Math.floor(samples / frame);
  // Only CELT has frames of 2.5 ms.
  return [...empty(own << 3 | stereo, whole, 6), ...empty(28 << 3 | stereo, Math.floor(samples % frame / grain), 48)];
}

function empty(toc: number, frames: number, most: number): Uint8Array[] {
  const packets: Uint8Array[] = [];
  for (let left = frames; left > 0; left -= most) {
    packets.push(left === 1 ? Uint8Array.of(toc) : Uint8Array.of(toc | 3, Math.min(left, most)));
  }
  return packets;
}

/** What is longer than this ends in true silence: a voice that is carried on sounds like a machine. */
const fadeSamples = 3 * frame;
/** Six frames of 20 ms, CELT in full band, each of them silent. */
const sixSilent = Uint8Array.of(0xfb, 6, ...Array.from({ length: 6 }, () => [0xff, 0xfe]).flat());
const oneSilent = Uint8Array.of(0xf8, 0xff, 0xfe);

/** Packets of silence: what was heard last fades, then there is nothing. */
export function* silent(samples: number, toc: number): Generator<Uint8Array> {
  const fade = Math.min(samples, fadeSamples + samples % frame);
  yield* concealed(fade, toc);
  let frames = Math.floor((samples - fade) / frame);
  for (; frames >= 6; frames -= 6) yield sixSilent;
  for (; frames > 0; frames--) yield oneSilent;
}
