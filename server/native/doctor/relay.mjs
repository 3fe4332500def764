// Whether a relay (TURN) gives out an address for the credentials that the server made for it.
import { Failed } from "./failed.mjs";
import { addressIn, kinds, longTermKey, number32, parts, provenBy, refusalIn, write } from "./stun.mjs";
import { tcpWay, udpWay } from "./ways.mjs";

const udpProtocol = 17;
const staleNonce = 438;

/** Where a relay's address leads, or undefined when it cannot be read. @param {string} url */
export function relayTarget(url) {
  const found = /^(stuns?|turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?$/.exec(url);
  if (!found) return undefined;
  const [, scheme, host, port, transport] = found;
  const secure = scheme === "turns" || scheme === "stuns";
  return {
    ...{ host, port: Number(port ?? (secure ? 5349 : 3478)), relays: scheme?.startsWith("turn") },
    ...{ secure, transport: transport ?? (secure ? "tcp" : "udp") },
  };
}

/**
 * What was found there, in a few words; throws Failed.
 * @param {NonNullable<ReturnType<typeof relayTarget>>} target @param {{ username: string, credential: string }} who
 */
export async function testRelay(target, who) {
  try {
    const way = target.transport === "udp" ? await udpWay(target) : await tcpWay(target, { secure: target.secure });
    const asked = target.relays ? allocate(way, who) : ownAddress(way);
    return await asked.finally(() => way.close());
  } catch (error) {
    if (error instanceof Failed) error.whatToDo ??= whatToDo(error.code, target);
    throw error;
  }
}

async function ownAddress(way) {
  const answer = await way.ask(write({ kind: kinds.binding }));
  if (refusalIn(answer) !== undefined) throw unexpected(answer);
  return `answers and sees this machine at ${addressIn(answer, parts.mapped) ?? "no address"}`;
}

/** First asked without credentials, because only the refusal says what they must be made with. */
async function allocate(way, { username, credential }) {
  const wish = [[parts.requestedTransport, Buffer.from([udpProtocol, 0, 0, 0])]];
  let answer = await way.ask(write({ kind: kinds.allocate, parts: wish }));
  if (refusalIn(answer) !== 401) throw unexpected(answer);
  let proven;
  for (const last of [false, true]) {
    proven = provenWith(answer, { username, credential });
    answer = await way.ask(proven(kinds.allocate, wish));
    if (last || refusalIn(answer) !== staleNonce) break;
  }
  const refused = refusalIn(answer);
  if (refused === 401) throw new Failed("it refuses the credentials (401)", undefined, { code: "credentials" });
  const address = addressIn(answer, parts.relayed);
  if (refused !== undefined || !address) throw unexpected(answer);
  if (!provenBy(answer, proven.key)) throw new Failed("what answers does not have the relay's secret");
  await way.ask(proven(kinds.refresh, [[parts.lifetime, number32(0)]]));
  return `relays at ${address}`;
}

function provenWith(challenge, { username, credential }) {
  const [realm, nonce] = [challenge.parts.get(parts.realm), challenge.parts.get(parts.nonce)];
  if (!realm || !nonce) throw unexpected(challenge);
  const key = longTermKey({ username, credential, realm: realm.toString() });
  const who = [[parts.username, username], [parts.realm, realm], [parts.nonce, nonce]];
  return Object.assign((kind, inside) => write({ kind, parts: [...inside, ...who], key }), { key });
}

function unexpected(answer) {
  const code = refusalIn(answer);
  if (code === 486 || code === 508) {
    return new Failed(`it has no address left to give (${code})`, undefined, { code: "full" });
  }
  return new Failed(`it answers something else than a relay would${code === undefined ? "" : ` (${code})`}`);
}

function whatToDo(code, { host, port, transport }) {
  switch (code) {
    case "credentials":
      return "Set TURN_SECRET to the relay's static-auth-secret, and check that the clocks of both machines agree.";
    case "full":
      return "Raise the relay's user-quota, total-quota and its range of ports, or wait until others have left.";
    case "name":
      return `Correct the name in TURN_URLS, or make ${host} known in DNS.`;
    case "tls":
      return `Give the relay a certificate for ${host} that is valid and complete, or use turn: instead of turns: in TURN_URLS.`;
    default:
      return `Start the relay, and open ${transport.toUpperCase()} port ${port} at ${host} in every firewall before it; or correct TURN_URLS.`;
  }
}
