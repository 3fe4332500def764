import type { BuiltInTask } from "./built-in.ts";
import choirAbsenceStreaks from "./coding/choir-absence-streaks.ts";
import ferryTwoLanes from "./coding/ferry-two-lanes.ts";
import mountainHutBeds from "./coding/mountain-hut-beds.ts";
import museumLabelHistory from "./coding/museum-label-history.ts";
import parcelBeltWindow from "./coding/parcel-belt-window.ts";
import seedLibraryLabels from "./coding/seed-library-labels.ts";
import theatreCueOrder from "./coding/theatre-cue-order.ts";
import tramFewestChanges from "./coding/tram-fewest-changes.ts";
import weatherLogMerge from "./coding/weather-log-merge.ts";

/** The tasks that come with the house: nine of each kind, three of each difficulty. */
export const catalogue: readonly BuiltInTask[] = [
  choirAbsenceStreaks,
  ferryTwoLanes,
  seedLibraryLabels,
  parcelBeltWindow,
  mountainHutBeds,
  theatreCueOrder,
  tramFewestChanges,
  weatherLogMerge,
  museumLabelHistory,
];
