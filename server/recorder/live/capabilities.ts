import type { types } from "mediasoup";
import type { Codec } from "../log/records.ts";

/** What a recorder needs to know of a packet beside its sound or picture. */
const extensions = /ssrc-audio-level|abs-capture-time|video-orientation/;
/**
 * Estimating how much fits needs feedback that a log never gives: without it the worker would send ever smaller pictures.
 * Nothing is sent again on the way to this machine itself.
 */
const feedback = (it: types.RtcpFeedback): boolean =>
  it.type === "ccm" && it.parameter === "fir" || it.type === "nack" && it.parameter === "pli";

/** What is asked for of a stream that is written as it comes. */
export function recordingCapabilities({ codecs = [], headerExtensions = [] }: types.RtpCapabilities) {
  return {
    codecs: codecs.filter((it) => !it.mimeType.endsWith("/rtx")).map((it) => ({
      ...it,
      rtcpFeedback: (it.rtcpFeedback ?? []).filter(feedback),
    })),
    headerExtensions: headerExtensions.filter((it) => extensions.test(it.uri)),
  } satisfies types.RtpCapabilities;
}

const codecs: Readonly<Record<string, Codec>> = { "audio/opus": "opus", "video/vp8": "vp8", "video/vp9": "vp9" };

/** undefined: it is sent in a form that files of ours do not hold. */
export function codecOf({ rtpParameters }: { rtpParameters: types.RtpParameters }): Codec | undefined {
  return codecs[rtpParameters.codecs[0]?.mimeType.toLowerCase() ?? ""];
}
