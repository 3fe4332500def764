import { Buffer } from "node:buffer";

/** Samples for each phoneme, and how many a second has. */
const samplesEach = 1_200;
const rate = 22_050;
const hertz = 147;

const [float, int64] = [1, 7];

/**
 * A voice in the form of Piper's, of a few kilobytes: it hums for 54 ms for each phoneme. What reads, loads and runs real
 * ones can be tried with it.
 */
export function tinyVoice({ notes = true } = {}): { readonly model: Buffer; readonly tokens: Buffer } {
  const wave = Float32Array.from(
    { length: samplesEach },
    (_, n) => 0.3 * Math.sin(2 * Math.PI * hertz * n / rate) * Math.sin(Math.PI * n / samplesEach),
  );
  const nodes = [
    node("Cast", ["input"], "numbers", field(5, [field(1, "to"), number(3, float), number(20, 2)])),
    node("Unsqueeze", ["numbers", "axis"], "standing"),
    node("Mul", ["standing", "nothing"], "silent"),
    node("Add", ["silent", "wave"], "humming"),
    node("Reshape", ["humming", "flat"], "output"),
  ];
  const graph = [
    ...nodes,
    field(2, "tiny"),
    tensor("axis", int64, [1], new BigInt64Array([2n])),
    tensor("nothing", float, [1], new Float32Array(1)),
    tensor("wave", float, [1, 1, samplesEach], wave),
    tensor("flat", int64, [3], new BigInt64Array([1n, 1n, -1n])),
    field(11, value("input", int64, ["n", "length"])),
    field(11, value("input_lengths", int64, ["n"])),
    field(11, value("scales", float, [3])),
    field(12, value("output", float, ["n", "one", "time"])),
  ];
  const words = { model_type: "vits", comment: "piper", language: "English", voice: "en-us" };
  const numbers = { has_espeak: 1, n_speakers: 1, sample_rate: rate };
  const model = [
    number(1, 8),
    field(8, [number(2, 13)]),
    field(7, graph),
    ...Object.entries(notes ? { ...words, ...numbers } : {}).map(([name, it]) =>
      field(14, [field(1, name), field(2, String(it))])
    ),
  ];
  const phonemes = "_^$ !',-.:;?abcdefghijklmnopqrstuvwxyzæðŋɑɐɔəɚɛɜɡɪɹɾʃʊʌʒθˈˌː".split("");
  return {
    model: Buffer.concat(model),
    tokens: Buffer.from(phonemes.map((it, n) => `${it} ${n}\n`).join("")),
  };
}

function node(op: string, inputs: readonly string[], output: string, ...attributes: Buffer[]): Buffer {
  return field(1, [...inputs.map((it) => field(1, it)), field(2, output), field(4, op), ...attributes]);
}

function tensor(name: string, type: number, shape: readonly number[], data: ArrayBufferView): Buffer {
  const raw = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return field(5, [...shape.map((it) => number(1, it)), number(2, type), field(8, name), field(9, raw)]);
}

function value(name: string, type: number, shape: readonly (string | number)[]): Buffer[] {
  const sides = shape.map((it) => field(1, [typeof it === "number" ? number(1, it) : field(2, it)]));
  return [field(1, name), field(2, [field(1, [number(1, type), field(2, sides)])])];
}

/** A field of a protobuf message that is text, bytes, or another message. */
function field(id: number, content: string | Buffer | readonly Buffer[]): Buffer {
  const body = typeof content === "string"
    ? Buffer.from(content)
    : Buffer.isBuffer(content)
    ? content
    : Buffer.concat(content);
  return Buffer.concat([varint(id * 8 + 2), varint(body.length), body]);
}

function number(id: number, it: number): Buffer {
  return Buffer.concat([varint(id * 8), varint(it)]);
}

function varint(it: number): Buffer {
  const bytes: number[] = [];
  for (let left = it; bytes.length === 0 || left > 0; left = Math.floor(left / 128)) {
    bytes.push(left % 128 + (left >= 128 ? 128 : 0));
  }
  return Buffer.from(bytes);
}
