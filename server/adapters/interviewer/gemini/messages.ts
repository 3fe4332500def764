import { Buffer } from "node:buffer";

/** What a message of the server says, in the order in which it counts. */
export type Fact =
  | { readonly kind: "sound"; readonly pcm: Int16Array; readonly rate: 16_000 | 24_000 }
  | { readonly kind: "text" | "interrupted" | "complete" }
  | { readonly kind: "said" | "heard"; readonly text: string; readonly final: boolean }
  | {
    readonly kind: "call";
    readonly id: string;
    readonly name: string;
    readonly args: Readonly<Record<string, unknown>>;
  }
  | { readonly kind: "cancelled"; readonly ids: readonly string[] }
  | { readonly kind: "handle"; readonly handle: string | null }
  | { readonly kind: "going"; readonly leftMs: number }
  /** It cannot be used, and why. */
  | { readonly kind: "foreign"; readonly reason: string };

type Thing = Readonly<Record<string, unknown>>;

/** Reads a message without trusting it. Several things may come in one; the end of a turn counts last. */
export function factsOf(message: unknown): Fact[] {
  const { serverContent, toolCall, toolCallCancellation, sessionResumptionUpdate, goAway } = thing(message);
  const content = thing(serverContent);
  return [
    ...list(thing(toolCall)["functionCalls"]).map(call),
    ...cancellation(toolCallCancellation),
    ...transcription("heard", content["inputTranscription"]),
    ...transcription("said", content["outputTranscription"]),
    ...list(thing(content["modelTurn"])["parts"]).flatMap(part),
    ...(content["interrupted"] === true ? [{ kind: "interrupted" } as const] : []),
    ...(content["turnComplete"] === true ? [{ kind: "complete" } as const] : []),
    ...resumption(sessionResumptionUpdate),
    ...(goAway === undefined ? [] : [{ kind: "going", leftMs: duration(thing(goAway)["timeLeft"]) } as const]),
  ];
}

function call(value: unknown): Fact {
  const { id, name, args } = thing(value);
  if (typeof id !== "string" || id === "" || typeof name !== "string") {
    return { kind: "foreign", reason: "asked for a tool without saying which" };
  }
  return { kind: "call", id, name, args: thing(args) };
}

function cancellation(value: unknown): Fact[] {
  const ids = list(thing(value)["ids"]).filter((it) => typeof it === "string");
  return ids.length > 0 ? [{ kind: "cancelled", ids }] : [];
}

function transcription(kind: "said" | "heard", value: unknown): Fact[] {
  const { text, finished } = thing(value);
  const final = finished === true;
  if (typeof text === "string" && (text !== "" || final)) return [{ kind, text, final }];
  return final ? [{ kind, text: "", final }] : [];
}

function part(value: unknown): Fact[] {
  const { inlineData, text, thought } = thing(value);
  if (inlineData === undefined) return typeof text === "string" && thought !== true ? [{ kind: "text" }] : [];
  const { mimeType, data } = thing(inlineData);
  const form = /^audio\/(?:pcm|l16)(?:;\s*rate=(16000|24000))?$/i.exec(words(mimeType));
  if (!form) return [{ kind: "foreign", reason: `sends sound in a form that cannot be played (${clean(mimeType)})` }];
  const bytes = typeof data === "string" ? Buffer.from(data, "base64") : Buffer.alloc(0);
  if (bytes.length === 0 || bytes.length % 2 !== 0) return [{ kind: "foreign", reason: "sends broken sound" }];
  return [{ kind: "sound", pcm: samplesOf(bytes), rate: form[1] === "16000" ? 16_000 : 24_000 }];
}

function resumption(value: unknown): Fact[] {
  if (value === undefined) return [];
  const { resumable, newHandle } = thing(value);
  const usable = resumable === true && typeof newHandle === "string" && newHandle !== "";
  return [{ kind: "handle", handle: usable ? newHandle : null }];
}

/** Such as "50s" or "1.5s"; what is not understood leaves no time. */
function duration(value: unknown): number {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(words(value))?.[1];
  return seconds === undefined ? 0 : Math.round(Number(seconds) * 1_000);
}

/** A copy: what base64 gives may lie at an odd place in memory. */
function samplesOf(bytes: Buffer): Int16Array {
  return new Int16Array(Uint8Array.from(bytes).buffer);
}

function clean(value: unknown): string {
  return words(value).replace(/[^\w/;= .-]/g, "").slice(0, 60) || "none";
}

/** Never of an object: what one says of itself may be anything. */
function words(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function thing(value: unknown): Thing {
  return typeof value === "object" && value !== null ? value as Thing : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
