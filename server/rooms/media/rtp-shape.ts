import type { types } from "mediasoup";
import { AppError } from "../../kit/errors.ts";

/**
 * What comes from a page is read into new objects, field by field: of known types, bounded, and nothing else. mediasoup
 * writes it into one buffer that all requests share, and a value that breaks the writing would break it for everybody.
 */
type Read = (value: unknown, at: string) => unknown;
type Fields = Readonly<Record<string, Read>>;

/** Several times what browsers send. Higher is more work for each request, lower breaks browsers with more codecs. */
const most = { codecs: 64, extensions: 64, encodings: 4, feedbacks: 16, parameters: 24, fingerprints: 8 } as const;

const text = (max: number): Read => (value, at) =>
  typeof value === "string" && value.length <= max ? value : refuse(at);
const among = (...values: readonly string[]): Read => (value, at) =>
  typeof value === "string" && values.includes(value) ? value : refuse(at);
const whole = (min: number, max: number): Read => (value, at) =>
  typeof value === "number" && Number.isInteger(value) && value >= min && value <= max ? value : refuse(at);
const flag: Read = (value, at) => typeof value === "boolean" ? value : refuse(at);
const maybe = (read: Read): Read => (value, at) => value === undefined || value === null ? undefined : read(value, at);
const list = (read: Read, max: number): Read => (value, at) =>
  Array.isArray(value) && value.length <= max ? value.map((it, i) => read(it, `${at}.${i}`)) : refuse(at);

const shape = (fields: Fields): Read => (value, at) => {
  if (!plain(value)) return refuse(at);
  const read = Object.entries(fields).map(([name, of]) =>
    [name, of(value[name], at ? `${at}.${name}` : name)] as const
  );
  return Object.fromEntries(read.filter(([, it]) => it !== undefined));
};

/** The parameters of a codec: names from the wire, so only short plain ones, and values of no depth. */
const parameters: Read = (value, at) => {
  if (!plain(value) || Object.keys(value).length > most.parameters) return refuse(at);
  const entries = Object.entries(value).map(([name, it]) => {
    const fits = typeof it === "number" ? Number.isSafeInteger(it) : typeof it === "string" && it.length <= 200;
    return /^[a-z][\w-]{0,39}$/i.test(name) && fits ? [name, it] as const : refuse(at);
  });
  return Object.fromEntries(entries);
};

const kind = among("audio", "video");
const payloadType = whole(0, 127);
const ssrc = whole(1, 0xffff_ffff);
const codec = {
  mimeType: text(40),
  clockRate: whole(1, 1_000_000),
  channels: maybe(whole(1, 8)),
  parameters: maybe(parameters),
  rtcpFeedback: maybe(list(shape({ type: text(40), parameter: maybe(text(40)) }), most.feedbacks)),
};

const rtpParameters = shape({
  mid: maybe(text(16)),
  codecs: list(shape({ ...codec, payloadType }), most.codecs),
  headerExtensions: maybe(
    list(
      shape({ uri: text(200), id: whole(1, 255), encrypt: maybe(flag), parameters: maybe(parameters) }),
      most.extensions,
    ),
  ),
  encodings: list(
    shape({
      ssrc: maybe(ssrc),
      rid: maybe(text(16)),
      codecPayloadType: maybe(payloadType),
      rtx: maybe(shape({ ssrc })),
      dtx: maybe(flag),
      scalabilityMode: maybe(text(16)),
      maxBitrate: maybe(whole(0, 1_000_000_000)),
    }),
    most.encodings,
  ),
  rtcp: maybe(shape({ cname: maybe(text(200)), reducedSize: maybe(flag) })),
});

const rtpCapabilities = shape({
  codecs: list(shape({ ...codec, kind, preferredPayloadType: payloadType }), most.codecs),
  headerExtensions: maybe(
    list(
      shape({
        kind,
        uri: text(200),
        preferredId: whole(1, 255),
        preferredEncrypt: maybe(flag),
        direction: maybe(among("sendrecv", "sendonly", "recvonly", "inactive")),
      }),
      most.extensions,
    ),
  ),
});

const algorithm = among("sha-1", "sha-224", "sha-256", "sha-384", "sha-512");
const dtlsParameters = shape({
  role: maybe(among("auto", "client", "server")),
  fingerprints: list(shape({ algorithm, value: text(200) }), most.fingerprints),
});

/** How a page describes what it sends. Throws AppError "bad-request" with the field that is wrong. */
export function readRtpParameters(value: unknown): types.RtpParameters {
  return rtpParameters(value, "") as types.RtpParameters;
}

/** What a page can receive. Throws AppError "bad-request" with the field that is wrong. */
export function readRtpCapabilities(value: unknown): types.RtpCapabilities {
  return rtpCapabilities(value, "") as types.RtpCapabilities;
}

/** How a page encrypts. Throws AppError "bad-request" with the field that is wrong. */
export function readDtlsParameters(value: unknown): types.DtlsParameters {
  return dtlsParameters(value, "") as types.DtlsParameters;
}

function plain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(field: string): never {
  const where = field.length > 0 ? { field } : {};
  throw new AppError("bad-request", "This is not how a browser describes its media.", where);
}
