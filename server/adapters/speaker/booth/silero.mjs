// Silero's network for 16 kHz, one window at a time: a spectrum, four convolutions over its four frames, and a memory of
// 128 cells. All ears share the weights and where it computes; each has its own memory.
import { makeDots, stepFloats } from "./dots.mjs";
import { spectra } from "./spectrum.mjs";

/** 32 ms. */
export const windowSamples = 512;
/** It looks back so far over the window's edge. */
const contextSamples = 64;
const [frames, frameSamples, hop, bins, cells] = [4, 256, 128, 129, 128];
/** Of each convolution: numbers a frame that go in and come out, and how many frames it goes on each time. */
const shapes = [[bins, 128, 1], [128, 64, 2], [64, 64, 2], [64, cells, 1]];

/**
 * @typedef {{ inputs: number, outputs: number, stride: number, count: number, from: number, to: number, weights: number, columns: number, bias: Float32Array }} Layer
 *   `count`: frames that come out; `from`, `to`, `weights`: places
 * @typedef {ReturnType<typeof networkOf>} Network
 * @typedef {{ sound: Float32Array, said: Float32Array, cell: Float32Array }} Memory
 */

/** Weights as they are read, laid out as they are used. @param {import("./silero-file.mjs").Weights} weights */
export function networkOf(weights) {
  const given = (/** @type {string} */ name, /** @type {number} */ length) => {
    const found = weights[name];
    if (found?.length !== length) throw new Error(`Silero's model has no ${name} of ${length}`);
    return found;
  };
  let size = 0;
  const place = (/** @type {number} */ length) => (size += whole(length)) - whole(length);
  const layers = layersIn(place, (n, outputs) => given(`encoder.${n}.reparam_conv.bias`, outputs));
  const [gates, inputs, gate] = [place(4 * cells * 2 * cells), place(2 * cells), place(4 * cells)];
  const { floats, dots } = makeDots(size);
  layers.forEach((layer, n) => {
    const { inputs, outputs } = layer;
    layOut(floats, layer, given(`encoder.${n}.reparam_conv.weight`, outputs * inputs * 3));
  });
  const [fromInput, fromSaid] = ["ih", "hh"].map((it) => given(`decoder.rnn.weight_${it}`, 4 * cells * cells));
  for (let row = 0; row < 4 * cells; row++) {
    floats.set(fromInput.subarray(row * cells, (row + 1) * cells), gates + 2 * row * cells);
    floats.set(fromSaid.subarray(row * cells, (row + 1) * cells), gates + (2 * row + 1) * cells);
  }
  const biases = ["ih", "hh"].map((it) => given(`decoder.rnn.bias_${it}`, 4 * cells));
  return {
    ...{ floats, dots, layers, gates, inputs, gate },
    // The first wave of its transform has no turns in it: what is left is the shape of a frame.
    shape: given("stft.forward_basis_buffer", 2 * bins * frameSamples).slice(0, frameSamples),
    gateBias: Float32Array.from(biases[0], (it, n) => it + biases[1][n]),
    last: given("decoder.decoder.2.weight", cells),
    lastBias: given("decoder.decoder.2.bias", 1)[0],
  };
}

/** What one ear remembers of what it heard. @returns {Memory} */
export function newMemory() {
  return {
    sound: new Float32Array(contextSamples + windowSamples + contextSamples),
    said: new Float32Array(cells),
    cell: new Float32Array(cells),
  };
}

/** How probable it is that this window is speech, 0 to 1. @param {Network} network @param {Memory} memory @param {Float32Array} window */
export function probabilityOf(network, memory, window) {
  const { floats, layers, shape } = network;
  const { sound } = memory;
  sound.copyWithin(0, windowSamples, windowSamples + contextSamples);
  sound.set(window, contextSamples);
  // The end is mirrored, as its makers trained it.
  const end = contextSamples + windowSamples;
  for (let i = 0; i < contextSamples; i++) sound[end + i] = sound[end - 2 - i];
  spectra(sound, { shape, frames, hop, bins, into: floats, at: layers[0].from + bins });
  for (const layer of layers) convolve(network, layer);
  return remember(network, memory);
}

/** One row of silence lies before and after each picture, so that three rows in a row are what one result is made of. */
function convolve({ floats, dots }, { inputs, outputs, stride, count, from, to, weights, columns, bias }) {
  for (let row = 0; row < count; row++) {
    const out = to + (row + 1) * outputs;
    dots(weights, from + row * stride * inputs, out, outputs, columns);
    for (let n = 0; n < outputs; n++) floats[out + n] = Math.max(0, floats[out + n] + bias[n]);
  }
}

/** A step of its long short-term memory, of what comes and what it said before. */
function remember(network, { said, cell }) {
  const { floats, dots, layers, gates, inputs, gate, gateBias, last, lastBias } = network;
  const came = layers[layers.length - 1].to + cells;
  floats.copyWithin(inputs, came, came + cells);
  floats.set(said, inputs + cells);
  dots(gates, inputs, gate, 4 * cells, 2 * cells);
  const of = (/** @type {number} */ kind, /** @type {number} */ n) =>
    floats[gate + kind * cells + n] + gateBias[kind * cells + n];
  let sum = lastBias;
  for (let n = 0; n < cells; n++) {
    cell[n] = squashed(of(1, n)) * cell[n] + squashed(of(0, n)) * Math.tanh(of(2, n));
    said[n] = squashed(of(3, n)) * Math.tanh(cell[n]);
    if (said[n] > 0) sum += said[n] * last[n];
  }
  return squashed(sum);
}

function squashed(value) {
  return 1 / (1 + Math.exp(-value));
}

/** Where weights and pictures of each layer lie: what one gives is what the next takes. @returns {Layer[]} */
function layersIn(place, biasOf) {
  let from = place((frames + 2) * bins + stepFloats);
  let count = frames;
  return shapes.map(([inputs, outputs, stride], n) => {
    count = Math.ceil(count / stride);
    // A row that is read in whole steps reaches behind the picture's end.
    const to = place((count + 2) * outputs + stepFloats);
    const columns = whole(3 * inputs);
    const layer = { inputs, outputs, stride, count, from, to, columns, weights: place(outputs * columns) };
    from = to;
    return { ...layer, bias: biasOf(n, outputs) };
  });
}

/** From [output][input][time] to [output][time][input], and nothing where a row is filled up. */
function layOut(floats, { inputs, outputs, columns, weights }, given) {
  for (let n = 0; n < outputs; n++) {
    for (let input = 0; input < inputs; input++) {
      for (let time = 0; time < 3; time++) {
        floats[weights + n * columns + time * inputs + input] = given[(n * inputs + input) * 3 + time];
      }
    }
  }
}

function whole(length) {
  return Math.ceil(length / stepFloats) * stepFloats;
}
