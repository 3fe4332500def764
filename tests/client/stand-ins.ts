import { vi } from "vitest";

// What jsdom lacks of a browser: media queries, modal dialogs, popovers. Only what the page relies on.

const media = new Map<string, { matches: boolean; listeners: Set<() => void> }>();

/** Makes a media query true or false, and tells those who follow it. */
export function setMedia(query: string, matches: boolean): void {
  const entry = mediaOf(query);
  entry.matches = matches;
  for (const listener of entry.listeners) listener();
}

/** How many still follow media queries. */
export function mediaFollowers(): number {
  return [...media.values()].reduce((sum, entry) => sum + entry.listeners.size, 0);
}

function mediaOf(query: string): { matches: boolean; listeners: Set<() => void> } {
  const entry = media.get(query) ?? { matches: false, listeners: new Set() };
  media.set(query, entry);
  return entry;
}

/** Installs the stand-ins; call it in a file's beforeEach. */
export function installStandIns(): void {
  media.clear();
  vi.stubGlobal("matchMedia", (query: string) => ({
    get matches() {
      return mediaOf(query).matches;
    },
    addEventListener: (_: string, listener: () => void) => mediaOf(query).listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => mediaOf(query).listeners.delete(listener),
  }));
  vi.stubGlobal("scrollTo", () => undefined);
  HTMLDialogElement.prototype.showModal = function () {
    this.setAttribute("open", "");
    this.querySelector<HTMLElement>("input, button")?.focus();
  };
  HTMLDialogElement.prototype.close = function () {
    this.removeAttribute("open");
  };
  HTMLElement.prototype.showPopover = togglePopover(true);
  HTMLElement.prototype.hidePopover = togglePopover(false);
}

function togglePopover(open: boolean) {
  return function (this: HTMLElement): void {
    const event = new Event("toggle");
    Object.assign(event, { newState: open ? "open" : "closed" });
    this.dispatchEvent(event);
  };
}
