/** What one of a person's devices is for. */
export type DeviceUse = "mic" | "camera" | "speaker" | "screen";

/**
 * Why a device gave nothing. `permissionsDenied`: the browser was told no, and asks no more by itself; `dismissed`: its
 * question was closed or never answered; `insecure`: plain http, where browsers hide all devices; `overconstrained`: the
 * chosen device is gone or cannot do what is needed.
 */
export const deviceTroubles = [
  "permissionsDenied",
  "dismissed",
  "noDevice",
  "busy",
  "insecure",
  "overconstrained",
  "unsupported",
  "failed",
] as const;
export type DeviceTrouble = (typeof deviceTroubles)[number];

export type DeviceProblem = { readonly use: DeviceUse; readonly trouble: DeviceTrouble };
