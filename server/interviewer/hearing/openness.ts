/** Of a sound at 16 kHz, the share of its energy above about 900 Hz, 0 to 1: next to nothing for a hum with a closed mouth. */
export class Openness {
  #low = 0;
  #lower = 0;

  of(pcm: Int16Array): number {
    let all = 0;
    let high = 0;
    for (const it of pcm) {
      this.#low += share * (it - this.#low);
      const above = it - this.#low;
      this.#lower += share * (above - this.#lower);
      const far = above - this.#lower;
      all += it * it;
      high += far * far;
    }
    return all === 0 ? 0 : Math.min(1, high / all);
  }
}

const share = 1 - Math.exp(-2 * Math.PI * 900 / 16_000);
