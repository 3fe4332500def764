import { Emitter } from "../../kit/emitter.ts";
import { AppError } from "../../kit/errors.ts";
import type { Tap } from "../tap-line/line.ts";

/** The way to a tap that there will never be: rooms say that nothing is recorded, and calls go on. */
export function noTap(): Tap {
  const refuse = (): Promise<never> => Promise.reject(new AppError("unavailable", "This server has no recorder."));
  return {
    events: new Emitter(() => undefined), // nothing is ever said
    port: undefined,
    openLog: refuse,
    route: refuse,
    unroute: () => undefined,
    mark: () => undefined,
    note: () => undefined,
    closeLog: () => Promise.resolve(),
    closeTake: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
