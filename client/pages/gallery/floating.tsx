import { createSignal, type JSX } from "solid-js";
import { createSubmit } from "../../kit/create-submit.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { List, Row } from "../../ui/list.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Table } from "../../ui/table.tsx";
import { Tip } from "../../ui/tip.tsx";
import { Toasts } from "../../ui/toasts.tsx";
import { Part } from "./part.tsx";

const nothing = (): void => undefined;

/** What tells, what floats, and what lists. */
export function Floating(): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const submit = createSubmit(() => Promise.resolve());
  return (
    <>
      <Part title="Banners">
        <div class="stack">
          <Banner tone="bad" icon="triangle-alert">
            <p>
              <b>The interviewer lost its line.</b>{" "}
              Everything up to 12:40 is saved. A simpler interviewer continues in 3 seconds, or you can stop here.
            </p>
            <Button size="small">Stop here</Button>
          </Banner>
          <Banner tone="warn" icon="wifi-off">
            <p>
              <b>Your connection dropped.</b>{" "}
              Your seat is kept for 52 seconds and the recording so far is safe. We are trying again; you need not
              reload.
            </p>
          </Banner>
          <Banner tone="good" icon="check">
            <p>
              <b>Unshared.</b> Links stopped working 2 seconds ago. 9 people had listened.
            </p>
          </Banner>
          <Banner icon="info">
            <p>
              <b>Five minutes left.</b> The interviewer will ask what you would cut.
            </p>
          </Banner>
        </div>
      </Part>
      <Part title="Floating">
        <div class="row wide wrap">
          <Menu
            label="Actions for this"
            items={[{ label: "Export", icon: "download", run: nothing }, {
              label: "Copy link",
              icon: "link",
              run: nothing,
            }, { label: "Delete", icon: "trash-2", bad: true, run: nothing }]}
          />
          <Toasts
            shown={[{ id: 1, text: "Kept private. You can share it later.", action: { label: "Undo", run: nothing } }]}
            onDismiss={nothing}
            onHold={nothing}
          />
          <div class="tip-room">
            <Tip tip="A stranger will not know you. A colleague might." show>
              <Badge tone="line" icon="audio-lines">Disguised</Badge>
            </Tip>
          </div>
          <Button kind="danger" onClick={() => setOpen(true)}>Open a dialog</Button>
        </div>
        <Confirm
          open={open()}
          title="Delete this interview?"
          text="Its key is destroyed, so every copy becomes unreadable, backups too. The 4 comments go with it."
          verb="Delete for good"
          keep="Keep it"
          submit={submit}
          onClose={() => setOpen(false)}
          onDone={() => setOpen(false)}
        />
      </Part>
      <Part title="Empty">
        <div class="grid-two">
          <Empty
            icon="armchair"
            title="Nobody has shared an interview yet"
            text="The first one is the hardest. Take the seat for 20 minutes; only you decide who hears it."
          >
            <Button>Take the seat</Button>
          </Empty>
          <Empty
            icon="search"
            title="Nothing with “tocken bucket”"
            text="Did you mean “token bucket”? It is in two of your interviews."
          >
            <Button>Search for that</Button>
          </Empty>
        </div>
      </Part>
      <Part title="List and table">
        <List label="Example">
          <Row
            title="Mara Lindqvist"
            detail="you, joined 12 Nov 2026"
            before={<Avatar name="Mara Lindqvist" voice={1} />}
            after={<Badge>Owner</Badge>}
          />
          <Row title="Merge overlapping calendars" href="#row" detail="Two people, two time zones, one free hour." />
        </List>
        <Table caption="Tracks" columns={[{ label: "Track" }, { label: "Held by" }, { label: "Until", end: true }]}>
          <tr>
            <td>Your microphone</td>
            <td>you alone</td>
            <td class="n">17 Feb 2027</td>
          </tr>
          <tr aria-selected="true">
            <td>Anonymized copy</td>
            <td>Thursday Loop</td>
            <td class="n">unshared</td>
          </tr>
        </Table>
      </Part>
    </>
  );
}
