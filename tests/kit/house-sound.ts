import { Buffer } from "node:buffer";
import type { types } from "mediasoup";
import { rtp } from "./rtp.ts";

const ssrc = 0x2222_0001;

/** A stream that a test makes inside the server: packets that are no Opus, 20 ms apart, for as long as it is open. */
export async function houseSound(router: types.Router): Promise<types.Producer> {
  const transport = await router.createDirectTransport();
  const producer = await transport.produce({
    kind: "audio",
    rtpParameters: {
      codecs: [{ mimeType: "audio/opus", clockRate: 48_000, channels: 2, payloadType: 100 }],
      encodings: [{ ssrc }],
      headerExtensions: [{ uri: "urn:ietf:params:rtp-hdrext:ssrc-audio-level", id: 1 }],
    },
  });
  let sequence = 0;
  const pump = setInterval(() => {
    const payload = Buffer.from("\x78house", "latin1");
    const at = { payloadType: 100, sequence, timestamp: sequence * 960, ssrc, payload, quiet: 20 };
    if (!producer.closed) producer.send(rtp(at));
    sequence++;
  }, 20);
  producer.observer.once("close", () => {
    clearInterval(pump);
    transport.close();
  });
  return producer;
}
