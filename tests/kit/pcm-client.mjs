// Is interviewed over the PCM door: speaks a WAV file, prints what is said and writes what it hears as WAV.
//   node tests/kit/pcm-client.mjs --email A --password B --in answer.wav --out heard.wav [--url http://localhost:3000]
// Further: --task ID (else the first one there is), --interview ID (to come back to it), --seconds N (then it ends the
// interview; else it stays until the interviewer ends it), --consent (what is said may be recorded).
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { WebSocket } from "ws";
import { grindstone } from "../../proto/gen/interview.js";
import { readWav, writeWav } from "./wav.mjs";

const samplesPerMs = 16;
const pieceMs = 20;
const pauseMs = 200;

/**
 * Speaks to the door at `url` (ws://…/ws/interviews/ID) until the interview ends, or until it shall.
 * @param {{ url: string, interviewId: string, token: string, pcm: Int16Array, until?: Promise<unknown> | undefined,
 *   onMessage?: (message: grindstone.ServerToClientMessage) => void }} options
 * @returns {Promise<{ heard: Int16Array, ended: number | null, code: number, said: { speaker: string, text: string }[] }>}
 */
export function beInterviewed({ url, interviewId, token, pcm, until, onMessage = () => {} }) {
  const socket = new WebSocket(url);
  const say = (message) => socket.send(grindstone.ClientToServerMessage.encode(message).finish());
  const heard = new Track();
  const said = [];
  let ended = null;
  let speaking;
  const end = () => {
    clearInterval(speaking);
    if (socket.readyState === WebSocket.OPEN) say({ endRequest: {} });
  };
  // Whoever waits for the result hears what went wrong with it.
  until?.then(end, end);
  socket.once("open", () => say({ startRequest: { interviewId, authToken: token } }));
  socket.on("message", (data) => {
    const message = grindstone.ServerToClientMessage.decode(data);
    onMessage(message);
    if (message.startResponse) {
      heard.begin();
      speaking ??= speak(socket, pcm, say);
    }
    if (message.audioResponse) heard.add(message.audioResponse.audioContent);
    if (message.transcriptUpdate?.isFinal) said.push(message.transcriptUpdate);
    if (message.sessionEnded) ended = message.sessionEnded.reason;
  });
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("close", (code) => {
      clearInterval(speaking);
      resolve({ heard: heard.samples, ended, code, said });
    });
  });
}

/** Sends the sound as it is spoken, and silence behind it, as a microphone does. */
function speak(socket, pcm, say) {
  const startedMs = performance.now();
  let sentMs = 0;
  return setInterval(() => {
    for (; sentMs <= performance.now() - startedMs && socket.readyState === WebSocket.OPEN; sentMs += pieceMs) {
      const piece = new Int16Array(pieceMs * samplesPerMs);
      piece.set(pcm.subarray(sentMs * samplesPerMs, (sentMs + pieceMs) * samplesPerMs));
      say({ audioChunk: { audioContent: new Uint8Array(piece.buffer) } });
    }
  }, pieceMs);
}

/** What was heard, at the times at which it was. */
class Track {
  #pieces = [];
  #startedMs = performance.now();
  #at = 0;

  begin() {
    if (this.#pieces.length === 0) this.#startedMs = performance.now();
  }

  add(bytes) {
    const now = Math.round((performance.now() - this.#startedMs) * samplesPerMs);
    // Nothing came for a while because nothing was said; less than that is a piece that was late.
    if (now - this.#at > pauseMs * samplesPerMs) this.#at = now;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const pcm = Int16Array.from({ length: bytes.byteLength / 2 }, (_, it) => view.getInt16(it * 2, true));
    this.#pieces.push({ at: this.#at, pcm });
    this.#at += pcm.length;
  }

  get samples() {
    const all = new Int16Array(this.#at);
    for (const { at, pcm } of this.#pieces) all.set(pcm, at);
    return all;
  }
}

async function main() {
  const text = { type: "string" };
  const { values } = parseArgs({
    options: {
      ...{ url: { ...text, default: "http://localhost:3000" }, email: text, password: text, in: text, out: text },
      ...{ task: text, interview: text, seconds: text, consent: { type: "boolean", default: false } },
    },
  });
  const { url, email, password, consent, seconds } = values;
  if (!email || !password) throw new Error("Say who is interviewed: --email and --password.");
  const ask = await signIn(url, { email, password });
  const interviewId = values.interview ?? await takeTask(ask, values.task);
  const ticket = await ask(`/interviews/${interviewId}/token`, {});
  if (consent) await ask(`/sessions/${ticket.sessionId}/consents`, { given: ["record"] });
  console.log(`interview ${interviewId}`);
  const { heard, ended, code } = await beInterviewed({
    url: new URL(ticket.path, url).href.replace(/^http/, "ws"),
    ...{ interviewId, token: ticket.token, onMessage: tell },
    pcm: values.in ? readWav(await readFile(values.in)) : new Int16Array(0),
    until: seconds === undefined ? undefined : pause(Number(seconds) * 1000),
  });
  if (values.out) await writeFile(values.out, writeWav(heard));
  console.log(`ended ${ended === null ? `without a word (${code})` : grindstone.SessionEnded.Reason[ended]}`);
  return ended === null ? 1 : 0;
}

async function signIn(url, who) {
  let cookie = "";
  const ask = async (route, body) => {
    const post = body && { method: "POST", body: JSON.stringify(body) };
    const headers = { "content-type": "application/json", cookie };
    const answer = await fetch(new URL(`/api/v1${route}`, url), { headers, ...post });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error.message);
    cookie ||= answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    return told;
  };
  await ask("/account/sign-in", who);
  return ask;
}

async function takeTask(ask, wished) {
  const taskId = wished ?? (await ask("/tasks?limit=1")).rows[0].id;
  return (await ask("/interviews", { taskId, mode: "ai" })).id;
}

function tell({ transcriptUpdate, interviewerStatus, error }) {
  if (transcriptUpdate?.isFinal) console.log(`${transcriptUpdate.speaker}: ${transcriptUpdate.text}`);
  if (interviewerStatus) console.log(`(${grindstone.InterviewerStatus.State[interviewerStatus.state].toLowerCase()})`);
  if (error) console.error(error.message);
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main().catch((error) => {
    console.error(error.message);
    return 1;
  });
}
