import { useNavigate } from "@solidjs/router";
import { createEffect, type JSX } from "solid-js";
import { createSubmit } from "../../kit/create-submit.ts";
import { useApp } from "../../state/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { words } from "./words.ts";

type Props = {
  /** What one is asked, or the interview that was taken before and waits. */
  what: { readonly taskId: string } | { readonly interviewId: string };
  kind?: "primary" | "quiet";
  size?: "small" | "tall";
  /** Names the task where several of these stand under each other. */
  title?: string;
};

/** One press from a task to a room of one's own, where the AI interviewer asks. */
export function Practise(props: Props): JSX.Element {
  const { call, toasts } = useApp();
  const navigate = useNavigate();
  const taken = async (taskId: string, attemptFor: (content: unknown) => string): Promise<string> => {
    const body = { taskId, mode: "ai" as const };
    return (await call("POST /interviews", { body, attempt: attemptFor(body) })).id;
  };
  const submit = createSubmit(async (attemptFor) => {
    const id = "taskId" in props.what ? await taken(props.what.taskId, attemptFor) : props.what.interviewId;
    const { sessionId } = await call("POST /interviews/:id/room", { params: { id } });
    navigate(`/sessions/${sessionId}/check`);
  });
  createEffect(() => {
    const refusal = submit.refusal();
    if (refusal) toasts.say(refusal.message);
  });
  return (
    <Button
      kind={props.kind ?? "primary"}
      size={props.size}
      icon="audio-lines"
      class="above"
      aria-label={props.title === undefined ? undefined : words.practiseNamed(props.title)}
      busy={submit.busy()}
      onClick={() => void submit.run()}
    >
      {words.practise}
    </Button>
  );
}
