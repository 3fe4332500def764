import type { Notification } from "../../../proto/http/home.ts";
import { clock, date } from "../../kit/time.ts";

type Data = Notification["data"];

const somebody = (data: Data): string => data.personName ?? "Somebody";
const grind = (data: Data): string => data.grindName ?? "a grind";

const session = (data: Data): string => data.taskTitle ? `“${data.taskTitle}”` : "a session";
const opening = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const start = (at: string): string => `${date(at)}, ${clock(at)}`;

export const words = {
  title: "Notifications",
  lead: "What happened in your grinds.",
  list: "Notifications, newest first",
  new: "New",
  emptyTitle: "Nothing has happened yet",
  emptyText: "When somebody invites you, joins your grind or changes your role, you read it here.",
  sentences: {
    invited: (data: Data): string => `${somebody(data)} invited you to ${grind(data)}.`,
    joined: (data: Data): string => `${somebody(data)} joined ${grind(data)}.`,
    "role-changed": (data: Data): string =>
      `You are ${data.role === "owner" ? "an owner" : `a ${data.role ?? "member"}`} of ${grind(data)} now.`,
    "session-scheduled": (data: Data): string =>
      data.startsAt
        ? `${somebody(data)} planned ${session(data)} in ${grind(data)} for ${start(data.startsAt)}.`
        : `${somebody(data)} started ${session(data)} in ${grind(data)}.`,
    "session-reminder": (data: Data): string =>
      `${opening(session(data))} in ${grind(data)} starts${data.startsAt ? ` at ${clock(data.startsAt)}` : " soon"}.`,
    "session-cancelled": (data: Data): string =>
      `${somebody(data)} cancelled ${session(data)} in ${grind(data)}${
        data.startsAt ? `, which was to start ${start(data.startsAt)}` : ""
      }.`,
    removed: (data: Data): string => `You are not in ${grind(data)} any more. Your interviews stay yours.`,
  } satisfies Record<Notification["kind"], (data: Data) => string>,
};
