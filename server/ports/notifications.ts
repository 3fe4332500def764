import type { Page, Paged } from "../kit/cursor.ts";

export type NotificationKind =
  | "invited"
  | "joined"
  | "role-changed"
  | "removed"
  | "session-scheduled"
  | "session-reminder"
  | "session-cancelled";
export type NotificationData = {
  readonly grindId?: string;
  readonly grindName?: string;
  readonly personName?: string;
  readonly role?: string;
  readonly sessionId?: string;
  readonly taskTitle?: string;
  /** Left out for a session that is on. */
  readonly startsAt?: string;
};
export type NotificationRow = {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly data: NotificationData;
  readonly createdAt: Date;
  readonly readAt: Date | null;
};

/** What happened that a person should know, kept until they saw it. */
export interface Notifications {
  /**
   * Tells one person or several at once; an account that is gone is left out. What they did not read yet of the same
   * kind, grind and doer is replaced, so that nobody can bury others under a hundred changes to and fro.
   */
  tell(people: string | readonly string[], kind: NotificationKind, data: NotificationData): Promise<void>;
  /** Newest first. */
  list(personId: string, page: Page): Promise<Paged<NotificationRow>>;
  unread(personId: string): Promise<number>;
  markRead(personId: string): Promise<void>;
}
