import type { Page, Paged } from "../kit/cursor.ts";

/** What was done, by whom, to what: ids and constants only. */
export type AuditEntry = {
  readonly actorId: string | null;
  /** "grind.deleted": what it happened to, then what happened. */
  readonly action: string;
  readonly subjectId: string | null;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
};

export type AuditRow = AuditEntry & { readonly id: string; readonly at: Date };

export interface Audit {
  /** Resolves when the entry is durable. Entries outlive what they tell of. */
  note(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  list(page: Page): Promise<Paged<AuditRow>>;
}
