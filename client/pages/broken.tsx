import { type JSX, Show } from "solid-js";
import { asRefusal } from "../kit/refusal.ts";
import { Button } from "../ui/button.tsx";
import { PageHead } from "../ui/page-head.tsx";

const words = {
  title: "This page broke",
  offlineTitle: "This part is not here yet",
  safe: "Everything you saved is safe, and drafts of tasks are kept in this browser.",
  offline:
    "You are offline, and this page was not fetched before. Everything you saved is safe. Try again when your connection is back.",
  next: "Load the page again. If it breaks twice in the same place, tell whoever runs this instance what you did.",
  reload: "Load again",
  retry: "Try again",
};

/** Instead of a page that threw: what is safe and what to do. */
export function Broken(props: { error: unknown; onRetry: () => void }): JSX.Element {
  // A defect must be seen by whoever looks for it; nothing else reports it.
  console.error(props.error);
  const offline = (): boolean => !navigator.onLine;
  const requestId = (): string | undefined => asRefusal(props.error).requestId;
  return (
    <>
      <PageHead title={offline() ? words.offlineTitle : words.title} />
      <div class="stack loose read">
        <p>{offline() ? words.offline : `${words.safe} ${words.next}`}</p>
        <Show when={requestId()}>{(id) => <p class="small soft">Request {id()}</p>}</Show>
        <div class="row">
          <Button kind="primary" icon="rotate-cw" onClick={() => location.reload()}>{words.reload}</Button>
          <Button onClick={() => props.onRetry()}>{words.retry}</Button>
        </div>
      </div>
    </>
  );
}
