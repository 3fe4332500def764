import { Capture } from "./capture.ts";

/** A camera, in a size that a line can carry; others get it smaller where their screen or line is (media/sending.ts). */
export function makeCamera(deviceId: () => string): Capture {
  return new Capture({
    kind: "video",
    chosen: deviceId,
    constraints: (id) => ({
      ...(id && { deviceId: { exact: id } }),
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 24, max: 30 },
    }),
  });
}
