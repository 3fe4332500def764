import { networkInterfaces } from "node:os";

type Interfaces = ReturnType<typeof networkInterfaces>;
type Where = { set: string | null; publicUrl: string | null; host: string };

/** Bridges and tunnels of containers and virtual machines: people are not behind those. */
const inner = /^(docker|br-|veth|virbr|cni|flannel|lo)/;

/** The address that browsers send media to: what the operator set, else the public name, else this machine's own. */
export function announcedAddress(
  { set, publicUrl, host }: Where,
  interfaces: Interfaces = networkInterfaces(),
): string | null {
  if (set) return set;
  if (publicUrl) return new URL(publicUrl).hostname.replace(/^\[|\]$/g, "");
  if (host !== "0.0.0.0" && host !== "::") return null;
  const outer = Object.entries(interfaces)
    .filter(([name]) => !inner.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .filter((it) => !it.internal && it.family === "IPv4");
  return outer[0]?.address ?? null;
}
