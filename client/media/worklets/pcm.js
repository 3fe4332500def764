// Runs on the browser's audio thread, alone: it can import nothing. A microphone as 16 kHz PCM, and PCM as sound.
const pcmRate = 16_000;
const frameSamples = 320;

/** Sound in memory before it is played. Higher outlasts a line that stalls, lower is heard sooner. */
const beginMs = 80;
/** What waits beyond this is heard too late: the oldest of it goes. */
const mostMs = 400;

/** Zero crossings of the filter to each side. More keeps more of what is just below the limit, and costs more. */
const crossings = 12;
const phases = 64;

/** Makes sound of one rate into sound of another, without what the lower rate cannot carry. */
class Resampler {
  #ratio;
  #half;
  #kernels;
  #before;
  #at;

  constructor(from, to) {
    this.#ratio = from / to;
    const cutoff = Math.min(1, to / from) * 0.92;
    this.#half = Math.ceil(crossings / cutoff);
    this.#kernels = Array.from({ length: phases + 1 }, (_, phase) => kernelOf(this.#half, cutoff, phase / phases));
    this.#before = new Float32Array(this.#half);
    this.#at = this.#half;
  }

  /** What can be said by now; some of what is given is kept for the next time. */
  push(samples) {
    const all = new Float32Array(this.#before.length + samples.length);
    all.set(this.#before);
    all.set(samples, this.#before.length);
    const out = [];
    for (; this.#at + this.#half < all.length; this.#at += this.#ratio) out.push(this.#sample(all));
    const gone = Math.max(0, Math.min(all.length, Math.floor(this.#at) - this.#half));
    this.#before = all.slice(gone);
    this.#at -= gone;
    return Float32Array.from(out);
  }

  #sample(all) {
    const whole = Math.floor(this.#at);
    const kernel = this.#kernels[Math.round((this.#at - whole) * phases)];
    const first = whole - this.#half + 1;
    let sum = 0;
    for (let tap = 0; tap < kernel.length; tap++) sum += all[first + tap] * kernel[tap];
    return sum;
  }
}

/** A low pass, `shift` of a sample late; its sum is 1, so that it makes nothing louder. */
function kernelOf(half, cutoff, shift) {
  const kernel = Float32Array.from({ length: half * 2 }, (_, tap) => {
    const t = tap - half + 1 - shift;
    const window = Math.abs(t) >= half ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * t / half);
    return window * (t === 0 ? 1 : Math.sin(Math.PI * cutoff * t) / (Math.PI * cutoff * t));
  });
  const sum = kernel.reduce((total, it) => total + it, 0);
  return kernel.map((it) => it / sum);
}

const same = { push: (samples) => samples };
const resampler = (from, to) => from === to ? same : new Resampler(from, to);

/** Gives frames of 20 ms. */
class PcmCapture extends AudioWorkletProcessor {
  #resampler = resampler(sampleRate, pcmRate);
  #frame = new Int16Array(frameSamples);
  #filled = 0;

  process([input]) {
    const samples = input?.[0];
    if (!samples) return true;
    for (const sample of this.#resampler.push(samples)) {
      this.#frame[this.#filled++] = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
      if (this.#filled === frameSamples) this.#give();
    }
    return true;
  }

  #give() {
    this.port.postMessage(this.#frame, [this.#frame.buffer]);
    this.#frame = new Int16Array(frameSamples);
    this.#filled = 0;
  }
}

/** Plays what it is given, evenly, however it comes; tells how much of it, in ms, came too late to be heard. */
class PcmPlayer extends AudioWorkletProcessor {
  #resampler = resampler(pcmRate, sampleRate);
  #pieces = [];
  #offset = 0;
  #waiting = 0;
  #playing = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }) => this.#take(data);
  }

  process(_inputs, [output]) {
    const out = output?.[0];
    if (!out) return true;
    const enough = this.#waiting >= (this.#playing ? 1 : sampleRate * beginMs / 1000);
    this.#playing = enough;
    if (enough) this.#fill(out);
    for (const channel of output.slice(1)) channel.set(out);
    return true;
  }

  #take(pcm) {
    const samples = this.#resampler.push(Float32Array.from(pcm, (it) => it / 32_768));
    this.#pieces.push(samples);
    this.#waiting += samples.length;
    const excess = this.#waiting - sampleRate * mostMs / 1000;
    if (excess <= 0) return;
    this.#skip(excess);
    this.port.postMessage(Math.round(excess / sampleRate * 1000));
  }

  #fill(out) {
    for (let at = 0; at < out.length && this.#pieces.length > 0;) {
      const piece = this.#pieces[0];
      const some = piece.subarray(this.#offset, this.#offset + out.length - at);
      out.set(some, at);
      at += some.length;
      this.#skip(some.length);
    }
  }

  #skip(samples) {
    this.#offset += Math.ceil(samples);
    this.#waiting -= Math.ceil(samples);
    while (this.#pieces.length > 0 && this.#offset >= this.#pieces[0].length) {
      this.#offset -= this.#pieces.shift().length;
    }
  }
}

registerProcessor("pcm-capture", PcmCapture);
registerProcessor("pcm-player", PcmPlayer);
