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

/** What the browser's own words mean. They differ: some say "dismissed" only in the text. */
export function troubleOf(error: unknown): DeviceTrouble {
  if (typeof navigator === "undefined" || navigator.mediaDevices === undefined) return "insecure";
  const { name, message } = error instanceof Error || error instanceof DOMException ? error : new Error();
  switch (name) {
    case "NotAllowedError":
    case "PermissionDeniedError":
      return /dismissed/i.test(message) ? "dismissed" : "permissionsDenied";
    case "NotFoundError":
    case "DevicesNotFoundError":
      return "noDevice";
    case "NotReadableError":
    case "TrackStartError":
    case "AbortError":
      return "busy";
    case "OverconstrainedError":
      return "overconstrained";
    case "SecurityError":
      return "insecure";
    case "TimeoutError":
      return "dismissed";
    case "NotSupportedError":
      return "unsupported";
    default:
      return "failed";
  }
}
