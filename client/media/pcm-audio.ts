import { Emitter } from "../kit/emitter.ts";
import { audioContext } from "./meter.ts";

type PcmAudioEvents = {
  /** 20 ms of the microphone, 16 kHz mono. */
  frame: [pcm: Int16Array<ArrayBuffer>];
  /** So much of what was to be played came too late to be heard. */
  late: [ms: number];
};
export type PcmAudioLike = Pick<PcmAudio, keyof PcmAudio>;

const worklet = new URL("./worklets/pcm.js", import.meta.url);
/** One for each context: two at once would leave one without its processors. */
const ready = new WeakMap<AudioContext, Promise<void>>();

/** A microphone as PCM, and PCM as a track that can be played. Whoever opened it closes it. */
export class PcmAudio {
  readonly events = new Emitter<PcmAudioEvents>();
  /** What is given to `play`. */
  readonly track: MediaStreamTrack;
  readonly #context: AudioContext;
  readonly #capture: AudioWorkletNode;
  readonly #player: AudioWorkletNode;
  #source: MediaStreamAudioSourceNode | undefined;

  private constructor(context: AudioContext) {
    this.#context = context;
    this.#capture = new AudioWorkletNode(context, "pcm-capture", { numberOfOutputs: 0, channelCount: 1 });
    this.#player = new AudioWorkletNode(context, "pcm-player", { numberOfInputs: 0, outputChannelCount: [1] });
    this.#capture.port.addEventListener(
      "message",
      ({ data }) => this.events.emit("frame", data as Int16Array<ArrayBuffer>),
    );
    this.#player.port.addEventListener("message", ({ data }) => this.events.emit("late", data as number));
    for (const { port } of [this.#capture, this.#player]) port.start();
    const out = context.createMediaStreamDestination();
    this.#player.connect(out);
    const [track] = out.stream.getAudioTracks();
    if (!track) throw new Error("the browser gave no track of what is played");
    this.track = track;
  }

  /** Throws what the browser throws when it cannot. */
  static async open(): Promise<PcmAudio> {
    const context = audioContext();
    if (context.state === "suspended") void context.resume();
    const loading = ready.get(context) ?? context.audioWorklet.addModule(worklet);
    ready.set(context, loading);
    await loading.catch((error: unknown) => {
      ready.delete(context); // the next try loads it again
      throw error;
    });
    return new PcmAudio(context);
  }

  /** This microphone is heard from now on; undefined: none. */
  listenTo(track: MediaStreamTrack | undefined): void {
    this.#source?.disconnect();
    this.#source = track && this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#source?.connect(this.#capture);
  }

  play(pcm: Int16Array<ArrayBuffer>): void {
    this.#player.port.postMessage(pcm, [pcm.buffer]);
  }

  close(): void {
    this.listenTo(undefined);
    this.#player.disconnect();
    for (const { port } of [this.#capture, this.#player]) port.close();
    this.track.stop();
  }
}
