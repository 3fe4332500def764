import type { Closing, InterviewEnd, Purpose, Role, ThinkTime } from "../../../proto/live/words.ts";

type Newcomer = { readonly id: string; readonly name: string; readonly role: Role; readonly host: boolean };
type By<Kind extends string, More = unknown> = { readonly kind: Kind; readonly by: string } & More;
type To = { readonly to: string };
type Of = { readonly of: string };

/** What happens to a room. `freshId` is the id of an interview that may begin by it; null: none can. */
export type RoomEvent =
  | { readonly kind: "entered"; readonly person: Newcomer; readonly consents: readonly Purpose[] }
  | By<"dropped">
  | By<"left">
  | By<"seat taken">
  | By<"seat left">
  | By<"seat given", To>
  | By<"seat kept">
  | By<"asker set", { readonly to: string | null }>
  | By<"interview started", { readonly freshId: string }>
  | By<"interview ended">
  | By<"think time set", { readonly to: ThinkTime }>
  | By<"time asked">
  | By<"floor given", To>
  | By<"floor taken", Of>
  | By<"hand", { readonly up: boolean }>
  | By<"muted", Of>
  | By<"unmuted">
  | By<"removed", Of>
  | By<"session ended">
  | By<"consent", { readonly purpose: Purpose; readonly given: boolean }>
  | { readonly kind: "signed out"; readonly of: string }
  | { readonly kind: "consents stored"; readonly of: string; readonly given: readonly Purpose[] }
  | { readonly kind: "role changed"; readonly of: string; readonly role: Role }
  | { readonly kind: "session gone" }
  | { readonly kind: "interviewer goes on" }
  | { readonly kind: "interviewer done"; readonly interviewId: string }
  /** Somebody ended it elsewhere. */
  | { readonly kind: "interview over"; readonly interviewId: string }
  | { readonly kind: "time passed"; readonly freshId: string | null };

/** What the room has to do before what happened is true. */
export type Effect =
  | { readonly kind: "begin"; readonly interviewId: string; readonly ownerId: string; readonly atMs: number }
  | {
    readonly kind: "finish";
    readonly interviewId: string;
    readonly ownerId: string;
    readonly end: InterviewEnd;
    readonly atMs: number;
  }
  | { readonly kind: "consented"; readonly personId: string; readonly purpose: Purpose; readonly given: boolean }
  | { readonly kind: "expel"; readonly personId: string; readonly why: Closing }
  | { readonly kind: "warn"; readonly leftMs: number }
  | { readonly kind: "close"; readonly why: Closing };
