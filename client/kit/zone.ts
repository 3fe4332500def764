/** The time zone of this device, such as "Europe/Stockholm". */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** Every zone that this browser knows, with `also` among them. */
export function zones(...also: readonly string[]): string[] {
  return [...new Set([...also, ...Intl.supportedValuesOf("timeZone"), "UTC"])].sort();
}

/** What people call a zone: "Mexico City". */
export function cityOf(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** An instant as a wall clock in `zone` shows it: "2026-03-29T19:30". */
export function localIn(at: string | Date, zone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(at));
  return parts.replace(" ", "T");
}

/** "Sat 21, 19:30", as it is in `zone`. */
export function whenIn(at: string | Date, zone: string): string {
  const day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", day: "numeric" });
  return `${day.format(new Date(at))}, ${localIn(at, zone).slice(11)}`;
}

/** The next full half hour at least an hour away, as this device's clock shows it. */
export function soon(now: Date): string {
  const step = 30 * 60_000;
  return localIn(new Date(Math.ceil((now.getTime() + 2 * step) / step) * step), ownZone());
}
