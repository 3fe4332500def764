import { mark } from "./marks.ts";

/** How often and how long it is looked for; the mark is as exact as the first. */
const look = { everyMs: 10, forMs: 10_000 } as const;
let looking = false;

/** Marks when the first sound of somebody else was played: browsers have no event for it. */
export function firstPlayed(receiver: RTCRtpReceiver | undefined): void {
  if (!receiver || looking || performance.getEntriesByName("room:played").length > 0) return;
  looking = true;
  const until = performance.now() + look.forMs;
  const timer = setInterval(() => {
    const played = receiver.getSynchronizationSources().length > 0;
    if (!played && performance.now() < until) return;
    clearInterval(timer);
    looking = false;
    if (played) mark("played");
  }, look.everyMs);
}
