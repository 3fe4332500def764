// 16-bit PCM, 16 kHz, mono, as WAV files hold it. Plain JavaScript for Node 20.
const rate = 16_000;

/**
 * The samples of a WAV file; throws a sentence that says what to do with another kind of sound.
 * @param {Uint8Array} file
 * @returns {Int16Array}
 */
export function readWav(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const name = (at) => String.fromCharCode(...file.subarray(at, at + 4));
  if (file.length < 12 || name(0) !== "RIFF" || name(8) !== "WAVE") throw new Error("This is not a WAV file.");
  let fits = false;
  for (let at = 12; at + 8 <= file.length;) {
    const bytes = view.getUint32(at + 4, true);
    if (name(at) === "fmt ") {
      const [format, channels] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
      const [samplesPerSecond, bits] = [view.getUint32(at + 12, true), view.getUint16(at + 22, true)];
      fits = (format === 1 || format === 0xfffe) && channels === 1 && samplesPerSecond === rate && bits === 16;
    }
    if (name(at) === "data") {
      if (!fits) {
        throw new Error("Make it 16-bit, 16 kHz and mono first: ffmpeg -i IN -ar 16000 -ac 1 -c:a pcm_s16le OUT.wav");
      }
      const length = Math.floor(Math.min(bytes, file.length - at - 8) / 2);
      return Int16Array.from({ length }, (_, sample) => view.getInt16(at + 8 + sample * 2, true));
    }
    at += 8 + bytes + bytes % 2;
  }
  throw new Error("This WAV file holds no sound.");
}

/**
 * A WAV file of these samples.
 * @param {Int16Array} pcm
 * @returns {Uint8Array}
 */
export function writeWav(pcm) {
  const file = new Uint8Array(44 + pcm.length * 2);
  const view = new DataView(file.buffer);
  const put = (at, text) => [...text].forEach((it, on) => view.setUint8(at + on, it.charCodeAt(0)));
  put(0, "RIFF");
  view.setUint32(4, 36 + pcm.length * 2, true);
  put(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, "data");
  view.setUint32(40, pcm.length * 2, true);
  pcm.forEach((sample, at) => view.setInt16(44 + at * 2, sample, true));
  return file;
}
