// Goes from hop to hop, in the order in which a browser needs them, and tells of each as it is known.
import { adviceFor } from "./advice.mjs";
import { Failed } from "./failed.mjs";
import { testCandidate } from "./ice.mjs";
import { openLine } from "./line.mjs";
import { openDoors } from "./media.mjs";
import { relayTarget, testRelay } from "./relay.mjs";
import { mediaPorts, seeInterviewer, seePage, seeReady, signIn, signOut } from "./web.mjs";

/** @typedef {import("./advice.mjs").Hop} Hop */
/** @typedef {{ url: string, ok: boolean, hops: readonly Hop[], first?: { name: string, target?: string, whatToDo: string } }} Findings */

/**
 * @param {{ url: string, account?: { email: string, password: string }, tell?: (hop: Hop) => void }} options
 * @returns {Promise<Findings>}
 */
export async function examine({ url, account, tell = () => {} }) {
  const { hostname: host, port, protocol } = new URL(url);
  const visit = { url, host, port: port || (protocol === "https:" ? "443" : "80"), cookie: undefined };
  const walk = makeWalk(tell);
  const lines = [];
  try {
    const doors = await wayIn(walk, { visit, account, lines });
    await mediaHops(walk, doors);
    await relayHops(walk, doors);
    await interviewerHop(walk, visit);
  } finally {
    for (const it of lines) it.disconnect();
    if (visit.cookie) await leave(walk, visit);
  }
  walk.note({ name: "microphone", state: "not tested", found: `only a browser can: open ${new URL("/doctor", url)}` });
  const first = await adviceFor(walk.hops, visit);
  return { url, ok: first === undefined, hops: walk.hops, ...(first ? { first } : {}) };
}

/** From the page to the addresses for media, as far as it goes. The lines that are opened are left in `lines`. */
async function wayIn(walk, { visit, account, lines }) {
  const page = await walk.to("page", () => seePage(visit));
  if (page) await walk.to("server", () => seeReady(visit));
  else walk.skip("server");
  const known = page ? await walk.to("sign-in", () => signIn(visit, account)) : walk.skip("sign-in");
  const opened = known ? await socketHop(walk, { visit, lines }) : walk.skip("socket");
  return opened ? await roomHop(walk, { visit, lines, opened }) : walk.skip("room");
}

function makeWalk(tell) {
  const hops = [];
  const note = (hop) => {
    hops.push(hop);
    tell(hop);
  };
  return {
    hops,
    note,
    /** Whether it worked. */
    async to(name, work, where = {}) {
      try {
        note({ name, ...where, state: "ok", found: await work() });
        return true;
      } catch (error) {
        if (!(error instanceof Failed)) throw error;
        const { message: found, whatToDo, code } = error;
        note({ name, ...where, state: "failed", found, ...(whatToDo ? { whatToDo } : {}), code });
        return false;
      }
    },
    skip(name) {
      const failed = hops.findLast((it) => it.state === "failed" && it.name !== "server");
      note({ name, state: "not tested", found: `because ${failed?.name ?? "a hop before it"} failed` });
    },
  };
}

/** Told only when it fails: it is no hop of the way. */
async function leave(walk, visit) {
  try {
    await signOut(visit);
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    walk.note({ name: "sign-out", state: "failed", found: error.message, whatToDo: error.whatToDo });
  }
}

async function socketHop(walk, { visit, lines }) {
  let opened;
  await walk.to("socket", async () => {
    opened = await openLine(visit);
    lines.push(opened.line);
    if (opened.blocked) throw opened.blocked;
    return "opens as WebSocket";
  });
  return opened;
}

async function roomHop(walk, { visit, lines, opened: { line, over } }) {
  let doors;
  await walk.to("room", async () => {
    const ports = await mediaPorts(visit);
    doors = await openDoors({ visit, line, over, ports, onLine: (another) => void lines.push(another) });
    return `gives ${doors.candidates.length} addresses for media`;
  });
  return doors;
}

async function mediaHops(walk, doors) {
  for (const name of ["udp", "tcp"]) {
    if (!doors) walk.skip(name);
    for (const it of doors?.candidates.filter(({ protocol }) => protocol === name) ?? []) {
      const { host, port } = it;
      await walk.to(name, () => testCandidate(it), { target: at(it), host, port });
    }
    for (const port of doors?.missing ?? []) {
      walk.note({
        name,
        state: "not tested",
        found: `port ${port}: its worker was too busy to be given; run it again`,
      });
    }
  }
}

async function relayHops(walk, doors) {
  if (!doors) return walk.skip("relay");
  const name = "relay";
  if (doors.iceServers.length === 0) {
    return walk.note({ name, state: "not tested", found: "none is set up (TURN_URLS); most networks need none" });
  }
  for (const { urls, ...who } of doors.iceServers) {
    for (const url of urls) {
      const target = relayTarget(url);
      if (!target || target.secure && target.transport === "udp") {
        walk.note({
          name,
          target: url,
          state: "not tested",
          found: "this kind of address can only be tried by a browser",
        });
      } else await walk.to(name, () => testRelay(target, who), { target: url });
    }
  }
}

/** No hop of the way, but what people would ask the doctor about. */
async function interviewerHop(walk, visit) {
  const name = "interviewer";
  if (!visit.cookie) return walk.skip(name);
  try {
    const found = await seeInterviewer(visit);
    walk.note({ name, state: found ? "ok" : "not tested", found: found ?? "that server has none of its own" });
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    walk.note({ name, state: "failed", found: error.message, whatToDo: error.whatToDo });
  }
}

function at({ host, port }) {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
