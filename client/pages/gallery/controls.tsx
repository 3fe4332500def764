import { createSignal, type JSX } from "solid-js";
import { Button } from "../../ui/button.tsx";
import { Checkbox, Radios, Switch } from "../../ui/choice.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { SearchField, Select, TextArea, TextField } from "../../ui/field.tsx";
import { Keys } from "../../ui/keys.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { type Tab, TabPanel, Tabs } from "../../ui/tabs.tsx";
import { Part } from "./part.tsx";

const tabs: Tab[] = [
  { key: "feed", label: "Feed", href: "#feed" },
  { key: "tasks", label: "Tasks", href: "#tasks", count: 38 },
  { key: "members", label: "Members", href: "#members", count: 9 },
];

/** What is pressed, typed in or picked. */
export function Controls(): JSX.Element {
  const [on, setOn] = createSignal(true);
  const [span, setSpan] = createSignal("all");
  const [going, setGoing] = createSignal("yes");
  const [tab, setTab] = createSignal("feed");
  return (
    <>
      <Part title="Buttons">
        <div class="row wrap">
          <Button kind="primary">Take the seat</Button>
          <Button>Check devices</Button>
          <Button kind="bare">Later</Button>
          <Button kind="danger">End my interview</Button>
          <Button kind="danger-fill">Delete for good</Button>
          <Button disabled>Older</Button>
          <Button busy>Saving</Button>
          <Button pressed>Captions</Button>
          <Button icon="play" iconOnly>Play</Button>
          <Button kind="bare" icon="ellipsis" iconOnly>More</Button>
          <Button size="small">Retry</Button>
          <Button size="tall">Tall, 44</Button>
        </div>
      </Part>
      <Part title="Fields">
        <div class="grid-two">
          <TextField label="Name of the grind" value="Thursday Loop" />
          <TextField
            label="E-mail"
            value="noor@example"
            error="This address has no ending such as .com. Nothing was sent."
          />
          <Select
            label="Kind"
            value="a"
            options={[{ value: "a", label: "System design" }, { value: "b", label: "Coding" }]}
            hint="Decides which rubric is offered."
          />
          <TextField label="Invite code" value="used up" disabled />
          <TextArea class="all" label="Brief" placeholder="What is asked, in the words the interviewer will use" />
          <CopyField label="Invite link" value="https://grindstone.example/invite#token=shown-once" />
          <SearchField label="Search tasks" value="" onInput={() => undefined} />
        </div>
      </Part>
      <Part title="Choices">
        <div class="row wide wrap">
          <Checkbox checked={on()} onChange={setOn}>Notes and code</Checkbox>
          <Checkbox checked={!on()} onChange={(it) => setOn(!it)}>Camera</Checkbox>
          <Segmented
            label="Span"
            value={span()}
            onChange={setSpan}
            options={[{ value: "all", label: "All" }, { value: "4", label: "4 min" }, { value: "1", label: "1 min" }]}
          />
        </div>
        <div class="narrow">
          <Switch checked={on()} onChange={setOn} hint="Pauses longer than two seconds are jumped over.">
            Skip silence
          </Switch>
          <Switch checked={false} disabled onChange={() => undefined} hint="A face cannot be anonymized.">
            My camera
          </Switch>
        </div>
        <Radios
          label="Will you come?"
          value={going()}
          onChange={setGoing}
          options={[{ value: "yes", label: "Going" }, {
            value: "maybe",
            label: "Maybe",
            hint: "You are asked again the day before.",
          }]}
        />
      </Part>
      <Part title="Tabs and keys">
        <Tabs label="Example" tabs={tabs} current={tab()} panelId="gallery-tabs" onPick={(it) => setTab(it.key)} />
        <TabPanel id="gallery-tabs" current={tab()}>
          <p class="soft">What the tab shows.</p>
        </TabPanel>
        <Keys
          of={[{ keys: ["Space"], does: "play" }, { keys: ["←", "→"], does: "5 s" }, {
            keys: ["N"],
            does: "next evidence",
          }]}
        />
      </Part>
    </>
  );
}
