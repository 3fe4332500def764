import { For, type JSX, Show } from "solid-js";
import type { Heard } from "../../../proto/http/takes.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { date } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Empty } from "../../ui/empty.tsx";
import { List } from "../../ui/list.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { takeWords } from "./take-words.ts";

const words = takeWords.heard;

/** Where one was recorded in interviews of others, so that each can be gone back to and left. */
export function HeardPage(): JSX.Element {
  const { call } = useApp();
  const heard = createRemote(() => "heard", (_, signal) => call("GET /takes/heard", { signal }));
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <RemoteView of={heard} what={words.what}>
        {(data) => (
          <Show
            when={data().rows.length > 0}
            fallback={<Empty icon="ear-off" title={words.none} text={words.noneText} level="h2" />}
          >
            <List label={words.title}>
              <For each={data().rows}>{(row) => <Row row={row} />}</For>
            </List>
          </Show>
        )}
      </RemoteView>
    </>
  );
}

function Row(props: { row: Heard }): JSX.Element {
  return (
    <li>
      <div class="grow">
        <a class="cover strong break" href={`/interviews/${props.row.interviewId}/part`}>
          {words.of(props.row.owner?.name)}
        </a>
        <div class="small soft num">{date(props.row.openedAt)}, {words.kinds(props.row.kinds)}</div>
      </div>
    </li>
  );
}
