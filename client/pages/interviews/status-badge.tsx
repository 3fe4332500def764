import type { JSX } from "solid-js";
import type { Interview } from "../../../proto/http/interviews.ts";
import { Badge } from "../../ui/badge.tsx";
import type { IconName } from "../../ui/icon.tsx";
import { statusWords } from "../words.ts";

const looks: Record<Interview["status"], { tone?: "good" | "bad" | "line" | "ember"; icon: IconName }> = {
  PENDING: { tone: "line", icon: "clock" },
  IN_PROGRESS: { tone: "ember", icon: "audio-lines" },
  COMPLETED: { tone: "good", icon: "check" },
  ERROR: { tone: "bad", icon: "triangle-alert" },
};

/** Where an interview stands, as a sign and a word. */
export function StatusBadge(props: { status: Interview["status"] }): JSX.Element {
  return <Badge tone={looks[props.status].tone} icon={looks[props.status].icon}>{statusWords[props.status]}</Badge>;
}
