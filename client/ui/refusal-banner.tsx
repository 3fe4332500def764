import type { JSX } from "solid-js";
import { Show } from "solid-js";
import type { Refusal } from "../kit/refusal.ts";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { refusalWords } from "./refusal-words.ts";

/** What happened, what is safe, what to do. */
export function RefusalBanner(
  props: { refusal: Refusal; kept?: string | undefined; onRetry?: (() => void) | undefined },
): JSX.Element {
  const words = () => refusalWords(props.refusal, props.kept);
  return (
    <Banner
      tone={props.refusal.code === "offline" ? "warn" : "bad"}
      icon={props.refusal.code === "offline" ? "wifi-off" : "triangle-alert"}
      alert
    >
      <p>
        <b>{words().what}</b> {words().next}
        <Show when={props.refusal.requestId && props.refusal.status >= 500 && props.refusal.requestId}>
          {(id) => <span class="soft">Request {id()}.</span>}
        </Show>
      </p>
      <Show when={props.onRetry}>{(retry) => <Button size="small" onClick={retry()}>Try again</Button>}</Show>
    </Banner>
  );
}
