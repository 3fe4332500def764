const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

/** What every answer tells browsers about us: nothing from elsewhere runs, frames us or learns where people came from. */
export function safetyHeaders(tls: boolean): ReadonlyMap<string, string> {
  return new Map([
    ["content-security-policy", policy],
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "same-origin"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    [
      "permissions-policy",
      "camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self), geolocation=()",
    ],
    ...(tls ? [["strict-transport-security", "max-age=31536000"] as const] : []),
  ]);
}
