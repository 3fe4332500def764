// One text that is being read aloud: piece after piece, a little ahead of who takes them and no further.
import { Buffer } from "node:buffer";
import { frame, piecesAhead, soundBody, tells } from "./frames.mjs";
import { evened } from "./loudness.mjs";
import { pieces } from "./sentences.mjs";

/** @typedef {{ name: string, firstChars?: number, speak(text: string, signal: AbortSignal): Promise<{ pcm: Int16Array, rate: number }> }} Voice */

/** Reads one text to one guest. */
export class Reading {
  #stop = new AbortController();
  #may = piecesAhead;
  #wake = () => {};

  /** The last one may be asked for more. */
  more() {
    this.#may++;
    this.#wake();
  }

  /** No more of it. */
  hush() {
    this.#stop.abort();
    this.#wake();
  }

  /**
   * Resolves when all was sent, or when it was hushed.
   * @param {{ id: number, text: string, skip: number, voice: Voice | undefined, send: (frame: Uint8Array) => void }} wish
   */
  async read({ id, text, skip, voice, send }) {
    const { signal } = this.#stop;
    try {
      if (!voice) throw Object.assign(new Error("there is no voice"), { code: "no-voice" });
      let index = 0;
      for (const { text: piece, ends } of pieces(text, voice)) {
        if (index++ < skip) continue;
        await this.#mayGoOn();
        if (signal.aborted) return;
        const { pcm, rate } = await voice.speak(piece, signal);
        if (signal.aborted) return;
        const body = soundBody(evened(pcm, rate, ends), 4);
        body.writeUInt32LE(rate, 0);
        send(frame(tells.sound, id, body));
      }
      send(frame(tells.said, id));
    } catch (error) {
      if (!signal.aborted) send(frame(tells.failed, id, Buffer.from(error.code ?? "broken")));
    }
  }

  async #mayGoOn() {
    while (this.#may <= 0 && !this.#stop.signal.aborted) {
      await new Promise((resolve) => this.#wake = () => resolve(undefined));
    }
    this.#may--;
  }
}
