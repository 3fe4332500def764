import { Emitter } from "../kit/emitter.ts";

/** `ended`: all pieces came, because it was stopped or because the microphone went away. */
type RecorderEvents = { piece: [bytes: Blob]; ended: [] };
export type FallbackRecorderLike = Pick<FallbackRecorder, keyof FallbackRecorder>;

/** How much is in one piece. Lower loses less with a tab that is closed, higher costs less. */
const pieceMs = 1_000;
/** As the room sends it: see `sending.ts`. */
const audioBitsPerSecond = 40_000;
const kinds = ["audio/webm;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4"] as const;

/** Whether this browser can record a voice in a form that the server takes. */
export function canRecord(): boolean {
  return typeof MediaRecorder !== "undefined" && kinds.some((it) => MediaRecorder.isTypeSupported(it));
}

/** Records a microphone piece by piece, and silence while one is muted, so that its time line has no hole. */
export class FallbackRecorder {
  readonly events = new Emitter<RecorderEvents>();
  readonly #track: MediaStreamTrack;
  readonly #recorder: MediaRecorder;

  /** Throws what the browser throws when it cannot. */
  constructor(microphone: MediaStreamTrack) {
    // One's own copy: muting it mutes nothing else, and it goes on when the room lets go of the microphone.
    this.#track = microphone.clone();
    const mimeType = kinds.find((it) => MediaRecorder.isTypeSupported(it)) ?? "";
    this.#recorder = new MediaRecorder(new MediaStream([this.#track]), { mimeType, audioBitsPerSecond });
    this.#recorder.addEventListener("dataavailable", ({ data }) => {
      if (data.size > 0) this.events.emit("piece", data);
    });
    this.#recorder.addEventListener("stop", () => {
      this.#track.stop();
      this.events.emit("ended");
    });
    this.#recorder.start(pieceMs);
  }

  mute(muted: boolean): void {
    this.#track.enabled = !muted;
  }

  stop(): void {
    if (this.#recorder.state !== "inactive") this.#recorder.stop();
  }
}
