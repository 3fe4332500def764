import type { types } from "mediasoup";

/** How often a worker is asked. Lower finds a hang sooner and costs a little; higher leaves calls silent for longer. */
const everyMs = 1_000;
/**
 * For how many turns an answer may be missing. Lower takes a busy machine for a hang and ends good calls; higher leaves
 * bad ones silent. Turns, not time: when this process itself was stopped, its late turn is one turn only.
 */
const patience = 3;

/** Asks a worker for a sign of life now and then, as long as it runs, and says once when there was none. */
export function watch(worker: types.Worker, onHang: () => void): void {
  let missed = 0;
  const answered = (): void => void (missed = 0);
  const timer = setInterval(() => {
    if (missed++ === 0) worker.getResourceUsage().then(answered, answered);
    else if (missed > patience) {
      clearInterval(timer);
      onHang();
    }
  }, everyMs);
  worker.observer.once("close", () => clearInterval(timer));
}
