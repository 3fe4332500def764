/** Calls back after a while; what it returns calls it off. Tests hand in one whose time passes when they say so. */
export type Alarm = (afterMs: number, work: () => void) => () => void;

/** The machine's own timers. */
export const systemAlarm: Alarm = (afterMs, work) => {
  const timer = setTimeout(work, afterMs);
  return () => clearTimeout(timer);
};
