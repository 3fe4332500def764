import type { types } from "mediasoup";

type Line = types.RtpParameters & { readonly mid?: string };
type Way = Pick<types.WebRtcTransport, "iceParameters" | "iceCandidates" | "dtlsParameters">;
type Kind = { readonly setup: "passive" | "actpass"; readonly direction: "recvonly" | "sendonly" };

/** What a transport and its streams are to a peer that speaks SDP. */
export function sdpOf(way: Way, lines: readonly Line[], { setup, direction }: Kind): string {
  const { iceParameters, iceCandidates, dtlsParameters } = way;
  const sha = dtlsParameters.fingerprints.find((it) => it.algorithm === "sha-256");
  const candidates = iceCandidates.filter((it) => it.protocol === "udp").map((it) =>
    `a=candidate:${it.foundation} 1 udp ${it.priority} ${it.address} ${it.port} typ host`
  );
  const common = [
    "c=IN IP4 0.0.0.0",
    "a=rtcp-mux",
    `a=ice-ufrag:${iceParameters.usernameFragment}`,
    `a=ice-pwd:${iceParameters.password}`,
    `a=fingerprint:sha-256 ${sha?.value}`,
    `a=setup:${setup}`,
    ...candidates,
    "a=end-of-candidates",
  ];
  const media = lines.flatMap((it) => [...mediaOf(it, direction), ...common]);
  const mids = lines.map((it) => it.mid).join(" ");
  const head = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=ice-lite", `a=group:BUNDLE ${mids}`];
  return [...head, ...media, ""].join("\r\n");
}

function mediaOf({ mid, codecs, encodings = [], headerExtensions = [], rtcp }: Line, direction: string): string[] {
  const [codec] = codecs;
  if (!codec) throw new Error("a stream without a codec");
  const { payloadType, clockRate, channels, parameters = {} } = codec;
  const settings = Object.entries(parameters).map(([name, value]) => `${name}=${String(value)}`).join(";");
  const ssrcs = direction === "sendonly"
    ? encodings.map((it) => `a=ssrc:${it.ssrc} cname:${rtcp?.cname ?? "sfu"}`)
    : [];
  return [
    `m=audio 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
    `a=mid:${mid}`,
    `a=${direction}`,
    `a=rtpmap:${payloadType} opus/${clockRate}/${channels}`,
    ...(settings ? [`a=fmtp:${payloadType} ${settings}`] : []),
    ...headerExtensions.map((it) => `a=extmap:${it.id} ${it.uri}`),
    ...ssrcs,
  ];
}

/** How a peer proves who it is. It starts the handshake. */
export function dtlsOf(sdp: string): types.DtlsParameters {
  const [, algorithm = "", value = ""] = /a=fingerprint:(\S+) (\S+)/.exec(sdp) ?? [];
  return { role: "client", fingerprints: [{ algorithm: algorithm.toLowerCase() as "sha-256", value }] };
}
