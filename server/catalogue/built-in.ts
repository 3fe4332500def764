import type { TaskDraft } from "../../proto/http/tasks.ts";

/** A task that comes with the house. The slug never changes, so that an update finds the row it wrote before. */
export type BuiltInTask = TaskDraft & { slug: string };

/** Text written over several lines: a line break counts as a space, an empty line starts a paragraph. */
export function prose(lines: TemplateStringsArray): string {
  return lines.join("").trim().split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s+/g, " ")).join("\n\n");
}
