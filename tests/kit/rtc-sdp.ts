import type { Opaque, TransportOffer } from "../../proto/live/media.ts";

/** How our peers send sound. */
export const audio = { kind: "audio", payloadType: 100, codec: "opus/48000/2" } as const;
/** How our peers send pictures. */
export const video = { kind: "video", payloadType: 101, codec: "VP8/90000" } as const;

/** One stream, as a section of a session description has it. */
export type Section = {
  readonly mid: string;
  readonly kind: "audio" | "video";
  readonly payloadType: number;
  /** As in `a=rtpmap`. */
  readonly codec: string;
  /** Seen from us, the server. */
  readonly direction: "sendonly" | "recvonly";
  readonly ssrc?: number;
};

type Ice = { usernameFragment: string; password: string };
type Candidate = { foundation: string; protocol: string; priority: number; ip: string; address?: string; port: number };
type Fingerprint = { algorithm: string; value: string };

/** The server's end of a transport as a description that a peer can be given. */
export function remoteDescription(
  way: TransportOffer,
  sections: readonly Section[],
  setup: "passive" | "actpass",
): string {
  const ice = way.iceParameters as Ice;
  const candidates = (way.iceCandidates as readonly Opaque[] as readonly Candidate[]).filter((it) =>
    it.protocol === "udp"
  );
  const fingerprints = (way.dtlsParameters as { fingerprints: readonly Fingerprint[] }).fingerprints;
  const found = fingerprints.find((it) => it.algorithm === "sha-256");
  const route = [
    `a=ice-ufrag:${ice.usernameFragment}`,
    `a=ice-pwd:${ice.password}`,
    `a=setup:${setup}`,
    `a=fingerprint:sha-256 ${found?.value}`,
    ...candidates.map((it) =>
      `a=candidate:${it.foundation} 1 udp ${it.priority} ${it.address ?? it.ip} ${it.port} typ host`
    ),
    "a=end-of-candidates",
  ];
  return [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=ice-lite",
    `a=group:BUNDLE ${sections.map((it) => it.mid).join(" ")}`,
    ...sections.flatMap((it) => [...media(it), ...route]),
    "",
  ].join("\r\n");
}

/** How a peer encrypts, out of its own description. */
export function dtlsOf(sdp: string): Opaque {
  const [, algorithm = "", value = ""] = /a=fingerprint:(\S+) (\S+)/.exec(sdp) ?? [];
  return { role: "client", fingerprints: [{ algorithm: algorithm.toLowerCase(), value }] };
}

function media({ kind, payloadType, mid, direction, codec, ssrc }: Section): string[] {
  return [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
    "c=IN IP4 127.0.0.1",
    `a=mid:${mid}`,
    `a=${direction}`,
    "a=rtcp-mux",
    `a=rtpmap:${payloadType} ${codec}`,
    ...(ssrc === undefined ? [] : [`a=ssrc:${ssrc} cname:room`]),
  ];
}
