import { lookup, type LookupAddress, type LookupAllOptions } from "node:dns";
import { isIP, isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import { AppError } from "../kit/errors.ts";
import type { Log } from "../kit/log.ts";
import { within } from "../kit/within.ts";

type Interfaces = ReturnType<typeof networkInterfaces>;
type Where = {
  /** Where the page is listened for. */
  readonly host: string;
  /** Where the operator wants media listened for; null: not said. */
  readonly rtcHost: string | null;
  /** What the operator has announced; null: not said. */
  readonly set: string | null;
  readonly publicUrl: string | null;
};
type Around = {
  readonly lookUp: (name: string) => Promise<readonly string[]>;
  readonly log: Log;
  readonly interfaces?: Interfaces;
};
export type MediaAddress = {
  readonly listenHost: string;
  /** null: browsers are told the address that is listened on. */
  readonly announced: string | null;
};

/** Bridges and tunnels of containers and virtual machines: people are not behind those. */
const inner = /^(docker|br-|veth|virbr|cni|flannel|lo)/;
const everywhere = ["0.0.0.0", "::"];
/** Higher waits longer for a resolver that is slow, lower starts sooner where there is none. */
const lookUpMs = 10_000;

/**
 * Where media is listened for, and the address that browsers are told to send it to: what the operator set, else the
 * public name, else this machine's own. A name is told as its address, because some browsers take no names.
 */
export async function mediaAddress(where: Where, around: Around): Promise<MediaAddress> {
  const { host, rtcHost, set, publicUrl } = where;
  const told = set ?? (publicUrl && new URL(publicUrl).hostname.replace(/^\[|\]$/g, ""));
  const announced = told && await addressOf(told, around);
  const listenHost = rtcHost ?? (announced && !isLoopback(announced) ? everyAddress(host, announced) : addressed(host));
  return { listenHost, announced: announced || ownAddress(listenHost, where, around.interfaces) };
}

/** A page behind a proxy listens narrowly; media does not go through the proxy. */
function everyAddress(host: string, announced: string): string {
  return host === "::" || isIPv6(announced) ? "::" : "0.0.0.0";
}

function ownAddress(
  listenHost: string,
  { host }: Where,
  interfaces: Interfaces = networkInterfaces(),
): string | null {
  if (!everywhere.includes(listenHost)) return listenHost === addressed(host) ? null : listenHost;
  const outer = Object.entries(interfaces)
    .filter(([name]) => !inner.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .filter((it) => !it.internal && it.family === "IPv4");
  return outer[0]?.address ?? null;
}

async function addressOf(told: string, { lookUp, log }: Around): Promise<string> {
  if (isIP(told)) return told;
  try {
    const found = await within(lookUpMs, lookUp(told), "Nobody answered who this name belongs to.");
    // A machine's own table of names often has its public one at 127.0.1.1, where nobody else reaches it.
    const outer = found.filter((it) => isLoopback(told) || !isLoopback(it));
    const address = outer.find((it) => !isIPv6(it)) ?? outer[0];
    if (address === undefined) throw new AppError("not-found", "This machine alone is known under this name.");
    log.info("the name that media is announced at was looked up", { announced: address });
    return address;
  } catch (error) {
    log.warn(
      "media is announced at a name that could not be looked up; Firefox and Safari do not take names: " +
        "set RTC_ANNOUNCED_ADDRESS to an address",
      { announced: told, error },
    );
    return told;
  }
}

/** The worker takes addresses alone. */
const addressed = (host: string): string => host === "localhost" ? "127.0.0.1" : host;
const isLoopback = (it: string): boolean => it === "localhost" || it === "::1" || it.startsWith("127.");

/** Asks this machine's resolver for the addresses of a name; `port` is the one that the fence lets us ask about. */
export function lookUpAt(port: number): Around["lookUp"] {
  // Deno allows a look-up as it would a connection, so it is told the port; Node does not look at that.
  const options = { all: true, port } as LookupAllOptions;
  return (name) =>
    new Promise((resolve, reject) => {
      lookup(name, options, (error, found: readonly LookupAddress[]) =>
        error ? reject(error) : resolve(found.map((it) =>
          it.address
        )));
    });
}
