import { type Accessor, createContext, createSignal, type Setter, useContext } from "solid-js";
import { Refusal } from "../../kit/refusal.ts";
import type { Store } from "../../kit/store.ts";
import type { HintWish } from "../../state/room/hint-wish.ts";
import type { Toasts } from "../../state/toasts.ts";
import { words } from "./words.ts";

export type PanelTab = "task" | "chat" | "people";
export type RoomDialog =
  | "recording"
  | "interviewer"
  | "handover"
  | "devices"
  | "help"
  | "end"
  | "endSession"
  | "endTheirs";
type Toggle = readonly [on: Accessor<boolean>, set: (on: boolean) => void];

/** What one looks at in the room; nothing of it is known to the others. */
export type RoomUi = {
  readonly tab: Accessor<PanelTab>;
  /** Shows a tab, on small screens too, where the panel is a sheet. */
  show(tab: PanelTab): void;
  readonly panelOpen: Accessor<boolean>;
  readonly setPanelOpen: Setter<boolean>;
  readonly typing: Accessor<boolean>;
  readonly setTyping: Setter<boolean>;
  readonly dialog: Accessor<RoomDialog | undefined>;
  readonly open: (dialog: RoomDialog) => void;
  readonly close: () => void;
  readonly captions: Toggle;
  readonly speakerView: Toggle;
  readonly hideMe: Toggle;
  readonly mirror: Toggle;
  readonly keys: Toggle;
  readonly hint: HintWish;
  /** Does something in the room; what was refused is said. */
  readonly attempt: (work: () => Promise<void>) => void;
};

export function createRoomUi(toasts: Pick<Toasts, "say">, hint: HintWish, store: Store): RoomUi {
  const [tab, setTab] = createSignal<PanelTab>("task");
  const [panelOpen, setPanelOpen] = createSignal(false);
  const [typing, setTyping] = createSignal(false);
  const [dialog, setDialog] = createSignal<RoomDialog>();
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      toasts.say(error.message || words.trouble.failed);
    }
  };
  return {
    tab,
    show: (next) => {
      setTab(next);
      setPanelOpen(true);
    },
    panelOpen,
    setPanelOpen,
    typing,
    setTyping,
    dialog,
    open: (next) => setDialog(next),
    close: () => setDialog(undefined),
    captions: toggle(store, "room.captions", true),
    speakerView: toggle(store, "room.speaker-view", false),
    hideMe: toggle(store, "room.hide-me", false),
    mirror: toggle(store, "room.mirror", true),
    keys: toggle(store, "room.keys", true),
    hint,
    attempt: (work) => void attempt(work),
  };
}

/** A choice that this browser remembers. */
function toggle(store: Store, key: string, initial: boolean): Toggle {
  const kept = store.get(key);
  const [on, setOn] = createSignal(kept === null ? initial : kept === "on");
  return [on, (next) => {
    setOn(next);
    store.set(key, next ? "on" : "off");
  }];
}

export const RoomUiContext = createContext<RoomUi>();

/** What one looks at in the room; a component outside of it is a defect. */
export function useRoomUi(): RoomUi {
  const ui = useContext(RoomUiContext);
  if (!ui) throw new Error("This component is outside of the room.");
  return ui;
}
