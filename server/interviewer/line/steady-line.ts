import type { OpenSteadyLine } from "./line.ts";
import { Steady } from "./steady.ts";
import type { SteadyKit } from "./steady-kit.ts";
import { usualPatience } from "./watch.ts";

/** The way in which every interview gets its line. */
export function steadyLines(kit: Omit<SteadyKit, "patience"> & Partial<Pick<SteadyKit, "patience">>): OpenSteadyLine {
  const all = { patience: usualPatience, ...kit };
  return (options) => new Steady(all, options);
}
