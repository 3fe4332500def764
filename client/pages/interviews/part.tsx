import { useParams } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import { LinkButton } from "../../ui/button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { takeWords } from "./take-words.ts";
import { Withdraw } from "./withdraw.tsx";

const words = takeWords.part;

/** For who was recorded in somebody else's interview: the way to have it deleted. */
export function PartPage(): JSX.Element {
  const params = useParams();
  const [done, setDone] = createSignal(false);
  return (
    <>
      <PageHead title={words.title} lead={done() ? words.done : words.lead} />
      <div class="form-foot">
        <Show when={!done()} fallback={<LinkButton href="/">{words.home}</LinkButton>}>
          <Withdraw interviewId={params["id"] ?? ""} onDone={() => setDone(true)} />
        </Show>
      </div>
    </>
  );
}
