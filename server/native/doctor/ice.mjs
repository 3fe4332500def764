// Whether media gets to an address that a room announces: asked as a browser would ask there, with the room's own password.
import { randomBytes } from "node:crypto";
import { Failed } from "./failed.mjs";
import { addressIn, kinds, number32, parts, provenBy, refusalIn, write } from "./stun.mjs";
import { tcpWay, udpWay } from "./ways.mjs";

/** Of a browser's own address over UDP: the server only compares it. */
const priority = 1_853_824_767;

/** @typedef {{ protocol: "udp" | "tcp", host: string, port: number, usernameFragment: string, password: string }} Candidate */

/** The addresses that a way of a room announces. @param {{ iceParameters: object, iceCandidates: readonly object[] }} way @returns {Candidate[]} */
export function candidatesOf({ iceParameters, iceCandidates }) {
  const { usernameFragment, password } = iceParameters;
  return iceCandidates.map(({ protocol, address, ip, port }) => ({
    ...{ protocol, host: address ?? ip, port },
    ...{ usernameFragment, password },
  }));
}

/** What was found there, in a few words; throws Failed. @param {Candidate} candidate */
export async function testCandidate({ protocol, host, port, usernameFragment, password }) {
  const way = protocol === "udp" ? await udpWay({ host, port }) : await tcpWay({ host, port }, { framed: true });
  try {
    const began = performance.now();
    const answer = await way.ask(checkFor(usernameFragment, password));
    const refused = refusalIn(answer);
    if (refused !== undefined) throw elsewhere(`it refuses this room's credentials (${refused})`);
    if (!provenBy(answer, password)) throw elsewhere("what answers does not have this room's password");
    const took = Math.max(1, Math.round(performance.now() - began));
    return `answers in ${took} ms and sees this machine at ${addressIn(answer, parts.mapped) ?? "no address"}`;
  } finally {
    way.close();
  }
}

function checkFor(usernameFragment, password) {
  return write({
    kind: kinds.binding,
    parts: [
      [parts.username, `${usernameFragment}:${randomBytes(4).toString("hex")}`],
      [parts.priority, number32(priority)],
      [parts.controlling, randomBytes(8)],
      [parts.useCandidate, ""],
    ],
    key: password,
  });
}

function elsewhere(found) {
  return new Failed(found, undefined, { code: "stranger" });
}
