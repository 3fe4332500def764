import type { HopName, HopState } from "../../state/room/doctor.ts";

export const words = {
  title: "Connection check",
  lead: "The way of your voice to this server, part by part, in the order in which it is tried.",
  again: "Check again",
  running: "Checking",
  list: "The way",
  hops: {
    page: "This page",
    socket: "Live line",
    udp: "Sound over UDP",
    tcp: "Sound over TCP",
    turn: "Relay",
    microphone: "Microphone",
    interviewer: "AI interviewer",
  } satisfies Record<HopName, string>,
  states: {
    waiting: "Not yet",
    running: "Checking",
    ok: "Works",
    failed: "Fails",
    skipped: "Left out",
  } satisfies Record<HopState, string>,
  took: (ms: number): string => `${Math.round(ms)} ms`,
  first: (name: string): string => `${name} fails.`,
  good: "Everything works.",
  goodNext: "Your voice reaches this server. If a room still breaks, the trouble is on the way of somebody else.",
};
