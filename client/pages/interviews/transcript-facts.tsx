import { For, type JSX, Show } from "solid-js";
import type { Transcript } from "../../../proto/http/transcripts.ts";
import { length } from "../../kit/time.ts";
import { Section } from "../../ui/list.tsx";
import { Bar } from "../../ui/progress.tsx";
import { Moment } from "./moment.tsx";
import { shareOf } from "./transcript-groups.ts";
import { transcriptWords as words } from "./transcript-words.ts";

/** Who spoke for how long, and how long was thought. */
export function TalkTimes(props: { talk: Transcript["talk"] }): JSX.Element {
  const parts = () => [
    { name: words.spoke, ms: props.talk.candidateMs },
    { name: words.asked, ms: props.talk.interviewerMs },
    { name: words.thought, ms: props.talk.thinkingMs },
  ];
  return (
    <Section title={words.talk}>
      <dl class="talk">
        <For each={parts()}>
          {({ name, ms }) => (
            <div>
              <dt class="small">{name}</dt>
              <dd class="small num">
                <b>{length(ms)}</b> <span class="faint">{words.percent(shareOf(ms, props.talk))}</span>
              </dd>
              <dd class="talk-bar">
                <Bar label={name} percent={shareOf(ms, props.talk)} />
              </dd>
            </div>
          )}
        </For>
      </dl>
      <p class="small soft">{words.thoughtText}</p>
    </Section>
  );
}

/** What the interviewer wrote down for the rubric, with what it heard. */
export function Observations(props: { of: Transcript["observations"] }): JSX.Element {
  return (
    <Show when={props.of.length > 0}>
      <section class="stack" aria-labelledby="noted-title">
        <h2 id="noted-title">{words.notes}</h2>
        <p class="small soft read">{words.notesText}</p>
        <ul class="said-lines">
          <For each={props.of}>
            {(it) => (
              <li>
                <Moment ms={it.atMs} />
                <div class="grow">
                  <b class="small break">{it.item}</b>
                  <p class="small break">{it.note}</p>
                  <blockquote class="small soft break">“{it.quote}”</blockquote>
                </div>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

/** What this page cannot say yet. */
export function Ahead(): JSX.Element {
  return (
    <Section title={words.ahead}>
      <p class="small soft">{words.aheadText}</p>
    </Section>
  );
}
