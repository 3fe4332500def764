import type { DeviceTrouble } from "../../media/device-problem.ts";

/** What the doctor says about each hop: what it found and, after a failure, what to do. */
export const doctorWords = {
  page: {
    ok: "The server answers.",
    offline: "The server cannot be reached. Check that this device is online, then try again.",
    failed:
      "The server answers, but not as it should. Try again in a minute; if it stays so, tell whoever runs this instance.",
  },
  socket: {
    ok: "The live line opens.",
    failed:
      "The live line does not open. A proxy or firewall may block WebSockets: try another network, or ask whoever runs yours to allow them.",
    signedOut: "You are signed out, and the live line is for people who are signed in. Sign in, then try again.",
  },
  udp: {
    ok: "Sound goes over UDP, the fastest way.",
    failed: (ports: string) =>
      `UDP is blocked${ports}. Rooms fall back to TCP, which works but stutters on bad lines. Ask whoever runs your network to allow UDP to this server.`,
  },
  tcp: {
    ok: "Sound goes over TCP, should UDP be blocked.",
    failed: (ports: string) =>
      `TCP for media is blocked${ports}. Where UDP works too, rooms work; where it does not, use another network, or ask whoever runs yours to open the port.`,
  },
  turn: {
    ok: "The relay carries sound through firewalls.",
    none: "This instance has no relay; most networks need none.",
    failed:
      "The relay does not carry sound. If UDP or TCP works, you do not need it; whoever runs this instance should check its TURN server.",
  },
  microphone: { ok: "The microphone works." },
  interviewer: {
    ok: (voice: string) => `On this server the AI interviewer speaks as ${voice}.`,
    coarse: (voice: string) => `It speaks as ${voice}. What tells speech from noise is missing: a cough may stop it.`,
    mute: "This server has no voice for the AI interviewer: what it says can be read. Whoever runs it can fetch one.",
    none: "This server has no AI interviewer of its own.",
  },
  skipped: "Not tried, because a step before it failed.",
} as const;

/** What to do about a device, in a sentence. */
export const microphoneWords: Readonly<Record<DeviceTrouble, string>> = {
  permissionsDenied:
    "This browser was told not to give the microphone. Allow it in the site settings beside the address, then try again.",
  dismissed: "The browser's question was closed without an answer. Try again and choose “Allow”.",
  noDevice: "No microphone was found. Plug one in, or switch it on, then try again.",
  busy: "The microphone is in use by another program. Close calls in other programs and tabs, then try again.",
  insecure: "Browsers give no microphone to pages over plain http. Open this page with https.",
  overconstrained: "The chosen microphone is gone. Choose another one, then try again.",
  unsupported: "This browser gives no microphone to pages. Use a current Chrome, Edge or Firefox.",
  failed: "The microphone did not start. Unplug it and plug it in again, or restart the browser.",
};
