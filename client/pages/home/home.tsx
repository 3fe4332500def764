import { For, type JSX, onMount, Show } from "solid-js";
import type { Answer } from "../../../proto/http.ts";
import { ago, clock, dayName, fullDay, greeting } from "../../kit/time.ts";
import { useApp } from "../../state/app-state.ts";
import { LiveBadge } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { List, Row, Section } from "../../ui/list.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { RemoteView } from "../../ui/remote-view.tsx";
import { modeWords, withoutTask } from "../words.ts";
import { Practice } from "./practice.tsx";
import { Aside, FirstStep } from "./what-next.tsx";
import { words } from "./words.ts";
import "./home.css";

/** What is live, what is next, what is ready; and where there is nothing yet, what to do about it. */
export function Home(): JSX.Element {
  const app = useApp();
  // What was seen at the last visit may be old by now.
  onMount(() => app.home.data() && app.home.refetch());
  const noGrinds = (): boolean => app.grinds.data()?.length === 0;
  return (
    <>
      <PageHead
        title={words.greeting(greeting(app.now()), app.session.me()?.name ?? "")}
        tab={words.tab}
        lead={`${fullDay(app.now())}.`}
      />
      <div class="two">
        <div class="stack far">
          <Show when={(app.home.data()?.live.length ?? 0) === 0}>
            <FirstStep />
            <Practice />
          </Show>
          <RemoteView of={app.home} rows={4} what={words.tab}>
            {(home) => <Today home={home()} quiet={noGrinds()} />}
          </RemoteView>
          <Show when={(app.home.data()?.live.length ?? 0) > 0}>
            <Practice />
          </Show>
        </div>
        <Aside />
      </div>
    </>
  );
}

type HomeData = Answer<"GET /home">;

/** `quiet`: somebody without a grind is told what to do, not what is missing. */
function Today(props: { home: HomeData; quiet: boolean }): JSX.Element {
  return (
    <>
      <For each={props.home.live}>{(session) => <LiveCard session={session} />}</For>
      <div class="today" classList={{ calm: props.home.ready.length === 0 && props.home.next.length === 0 }}>
        <Show when={!props.quiet || props.home.next.length > 0}>
          <Next rows={props.home.next} />
        </Show>
        <Show when={!props.quiet || props.home.ready.length > 0}>
          <Ready rows={props.home.ready} />
        </Show>
      </div>
    </>
  );
}

function LiveCard(props: { session: HomeData["live"][number] }): JSX.Element {
  return (
    <section class="card now-card" aria-label={words.live}>
      <div class="row wrap">
        <LiveBadge />
        <span class="small soft">{props.session.grind.name}</span>
        <Show when={props.session.startedAt}>
          {(at) => <span class="small soft num push">{words.started(clock(at()))}</span>}
        </Show>
      </div>
      <h2 class="live-title break">{props.session.task?.title ?? modeWords[props.session.mode]}</h2>
      <div class="form-foot">
        <LinkButton kind="primary" size="tall" icon="video" href={`/sessions/${props.session.id}/check`}>
          {words.join}
        </LinkButton>
        <LinkButton size="tall" href={`/grinds/${props.session.grind.id}/sessions`}>
          {words.toGrind(props.session.grind.name)}
        </LinkButton>
      </div>
    </section>
  );
}

function Ready(props: { rows: HomeData["ready"] }): JSX.Element {
  const { now } = useApp();
  return (
    <Section title={words.ready} link={{ href: "/interviews", label: words.allInterviews }}>
      <Show
        when={props.rows.length > 0}
        fallback={<Empty icon="history" title={words.nothingReadyTitle} text={words.nothingReady} />}
      >
        <List>
          <For each={props.rows}>
            {(interview) => (
              <Row
                title={interview.task?.title ?? withoutTask}
                href={`/interviews/${interview.id}`}
                detail={words.ended(ago(interview.endedAt ?? interview.createdAt, now()))}
                before={
                  <span class="avatar m" aria-hidden="true">
                    <Icon name="check" />
                  </span>
                }
              />
            )}
          </For>
        </List>
      </Show>
    </Section>
  );
}

function Next(props: { rows: HomeData["next"] }): JSX.Element {
  const { now } = useApp();
  return (
    <Section title={words.next}>
      <Show
        when={props.rows.length > 0}
        fallback={<Empty icon="calendar" title={words.nothingNextTitle} text={words.nothingNext} />}
      >
        <List>
          <For each={props.rows}>
            {(session) => (
              <Row
                title={session.task?.title ?? modeWords[session.mode]}
                href={`/grinds/${session.grind.id}/sessions`}
                detail={`${session.grind.name}. ${modeWords[session.mode]}.`}
                before={
                  <div class="when num">
                    <b>{clock(session.startsAt)}</b>
                    <span>{dayName(session.startsAt, now())}</span>
                  </div>
                }
              />
            )}
          </For>
        </List>
      </Show>
    </Section>
  );
}
