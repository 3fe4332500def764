import { z } from "zod";
import { contracts, Id, Instant, Page, pageOf } from "./shared.ts";
import { Interview, Mode } from "./interviews.ts";
import { RsvpAnswer } from "./sessions.ts";

export const SessionCard = z.object({
  id: Id,
  grind: z.object({ id: Id, name: z.string() }),
  task: z.object({ id: Id, title: z.string() }).nullable(),
  mode: Mode,
  startsAt: Instant,
  timeZone: z.string(),
  startedAt: Instant.nullable(),
  /** How many are in it now. */
  people: z.number().int(),
  myRsvp: RsvpAnswer.nullable(),
});
export type SessionCard = z.infer<typeof SessionCard>;

/** What happened that a person should know. `kind` decides the sentence on screen. */
export const Notification = z.object({
  id: Id,
  kind: z.enum([
    "invited",
    "joined",
    "role-changed",
    "removed",
    "session-scheduled",
    "session-reminder",
    "session-cancelled",
  ]),
  data: z.object({
    grindId: Id.optional(),
    grindName: z.string().optional(),
    personName: z.string().optional(),
    role: z.string().optional(),
    /** Left out when there is no such session any more. */
    sessionId: Id.optional(),
    taskTitle: z.string().optional(),
    /** Left out for a session that was started at once. */
    startsAt: Instant.optional(),
  }),
  createdAt: Instant,
  readAt: Instant.nullable(),
});
export type Notification = z.infer<typeof Notification>;

export const home = contracts({
  "GET /home": {
    about: "What is live, what is next, what is ready to review, in one answer",
    status: 200,
    answer: z.object({
      live: z.array(SessionCard),
      next: z.array(SessionCard),
      ready: z.array(Interview),
      unread: z.number().int(),
    }),
  },
  "GET /notifications": {
    about: "One's notifications, newest first",
    query: Page,
    status: 200,
    answer: pageOf(Notification),
  },
  "POST /notifications/read": { about: "Mark all as read", status: 204, answer: null },
});
