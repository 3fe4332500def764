// Silero's model, as its publisher ships it: an ONNX file, of which only the weights are read. The network that they belong
// to is small and fixed; it is in silero.mjs.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** Of silero_vad_v6.onnx in @ricky0123/vad-web 0.0.31. */
const sha256 = "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3";

/** Numbers of the fields that matter, in onnx.proto. */
const field = {
  model: { graph: 7 },
  graph: { node: 1 },
  node: { attribute: 5 },
  attribute: { name: 1, tensor: 5, graph: 6 },
  tensor: { name: 8, raw: 9 },
};

/** @typedef {Readonly<Record<string, Float32Array>>} Weights by the names that its makers gave them, without "decoder." and the like repeated */

/** The weights for 16 kHz. Throws where the file is another one. @param {string} path @returns {Weights} */
export function readSilero(path) {
  const file = readFileSync(path);
  const found = createHash("sha256").update(file).digest("hex");
  if (found !== sha256) throw new Error("Silero's model is not the file that was pinned");
  /** @type {Record<string, Float32Array>} */
  const weights = {};
  for (const graph of inside(file, field.model.graph)) collect(graph, undefined, weights);
  return weights;
}

/** The file holds two networks: the first branch is for 16 kHz, the other for 8. */
function collect(graph, branch, weights) {
  for (const node of inside(graph, field.graph.node)) {
    for (const attribute of inside(node, field.node.attribute)) {
      const [name] = inside(attribute, field.attribute.name);
      for (const tensor of inside(attribute, field.attribute.tensor)) {
        if (branch === "then_branch") keep(tensor, weights);
      }
      for (const inner of inside(attribute, field.attribute.graph)) collect(inner, branch ?? String(name), weights);
    }
  }
}

function keep(tensor, weights) {
  const [name] = inside(tensor, field.tensor.name);
  const [raw] = inside(tensor, field.tensor.raw);
  if (!name || !raw || raw.length % 4 !== 0) return;
  weights[String(name)] ??= new Float32Array(new Uint8Array(raw).buffer);
}

/** Every value of one field of a protobuf message that is itself bytes. */
function* inside(bytes, wanted) {
  for (let at = 0; at < bytes.length;) {
    const [key, body] = varint(bytes, at);
    at = body;
    const kind = key & 7;
    if (kind === 2) {
      const [length, begin] = varint(bytes, at);
      if (key >>> 3 === wanted) yield bytes.subarray(begin, begin + length);
      at = begin + length;
    } else at = kind === 0 ? varint(bytes, at)[1] : at + (kind === 1 ? 8 : 4);
  }
}

function varint(bytes, at) {
  let value = 0;
  for (let factor = 1;; factor *= 128) {
    const byte = bytes[at++];
    value += (byte & 127) * factor;
    if (byte < 128) return [value, at];
  }
}
