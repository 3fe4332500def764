// What to do about the first hop that fails, where that only shows when all hops are seen together.
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** @typedef {{ name: string, target?: string, host?: string, port?: number, state: "ok" | "failed" | "not tested", found: string, whatToDo?: string, code?: string }} Hop */

/** The hop to mend first, and how. @param {readonly Hop[]} hops @param {{ host: string }} visit the page's host */
export async function adviceFor(hops, visit) {
  const first = hops.find((it) => it.state === "failed");
  if (!first) return undefined;
  const whatToDo = first.whatToDo ?? (first.host ? await aboutMedia(first, { hops, page: visit.host }) : undefined);
  return { name: first.name, target: first.target, whatToDo: whatToDo ?? "The server's log says more." };
}

async function aboutMedia({ name, host, port, code }, { hops, page }) {
  const protocol = name.toUpperCase();
  const other = hops.find((it) => it.host === host && it.port === port && it.name !== name);
  if (code === "EACCES" || code === "EPERM") {
    return `Let this machine's own firewall pass ${protocol} out to port ${port}.`;
  }
  if (code === "stranger") {
    return `Something else answers at ${host}, port ${port}: give each node an RTC_PORT of its own, and set RTC_ANNOUNCED_ADDRESS to the node's own outer address.`;
  }
  if (other?.state === "ok") {
    return `Open port ${port} for ${protocol} in every firewall before the server: its ${other.name.toUpperCase()} is open.`;
  }
  return aboutAddress({ host, port, page }, { announced: await addressOf(host), reached: await addressOf(page) });
}

function aboutAddress({ host, port, page }, { announced, reached }) {
  if (announced && announced === reached) {
    return `Open port ${port} for UDP and TCP in every firewall before the server; behind NAT or in a container, forward it to the same number.`;
  }
  // A page behind a CDN has another address than media, and rightly so.
  if (announced && !isInner(announced)) {
    return `Open port ${port} for UDP and TCP at ${host} in every firewall before it; if people do not reach the server there, set RTC_ANNOUNCED_ADDRESS to where they do.`;
  }
  const at = reached && reached !== page && page !== "localhost" ? `${reached} (${page})` : reached ?? page;
  return `The server announces ${host}, but this machine reached its page at ${at}: set RTC_ANNOUNCED_ADDRESS to the address at which people reach it, for example ${
    reached ?? page
  }, and open port ${port} there for UDP and TCP.`;
}

const innerNetworks = [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
];
const inner = new BlockList();
for (const [network, bits] of innerNetworks) inner.addSubnet(network, bits, kindOf(network));

/** Known only within one network. */
function isInner(address) {
  return inner.check(address, kindOf(address));
}

function kindOf(address) {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}

async function addressOf(host) {
  const bare = host.replace(/^\[|\]$/g, "");
  return await lookup(bare, { family: isIP(bare) }).then(
    (it) => it.address === "::1" ? "127.0.0.1" : it.address,
    () => undefined, // a name that is not known has none
  );
}
