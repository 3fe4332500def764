// Better voices that an operator may fetch: pinned by address, length and checksum, as several programs quote them from the
// publisher's checksum.txt beside them. None comes with Grindstone.

const releases = "https://github.com/k2-fsa/sherpa-onnx/releases/download/tts-models";

/**
 * @typedef {{ name: string, url: string, bytes: number, unpackedBytes: number, sha256: string, files: readonly string[] }} Archive
 *   `files`: what has to be in it
 * @typedef {{ archive: Archive, kind: "piper" | "kokoro", model: string, speaker: number, called: string }} CatalogueVoice
 */

/** @param {string} speaker @param {number} bytes @param {string} sha256 @returns {Archive} */
function piper(speaker, bytes, sha256) {
  const name = `vits-piper-en_US-${speaker}-medium`;
  const files = [`en_US-${speaker}-medium.onnx`, "tokens.txt", "espeak-ng-data/phontab"];
  return { name, url: `${releases}/${name}.tar.bz2`, bytes, unpackedBytes: 100e6, sha256, files };
}

/** @type {Archive} */
const kokoro = {
  name: "kokoro-int8-en-v0_19",
  url: `${releases}/kokoro-int8-en-v0_19.tar.bz2`,
  bytes: 103_248_205,
  unpackedBytes: 200e6,
  sha256: "c9f0dd393615805b0bab050c340834d5e684e732aec91c0e860cd30e982c08bd",
  files: ["model.int8.onnx", "voices.bin", "tokens.txt", "espeak-ng-data/phontab"],
};

const amy = piper("amy", 67_223_746, "9a5d1fc497f85e8022b785bff5f8105203b1e33099ee6265203efc70b0cb0264");
const ryan = piper("ryan", 67_213_100, "c546af78b6395b4e7c4ce1ed899438b64426a362f5d4ec5fecd090ded9ad7505");

/** By the names that INTERVIEWER_VOICE takes. @type {Readonly<Record<string, CatalogueVoice>>} */
export const catalogue = {
  amy: { archive: amy, kind: "piper", model: "en_US-amy-medium.onnx", speaker: 0, called: "Piper “Amy”" },
  ryan: { archive: ryan, kind: "piper", model: "en_US-ryan-medium.onnx", speaker: 0, called: "Piper “Ryan”" },
  bella: { archive: kokoro, kind: "kokoro", model: "model.int8.onnx", speaker: 1, called: "Kokoro “Bella”" },
  george: { archive: kokoro, kind: "kokoro", model: "model.int8.onnx", speaker: 9, called: "Kokoro “George”" },
};

/** Those of Flite, which need no fetching. */
export const smallVoices = ["rms", "slt", "awb"];
