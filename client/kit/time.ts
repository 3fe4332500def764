// Dates are written the English way, in the reader's own time zone.
const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat("en-GB", options);
const clockTime = format({ hour: "2-digit", minute: "2-digit" });
const dayMonth = format({ day: "numeric", month: "short" });
const dayMonthYear = format({ day: "numeric", month: "short", year: "numeric" });
const weekday = format({ weekday: "short", day: "numeric" });
const longDay = format({ weekday: "long", day: "numeric", month: "long" });

const dayMs = 86_400_000;

/** "21:14". */
export const clock = (at: string | Date): string => clockTime.format(new Date(at));
/** "Thursday 19 November". */
export const fullDay = (at: Date): string => longDay.format(at).replace(",", "");
/** "19 Nov 2026". */
export const date = (at: string | Date): string => dayMonthYear.format(new Date(at));

/** "Today, 21:14", "Yesterday, 09:02", "12 Nov", "12 Nov 2025". */
export function when(at: string, now: Date): string {
  const then = new Date(at);
  const days = daysBetween(then, now);
  if (days === 0) return `Today, ${clock(then)}`;
  if (days === 1) return `Yesterday, ${clock(then)}`;
  return then.getFullYear() === now.getFullYear() ? dayMonth.format(then) : dayMonthYear.format(then);
}

/** "today", "tomorrow", "Sat 21". */
export function dayName(at: string, now: Date): string {
  const days = daysBetween(new Date(at), now);
  if (days === 0) return "today";
  return days === -1 ? "tomorrow" : weekday.format(new Date(at));
}

/** Inside a sentence: "just now", "5 minutes ago", "yesterday, 09:02", "12 Nov". */
export function ago(at: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - new Date(at).getTime()) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return minutes === 1 ? "a minute ago" : `${minutes} minutes ago`;
  if (minutes < 24 * 60) return minutes < 120 ? "an hour ago" : `${Math.floor(minutes / 60)} hours ago`;
  return when(at, now).replace(/^[TY]/, (letter) => letter.toLowerCase());
}

/** "41:20" or "1:02:05". */
export function length(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const two = (n: number): string => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** "Good evening", by the reader's clock. */
export function greeting(now: Date): string {
  const hour = now.getHours();
  if (hour >= 5 && hour < 12) return "Good morning";
  return hour >= 12 && hour < 18 ? "Good afternoon" : "Good evening";
}

function daysBetween(then: Date, now: Date): number {
  const day = (it: Date): number => Date.UTC(it.getFullYear(), it.getMonth(), it.getDate()) / dayMs;
  return day(now) - day(then);
}
