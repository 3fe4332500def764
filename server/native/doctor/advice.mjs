// What to do about the first hop that fails, where that only shows when all hops are seen together.
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";

/** @typedef {{ name: string, target?: string, host?: string, port?: number, state: "ok" | "failed" | "not tested", found: string, whatToDo?: string, code?: string }} Hop */

/** @param {readonly Hop[]} hops @param {{ host: string }} visit */
export async function adviceFor(hops, visit) {
  const first = hops.find((it) => it.state === "failed");
  if (!first) return undefined;
  const whatToDo = first.whatToDo ?? (first.host ? await aboutMedia(first, { hops, visit }) : undefined);
  return { name: first.name, target: first.target, whatToDo: whatToDo ?? "The server's log says more." };
}

async function aboutMedia({ name, host, port, code }, { hops, visit }) {
  const other = hops.find((it) => it.host === host && it.port === port && it.name !== name);
  const protocol = name.toUpperCase();
  if (code === "EACCES" || code === "EPERM") {
    return `Let this machine's own firewall pass ${protocol} out to port ${port}.`;
  }
  if (other?.state === "ok" && code !== "stranger") {
    return `Open port ${port} for ${protocol} in every firewall before the server: its ${other.name.toUpperCase()} is open.`;
  }
  const page = await addressOf(visit.host);
  if (await addressOf(host) === page && page !== undefined) return aboutPort(port, code);
  const reached = isIP(visit.host) > 0 || page === undefined ? visit.host : `${page} (${visit.host})`;
  return `The server announces ${host}, but this machine reached its page at ${reached}: set RTC_ANNOUNCED_ADDRESS to the address at which people reach it, for example ${
    page ?? visit.host
  }, and open port ${port} there for UDP and TCP.`;
}

function aboutPort(port, code) {
  if (code === "stranger") {
    return `Another program, or another node, answers at port ${port}: give each node an RTC_PORT of its own, and forward it to the same number.`;
  }
  return `Open port ${port} for UDP and TCP in every firewall before the server; behind NAT or in a container, forward it to the same number.`;
}

async function addressOf(host) {
  const bare = host.replace(/^\[|\]$/g, "");
  return await lookup(bare, { family: isIP(bare) }).then(
    (it) => it.address === "::1" ? "127.0.0.1" : it.address,
    () => undefined,
  );
}
