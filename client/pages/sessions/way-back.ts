import type { Session } from "../../../proto/http/sessions.ts";

/** Where one goes from a session: to its grind, or, after practising alone, to the task or home. */
export function wayBack({ grind, task }: { grind: Session["grind"]; task: { readonly id: string } | null }): string {
  if (grind) return `/grinds/${grind.id}/sessions`;
  return task ? `/tasks/${task.id}` : "/";
}
