import type { types } from "mediasoup";

/** The voice of a client that speaks PCM, as a stream of the room, and the interviewer's stream as PCM for it. */
export interface PcmVoice {
  readonly producer: types.Producer;
  /** 16 kHz mono, any length. */
  hear(pcm: Int16Array): void;
  /** Its client gets this stream from now on; null: none. */
  listen(to: { readonly producer: types.Producer; readonly router: types.Router } | null): Promise<void>;
  close(): Promise<void>;
}

/** `onSound` gets 16 kHz mono in frames of 20 ms while there is sound. */
export type OpenPcmVoice = (options: {
  readonly router: types.Router;
  readonly onSound: (pcm: Int16Array) => void;
}) => Promise<PcmVoice>;
