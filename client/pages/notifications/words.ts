import type { Notification } from "../../../proto/http/home.ts";

type Data = Notification["data"];

const somebody = (data: Data): string => data.personName ?? "Somebody";
const grind = (data: Data): string => data.grindName ?? "a grind";

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
    removed: (data: Data): string => `You are not in ${grind(data)} any more. Your interviews stay yours.`,
  } satisfies Record<Notification["kind"], (data: Data) => string>,
};
