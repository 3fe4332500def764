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
import choirScoreLending from "./system_design/choir-score-lending.ts";
import clinicRecordExchange from "./system_design/clinic-record-exchange.ts";
import festivalSubtitleStudio from "./system_design/festival-subtitle-studio.ts";
import islandFerryTickets from "./system_design/island-ferry-tickets.ts";
import lighthousePhotoContest from "./system_design/lighthouse-photo-contest.ts";
import parcelScanTracking from "./system_design/parcel-scan-tracking.ts";
import riverFloodWarnings from "./system_design/river-flood-warnings.ts";
import schoolBusArrivals from "./system_design/school-bus-arrivals.ts";
import toolLibraryLending from "./system_design/tool-library-lending.ts";
import aNightOfTrouble from "./behavioural/a-night-of-trouble.ts";
import aPromiseNotKept from "./behavioural/a-promise-not-kept.ts";
import disagreeThenCommit from "./behavioural/disagree-then-commit.ts";
import endingYourOwnProject from "./behavioural/ending-your-own-project.ts";
import feedbackThatStung from "./behavioural/feedback-that-stung.ts";
import helpingANewcomer from "./behavioural/helping-a-newcomer.ts";
import leadingWithoutATitle from "./behavioural/leading-without-a-title.ts";
import learningUnderADeadline from "./behavioural/learning-under-a-deadline.ts";
import theQuietImprovement from "./behavioural/the-quiet-improvement.ts";
import creditUnionSecurityEngineer from "./phone_screen/credit-union-security-engineer.ts";
import cropAdviceEngineeringManager from "./phone_screen/crop-advice-engineering-manager.ts";
import depotBackendEngineer from "./phone_screen/depot-backend-engineer.ts";
import ferryAppSupport from "./phone_screen/ferry-app-support.ts";
import foodBankDataAssistant from "./phone_screen/food-bank-data-assistant.ts";
import hearingAidTestEngineer from "./phone_screen/hearing-aid-test-engineer.ts";
import hospitalReliabilityLead from "./phone_screen/hospital-reliability-lead.ts";
import museumWebDeveloper from "./phone_screen/museum-web-developer.ts";
import ticketKioskProductDesigner from "./phone_screen/ticket-kiosk-product-designer.ts";

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
  toolLibraryLending,
  lighthousePhotoContest,
  schoolBusArrivals,
  islandFerryTickets,
  parcelScanTracking,
  choirScoreLending,
  riverFloodWarnings,
  clinicRecordExchange,
  festivalSubtitleStudio,
  learningUnderADeadline,
  helpingANewcomer,
  aPromiseNotKept,
  disagreeThenCommit,
  theQuietImprovement,
  feedbackThatStung,
  leadingWithoutATitle,
  aNightOfTrouble,
  endingYourOwnProject,
  ferryAppSupport,
  museumWebDeveloper,
  foodBankDataAssistant,
  depotBackendEngineer,
  hearingAidTestEngineer,
  ticketKioskProductDesigner,
  hospitalReliabilityLead,
  cropAdviceEngineeringManager,
  creditUnionSecurityEngineer,
];
