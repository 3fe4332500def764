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
  const [done, setDone] = createSignal<"record" | "record_camera">();
  const lead = (): string => {
    const what = done();
    return what ? words.done[what] : words.lead;
  };
  return (
    <>
      <PageHead title={words.title} lead={lead()} />
      <div class="form-foot">
        <Show when={done() !== "record"} fallback={<LinkButton href="/">{words.home}</LinkButton>}>
          <Show when={done() === undefined}>
            <Withdraw
              purpose="record_camera"
              interviewId={params["id"] ?? ""}
              onDone={() => setDone("record_camera")}
            />
          </Show>
          <Withdraw purpose="record" interviewId={params["id"] ?? ""} onDone={() => setDone("record")} />
        </Show>
      </div>
    </>
  );
}
