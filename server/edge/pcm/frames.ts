import { grindstone } from "../../../proto/gen/interview.js";
import { limits } from "../../../proto/limits.ts";
import { badFrame, type Refusal, refusals } from "./refusals.ts";

/** What a client says in one frame. Its sound is 16 kHz mono. */
export type FromClient =
  | { readonly kind: "start"; readonly interviewId: string; readonly token: string }
  | { readonly kind: "sound"; readonly pcm: Int16Array }
  | { readonly kind: "end" }
  | { readonly kind: "bad"; readonly refusal: Refusal };

const bad = (message: string): FromClient => ({ kind: "bad", refusal: badFrame(message) });
const notOurs = "This frame is not a message of interview.proto. Send one message in each binary frame.";
const odd = "This sound has half a sample at its end. Send 16-bit PCM, two bytes for each sample.";

/** Reads a frame, whatever it holds. */
export function readFrame(data: Uint8Array, binary: boolean): FromClient {
  if (!binary) return bad("This frame is text. Send one message of interview.proto in each binary frame.");
  if (data.length > limits.pcmFrameBytes) return { kind: "bad", refusal: refusals.tooLarge };
  const message = decoded(data);
  if (message?.audioChunk) return sound(message.audioChunk.audioContent ?? new Uint8Array());
  if (message?.endRequest) return { kind: "end" };
  if (!message?.startRequest) return bad(notOurs);
  const { interviewId, authToken } = message.startRequest;
  return { kind: "start", interviewId: interviewId ?? "", token: authToken ?? "" };
}

function decoded(data: Uint8Array): grindstone.ClientToServerMessage | null {
  try {
    return grindstone.ClientToServerMessage.decode(data);
  } catch {
    return null; // it is not one of ours, and what it is instead does not matter
  }
}

function sound(bytes: Uint8Array): FromClient {
  if (bytes.length % 2 === 1) return bad(odd);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return { kind: "sound", pcm: Int16Array.from({ length: bytes.length / 2 }, (_, at) => view.getInt16(at * 2, true)) };
}

/** The bytes of 16-bit little-endian PCM. */
export function pcmBytes(pcm: Int16Array): Uint8Array {
  const bytes = new Uint8Array(pcm.length * 2);
  const view = new DataView(bytes.buffer);
  pcm.forEach((sample, at) => view.setInt16(at * 2, sample, true));
  return bytes;
}
