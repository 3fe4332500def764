import { Buffer } from "node:buffer";
import type { Chance } from "../../kit/chance.ts";

/** Bits turned, pieces cut out, doubled or replaced, or all of it noise. */
export function spoiled(bytes: Buffer, chance: Chance): Buffer {
  if (chance.below(8) === 0) return chance.bytes(chance.below(100));
  let spoilt = Buffer.from(bytes);
  for (let n = chance.below(4); n >= 0; n--) spoilt = once(spoilt, chance).subarray(0, 2 * bytes.length);
  return spoilt;
}

function once(bytes: Buffer, chance: Chance): Buffer<ArrayBuffer> {
  const [from, to] = [chance.below(bytes.length + 1), chance.below(bytes.length + 1)];
  const at = chance.below(bytes.length || 1);
  const how = chance.below(6);
  if (how === 0) return Buffer.from(bytes.subarray(0, to));
  if (how === 1) return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  if (how === 2) return Buffer.concat([bytes.subarray(0, at), chance.bytes(chance.below(9)), bytes.subarray(at)]);
  if (bytes.length > 0) bytes.writeUInt8(chance.of(0, 0xff, 0x80, chance.below(256)), at);
  return Buffer.from(bytes);
}
