/** What keeps Chromium from talking to anybody but us. */
export const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-quic",
  "--disable-sync",
  "--disable-features=MediaRouter,OptimizationHints,Translate,WebRtcHideLocalIpsWithMdns",
  "--metrics-recording-only",
  "--mute-audio",
  "--no-first-run",
  "--no-pings",
];
