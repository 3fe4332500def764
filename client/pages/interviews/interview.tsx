import { useNavigate, useParams } from "@solidjs/router";
import { createEffect, createSignal, type JSX, Match, on, onCleanup, Show, Switch } from "solid-js";
import type { Interview } from "../../../proto/http/interviews.ts";
import { createRemote } from "../../kit/create-remote.ts";
import { createSubmit } from "../../kit/create-submit.ts";
import { clock, date } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { Badge } from "../../ui/badge.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Facts } from "../../ui/facts.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { RecordHere } from "../fallback/record-here.tsx";
import { Practise } from "../tasks/practise.tsx";
import { kindWords, modeWords, withoutTask } from "../words.ts";
import { lasted } from "./interview-rows.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { createJumps, JumpContext } from "./jump.ts";
import { TakePart } from "./take.tsx";
import { Ahead, Observations, TalkTimes } from "./transcript-facts.tsx";
import { createWords, WordsPart } from "./transcript.tsx";
import { transcriptWords } from "./transcript-words.ts";
import { words } from "./words.ts";

/** How often one looks again while an interview goes on. Lower asks the server more, higher shows an older state. */
const lookEveryMs = 4_000;

/** One interview of one's own. */
export function InterviewPage(): JSX.Element {
  const params = useParams();
  const { call } = useApp();
  const interview = createRemote(
    () => params["id"],
    (id, signal) => call("GET /interviews/:id", { params: { id }, signal }),
  );
  createEffect(on(() => interview.data()?.status, (status) => {
    if (status !== "IN_PROGRESS") return;
    const timer = setInterval(interview.refetch, lookEveryMs);
    onCleanup(() => clearInterval(timer));
  }));
  return (
    <RemoteView page of={interview} what={words.what}>
      {(data) => (
        <div class="stack far">
          <Loaded interview={data()} />
          <Show when={data().endedAt === null && data().status !== "ERROR"}>
            <RecordHere interview={data()} onChange={interview.refetch} />
          </Show>
        </div>
      )}
    </RemoteView>
  );
}

/** An interview with all that is known of it. */
export function Loaded(props: { interview: Interview }): JSX.Element {
  const said = createWords(() => props.interview);
  const transcript = () => said.data()?.transcript;
  const led = (): boolean => props.interview.mode === "ai";
  return (
    <JumpContext.Provider value={createJumps(() => props.interview.startedAt)}>
      <PageHead title={props.interview.task?.title ?? withoutTask} lead={leadOf(props.interview)}>
        <Badge tone="line" icon="lock">{transcriptWords.onlyYou}</Badge>
      </PageHead>
      <div class="two">
        <div class="stack far">
          <State interview={props.interview} />
          <Show when={props.interview.startedAt !== null}>
            <TakePart interviewId={props.interview.id} />
            <Show when={led() || transcript()}>
              <WordsPart interview={props.interview} words={said} />
            </Show>
            <Observations of={transcript()?.observations ?? []} />
          </Show>
        </div>
        <aside class="stack far">
          <Show when={transcript()}>{(it) => <TalkTimes talk={it().talk} />}</Show>
          <About interview={props.interview} />
          <Show when={props.interview.status === "COMPLETED"}>
            <Ahead />
          </Show>
          <div class="row wrap">
            <Show when={props.interview.task}>
              {(task) => <LinkButton href={`/tasks/${task().id}`}>{words.openTask}</LinkButton>}
            </Show>
            <Remove interview={props.interview} />
          </div>
        </aside>
      </div>
    </JumpContext.Provider>
  );
}

/** What it is; once it is over, how and when it ended. */
function leadOf(interview: Interview): string {
  const { task, endedAs, endedAt } = interview;
  if (endedAs !== null && endedAt !== null) {
    return transcriptWords.endedAt(transcriptWords.ended[endedAs], clock(endedAt), lasted(interview));
  }
  return task ? `${kindWords[task.kind]}, ${task.difficulty}` : "";
}

/** What is to be done or known before all else. */
function State(props: { interview: Interview }): JSX.Element {
  const it = () => props.interview;
  const waits = (): boolean => it().mode === "ai" && it().task !== null;
  return (
    <Switch>
      <Match when={it().status === "PENDING"}>
        <Banner icon="armchair">
          <p>{waits() ? words.pendingAi : words.pending}</p>
          <Show when={waits()}>
            <Practise what={{ interviewId: it().id }} />
          </Show>
        </Banner>
      </Match>
      <Match when={it().status === "IN_PROGRESS" && it().sessionId}>
        {(sessionId) => (
          <Banner icon="circle-dot">
            <p>{words.running}</p>
            <LinkButton kind="primary" href={`/sessions/${sessionId()}`}>{transcriptWords.back}</LinkButton>
          </Banner>
        )}
      </Match>
      <Match when={it().status === "ERROR"}>
        <Banner tone="bad" icon="triangle-alert">
          <p>
            <b>{words.reason}</b> {it().reason}
          </p>
        </Banner>
      </Match>
    </Switch>
  );
}

function About(props: { interview: Interview }): JSX.Element {
  const { grinds } = useApp();
  const grind = (): string | undefined => grinds.data()?.find((one) => one.id === props.interview.grindId)?.name;
  const facts = () => [
    { name: words.columns.state, value: <StatusBadge status={props.interview.status} /> },
    { name: words.mode, value: modeWords[props.interview.mode] },
    { name: words.grind, value: props.interview.grindId ? grind() : words.alone },
    { name: words.taken, value: moment(props.interview.createdAt) },
    { name: words.started, value: moment(props.interview.startedAt) },
    { name: words.ended, value: moment(props.interview.endedAt) },
    { name: words.lasted, value: lasted(props.interview) },
  ];
  return (
    <section class="card" aria-label={words.facts}>
      <Facts of={facts()} />
    </section>
  );
}

function moment(at: string | null): string {
  return at === null ? "" : `${date(at)}, ${clock(at)}`;
}

function Remove(props: { interview: Interview }): JSX.Element {
  const { call, home, toasts } = useApp();
  const navigate = useNavigate();
  const [open, setOpen] = createSignal(false);
  const submit = createSubmit(async () => {
    await call("DELETE /interviews/:id", { params: { id: props.interview.id } });
    toasts.say(words.removed);
    home.refetch();
    navigate("/interviews");
  });
  return (
    <>
      <Button kind="danger" icon="trash-2" onClick={() => setOpen(true)}>{words.remove}</Button>
      <Confirm
        open={open()}
        title={words.removeTitle}
        text={words.removeText}
        verb={words.removeVerb}
        keep={words.keep}
        submit={submit}
        onClose={() => setOpen(false)}
      />
    </>
  );
}
