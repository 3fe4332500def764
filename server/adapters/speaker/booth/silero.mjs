// Silero's network for 16 kHz, one window at a time: a spectrum, four convolutions over its four frames, and a memory of
// 128 cells. All ears share the weights; each has its own memory.
import { spectra } from "./spectrum.mjs";

/** 32 ms. */
export const windowSamples = 512;
/** It looks back so far over the window's edge. */
const contextSamples = 64;
const [frames, frameSamples, hop, bins, cells] = [4, 256, 128, 129, 128];

/** @typedef {{ inputs: number, outputs: number, stride: number, weights: Float32Array, bias: Float32Array }} Layer */
/** @typedef {{ shape: Float32Array, layers: readonly Layer[], gates: Float32Array, gateBias: Float32Array, last: Float32Array, lastBias: number }} Network */
/** @typedef {{ sound: Float32Array, inputs: Float32Array, cell: Float32Array }} Memory */

/** Weights as they are read, in the order in which they are used. @param {import("./silero-file.mjs").Weights} weights @returns {Network} */
export function networkOf(weights) {
  const given = (/** @type {string} */ name, /** @type {number} */ length) => {
    const found = weights[name];
    if (found?.length !== length) throw new Error(`Silero's model has no ${name} of ${length}`);
    return found;
  };
  const layer = ([inputs, outputs, stride], n) => ({
    ...{ inputs, outputs, stride, bias: given(`encoder.${n}.reparam_conv.bias`, outputs) },
    weights: byTime(given(`encoder.${n}.reparam_conv.weight`, outputs * inputs * 3), outputs, inputs),
  });
  const biases = ["ih", "hh"].map((it) => given(`decoder.rnn.bias_${it}`, 4 * cells));
  return {
    // The first wave of its transform has no turns in it: what is left is the shape of a frame.
    shape: given("stft.forward_basis_buffer", 2 * bins * frameSamples).slice(0, frameSamples),
    layers: [[bins, 128, 1], [128, 64, 2], [64, 64, 2], [64, cells, 1]].map(layer),
    gates: sideBySide(...["ih", "hh"].map((it) => given(`decoder.rnn.weight_${it}`, 4 * cells * cells))),
    gateBias: Float32Array.from(biases[0], (it, n) => it + biases[1][n]),
    last: given("decoder.decoder.2.weight", cells),
    lastBias: given("decoder.decoder.2.bias", 1)[0],
  };
}

/** What one ear remembers of what it heard. @returns {Memory} */
export function newMemory() {
  return {
    sound: new Float32Array(contextSamples + windowSamples + contextSamples),
    inputs: new Float32Array(2 * cells),
    cell: new Float32Array(cells),
  };
}

/** How probable it is that this window is speech, 0 to 1. @param {Network} network @param {Memory} memory @param {Float32Array} window */
export function probabilityOf(network, memory, window) {
  const { sound, inputs } = memory;
  sound.copyWithin(0, windowSamples, windowSamples + contextSamples);
  sound.set(window, contextSamples);
  // The end is mirrored, as its makers trained it.
  const end = contextSamples + windowSamples;
  for (let i = 0; i < contextSamples; i++) sound[end + i] = sound[end - 2 - i];
  let picture = spectra(sound, { shape: network.shape, frames, hop, bins });
  for (const layer of network.layers) picture = convolved(picture, layer);
  inputs.set(picture.subarray(cells, 2 * cells));
  return remembered(network, memory);
}

/** One row of silence before and after, so that three rows in a row are what one result is made of. */
function convolved(picture, { inputs, outputs, stride, weights, bias }) {
  const rows = Math.ceil((picture.length / inputs - 2) / stride);
  const out = new Float32Array((rows + 2) * outputs);
  for (let row = 0; row < rows; row++) {
    const from = row * stride * inputs;
    for (let n = 0; n < outputs; n++) {
      const sum = bias[n] + dot(weights, n * 3 * inputs, picture, from, 3 * inputs);
      if (sum > 0) out[(row + 1) * outputs + n] = sum;
    }
  }
  return out;
}

/** A step of its long short-term memory; `inputs` holds what came and what it said before. */
function remembered({ gates, gateBias, last, lastBias }, { inputs, cell }) {
  const gate = new Float32Array(4 * cells);
  for (let n = 0; n < gate.length; n++) gate[n] = gateBias[n] + dot(gates, n * 2 * cells, inputs, 0, 2 * cells);
  let sum = lastBias;
  for (let n = 0; n < cells; n++) {
    const kept = squashed(gate[cells + n]) * cell[n];
    cell[n] = kept + squashed(gate[n]) * Math.tanh(gate[2 * cells + n]);
    const said = squashed(gate[3 * cells + n]) * Math.tanh(cell[n]);
    inputs[cells + n] = said;
    if (said > 0) sum += said * last[n];
  }
  return squashed(sum);
}

function squashed(value) {
  return 1 / (1 + Math.exp(-value));
}

/** Four sums side by side: one would have to wait for itself. */
function dot(a, aFrom, b, bFrom, length) {
  let one = 0;
  let two = 0;
  let three = 0;
  let four = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    one += a[aFrom + i] * b[bFrom + i];
    two += a[aFrom + i + 1] * b[bFrom + i + 1];
    three += a[aFrom + i + 2] * b[bFrom + i + 2];
    four += a[aFrom + i + 3] * b[bFrom + i + 3];
  }
  for (; i < length; i++) one += a[aFrom + i] * b[bFrom + i];
  return one + two + three + four;
}

/** From [output][input][time] to [output][time][input]. */
function byTime(weights, outputs, inputs) {
  const turned = new Float32Array(weights.length);
  for (let n = 0; n < outputs; n++) {
    for (let input = 0; input < inputs; input++) {
      for (let time = 0; time < 3; time++) {
        turned[(n * 3 + time) * inputs + input] = weights[(n * inputs + input) * 3 + time];
      }
    }
  }
  return turned;
}

function sideBySide(left, right) {
  const both = new Float32Array(left.length + right.length);
  for (let row = 0; row * cells < left.length; row++) {
    both.set(left.subarray(row * cells, (row + 1) * cells), 2 * row * cells);
    both.set(right.subarray(row * cells, (row + 1) * cells), (2 * row + 1) * cells);
  }
  return both;
}
