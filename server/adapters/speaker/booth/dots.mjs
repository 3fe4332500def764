// Many sums of products at once, four numbers in each step, which JavaScript has no word for. The whole of it is a WebAssembly
// function of 234 bytes that works on one memory: weights and all that is computed lie there.
import { Buffer } from "node:buffer";

/** Rows are read in steps of so many numbers. */
export const stepFloats = 8;

/** In hexadecimal, with what it means behind the semicolon. */
const listing = `
  00 61 73 6d 01 00 00 00  ; a module, version 1
  01 09 01 60 05 7f 7f 7f 7f 7f 00  ; type: five numbers (weights, inputs, outputs, rows, bytes of a row), no result
  02 10 01 04 68 65 72 65 06 6d 65 6d 6f 72 79 02 00 01  ; import: here.memory
  03 02 01 00  ; one function of that type
  07 08 01 04 64 6f 74 73 00 00  ; export: dots
  0a b4 01 01 b1 01  ; its code
  02 02 7f 02 7b  ; besides: 5 the end of the inputs, 6 where it is in them; 7 and 8 sums of four each
  03 40  ; for each row
  fd 0c 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 21 07  ;   first sums = 0
  fd 0c 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 21 08  ;   second sums = 0
  20 01 22 06 20 04 6a 21 05  ;   at = inputs, end = at + bytes
  03 40  ;   for each eight
  20 07 20 00 fd 00 00 00  ;     first sums + weights[0..3]
  20 06 fd 00 00 00 fd e6 01 fd e4 01 21 07  ;       * inputs[0..3]
  20 08 20 00 fd 00 00 10  ;     second sums + weights[4..7]
  20 06 fd 00 00 10 fd e6 01 fd e4 01 21 08  ;       * inputs[4..7]
  20 00 41 20 6a 21 00  ;     weights += 32 bytes
  20 06 41 20 6a 22 06  ;     at += 32 bytes
  20 05 49 0d 00 0b  ;     again while at < end
  20 07 20 08 fd e4 01 21 07  ;   sums = first + second
  20 02 20 07 fd 1f 00 20 07 fd 1f 01 92  ;   outputs[0] = sums[0] + sums[1]
  20 07 fd 1f 02 20 07 fd 1f 03 92 92 38 02 00  ;     + sums[2] + sums[3]
  20 02 41 04 6a 21 02  ;   outputs += 4 bytes
  20 03 41 01 6b 22 03 0d 00 0b  ;   again while --rows
  0b
`;

const floatBytes = 4;
const pageBytes = 65_536;
const code = Buffer.from(listing.replace(/;.*$/gm, "").replace(/\s+/g, ""), "hex");

/**
 * A memory of so many numbers, and what multiplies in it. Places are counted in numbers.
 * @param {number} size
 * @returns {{ floats: Float32Array, dots(weights: number, inputs: number, outputs: number, rows: number, columns: number): void }}
 *   `dots`: each output is the sum of a row of weights times the inputs; columns are a multiple of `stepFloats`
 */
export function makeDots(size) {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(size * floatBytes / pageBytes) });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { here: { memory } });
  const dots = /** @type {(...numbers: number[]) => void} */ (exports.dots);
  return {
    floats: new Float32Array(memory.buffer),
    dots(weights, inputs, outputs, rows, columns) {
      dots(weights * floatBytes, inputs * floatBytes, outputs * floatBytes, rows, columns * floatBytes);
    },
  };
}
