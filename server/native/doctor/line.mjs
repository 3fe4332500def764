// The live line, as a page opens it, and the way for media that is asked for over it.
import { Failed } from "./failed.mjs";
import { Trouble } from "../trouble.mjs";

/** How long opening and an answer may take. Higher forgives slow lines, lower says sooner that nothing comes. */
const patienceMs = 10_000;

/** @typedef {import("socket.io-client").Socket} Line */

/**
 * An open line, and over what. `blocked` says why it is not a WebSocket. Throws Failed.
 * @param {{ url: string, cookie?: string }} visit @returns {Promise<{ line: Line, over: "websocket" | "polling", blocked?: Failed }>}
 */
export async function openLine(visit) {
  try {
    return { line: await openOver("websocket", visit), over: "websocket" };
  } catch (error) {
    if (!(error instanceof Failed) || error.code === "refused") throw error;
    const line = await openOver("polling", visit).catch((second) => {
      throw second instanceof Failed && second.code !== "refused" ? neither(error) : second;
    });
    const blocked = new Failed(
      "a proxy on the way does not pass WebSockets; pages go on with requests, which are slower",
      "Let the proxy pass `Upgrade` and `Connection` on; docs/operations.md shows how for nginx.",
    );
    return { line, over: "polling", blocked };
  }
}

/** Throws Failed. @param {"websocket" | "polling"} over @param {{ url: string, cookie?: string }} visit @returns {Promise<Line>} */
export async function openOver(over, { url, cookie }) {
  const { io } = await import("socket.io-client").catch((error) => {
    throw new Trouble("The doctor's packages are not installed: run `npm run setup`, then the same command again.", {
      cause: error,
    });
  });
  const line = io(url, {
    ...{ path: "/socket.io", transports: [over], forceNew: true, reconnection: false, timeout: patienceMs },
    extraHeaders: { cookie: cookie ?? "" },
  });
  try {
    await new Promise((resolve, reject) => line.once("connect", resolve).once("connect_error", reject));
    return line;
  } catch (error) {
    line.disconnect();
    const message = error.data?.error?.message ?? refusalIn(error.context?.responseText);
    throw new Failed(message ?? error.message, undefined, { code: message ? "refused" : "failed" });
  }
}

/** What is answered, or Failed with the server's sentence. @param {Line} line @param {string} name */
export async function askLine(line, name) {
  const answer = await line.timeout(patienceMs).emitWithAck(name, {}).catch(() => {
    throw new Failed("the server does not answer on the live line", "Its log says more; try again in a minute.");
  });
  if (answer.error) throw new Failed(answer.error.message, "If it stays so, the server's log says more.");
  return answer.ok;
}

/** The sentence with which our server does not even begin; whatever a proxy says is no such thing. */
function refusalIn(text) {
  try {
    return JSON.parse(text ?? "").message;
  } catch {
    return undefined;
  }
}

function neither(error) {
  return new Failed(
    `it opens neither as WebSocket (${error.message}) nor with requests`,
    "Let the proxy pass /socket.io/ on to Grindstone with `Host`, `Upgrade` and `Connection`, and set PUBLIC_URL to what browsers show.",
  );
}
