import { Capture } from "./capture.ts";

type Chosen = { readonly deviceId: () => string; readonly original: () => boolean };

/** A microphone, cleaned of echo and noise unless somebody wants its original sound. */
export function makeMic({ deviceId, original }: Chosen): Capture {
  return new Capture({
    kind: "audio",
    chosen: deviceId,
    constraints: (id) => ({
      ...(id && { deviceId: { exact: id } }),
      channelCount: 1,
      echoCancellation: !original(),
      noiseSuppression: !original(),
      autoGainControl: !original(),
    }),
  });
}
