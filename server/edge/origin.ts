import { isIP } from "node:net";
import { AppError } from "../kit/errors.ts";

/** Where people reach us and whom we believe about it. */
export type Door = {
  /** Set by the operator; null: whatever this machine is called locally. */
  readonly publicUrl: string | null;
  readonly tls: boolean;
  /** How many proxies in front of us are ours. */
  readonly trustedProxies: number;
};

type Headers = (name: string) => string | undefined;

/** The URL under which this request reached us; refuses names that are not ours, so that no foreign name can be pointed at us. */
export function ourUrl(door: Door, header: Headers): string {
  if (door.publicUrl) return door.publicUrl;
  const host = header("host") ?? "";
  const name = host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  if (name !== "localhost" && isIP(name) === 0) {
    throw new AppError(
      "bad-request",
      "This server does not know the name it was asked under. Its operator can set PUBLIC_URL to it.",
    );
  }
  return `${door.tls ? "https" : "http"}://${host}`;
}

/** A browser page of somebody else may not change anything here. Clients that are no browsers send none of these headers. */
export function checkOrigin(url: string, method: string, header: Headers): void {
  if (method === "GET" || method === "HEAD") return;
  const origin = header("origin");
  const site = header("sec-fetch-site");
  const foreign = origin !== undefined
    ? origin !== new URL(url).origin
    : site !== undefined && site !== "same-origin" && site !== "none";
  if (foreign) {
    throw new AppError("forbidden", "This request came from another site and was refused. Nothing was changed.");
  }
}

/** The caller's address: the nearest hop that is not one of our own proxies. */
export function callerAddress(door: Door, header: Headers, socketAddress: string): string {
  if (door.trustedProxies === 0) return socketAddress;
  // Counted from the end before anything is left out: what a caller wrote must never move into our proxy's place.
  const hops = (header("x-forwarded-for") ?? "").split(",").map(bare);
  const hop = hops.at(-door.trustedProxies) ?? hops[0] ?? "";
  return isIP(hop) === 0 ? socketAddress : hop;
}

/** Some proxies write the port too: 203.0.113.9:4711 or [2001:db8::1]:4711. */
function bare(hop: string): string {
  const text = hop.trim();
  return /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}
