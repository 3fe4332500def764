import type { types } from "mediasoup";

/**
 * What a room understands, best first. Opus mends lost packets by itself, and they are asked for again; VP8 is what cameras
 * send in several sizes, VP9 is sharper for screens, H264 is for devices that encode nothing else in hardware.
 */
export const codecs: types.RouterRtpCodecCapability[] = [
  {
    kind: "audio",
    mimeType: "audio/opus",
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1 },
  },
  { kind: "video", mimeType: "video/VP8", clockRate: 90_000 },
  { kind: "video", mimeType: "video/VP9", clockRate: 90_000, parameters: { "profile-id": 0 } },
  {
    kind: "video",
    mimeType: "video/H264",
    clockRate: 90_000,
    parameters: { "packetization-mode": 1, "profile-level-id": "42e01f", "level-asymmetry-allowed": 1 },
  },
];

/** How both ways of a door are set up. */
export const transportOptions = {
  enableUdp: true,
  enableTcp: true,
  preferUdp: true,
  /** Where video begins before the way was measured. Higher starts sharper and floods slow lines, lower starts blurred. */
  initialAvailableOutgoingBitrate: 1_000_000,
  /** Seconds without a sign of life until a way counts as broken. Lower breaks calls in tunnels, higher keeps ghosts. */
  iceConsentTimeout: 20,
} as const;

/** What one person may send at most: camera in three sizes, a screen and sound. Lower blurs them, higher helps abusers. */
export const maxIncomingBitrate = 6_000_000;
