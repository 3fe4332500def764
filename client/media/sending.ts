import type { types } from "mediasoup-client";
import type { Source } from "../../proto/live/words.ts";

type Capabilities = types.RtpCapabilities;
type Encoding = { maxBitrate: number; scaleResolutionDownBy?: number; scalabilityMode?: string };

/**
 * How each source is sent. Voices: lower than 40 kbit/s costs the recording fidelity, higher helps nobody who listens;
 * what is lost is repaired from the next packet (FEC) or sent again (NACK), and silence is sent too, so that the
 * recording's clock never stops. Three sizes of the camera, so that a small picture costs a small line little.
 */
const voice: types.ProducerCodecOptions = {
  opusStereo: false,
  opusFec: true,
  opusNack: true,
  opusDtx: false,
  opusPtime: 20,
  opusMaxAverageBitrate: 40_000,
};
const music: types.ProducerCodecOptions = { ...voice, opusStereo: true, opusMaxAverageBitrate: 96_000 };
const camera: Encoding[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: "L1T3" },
  { scaleResolutionDownBy: 2, maxBitrate: 400_000, scalabilityMode: "L1T3" },
  { scaleResolutionDownBy: 1, maxBitrate: 1_200_000, scalabilityMode: "L1T3" },
];
const screen: Encoding[] = [{ maxBitrate: 2_500_000, scalabilityMode: "L1T1" }];

/** What the transport is told about a source. */
export function sendingOf(source: Source, able: Capabilities): Partial<types.ProducerOptions> {
  switch (source) {
    case "mic":
      return { codecOptions: voice };
    case "screen_sound":
      return { codecOptions: music };
    case "camera":
      return { encodings: camera, codecOptions: { videoGoogleStartBitrate: 600 }, ...codec("video/VP8", able) };
    case "screen":
      return { encodings: screen, codecOptions: { videoGoogleStartBitrate: 1_000 }, ...codec("video/VP9", able) };
  }
}

/** Left out where the browser cannot do it: then it takes the first that both sides can. */
function codec(mimeType: string, able: Capabilities): Partial<types.ProducerOptions> {
  const found = able.codecs?.find((it) => it.mimeType.toLowerCase() === mimeType.toLowerCase());
  return found ? { codec: found } : {};
}
