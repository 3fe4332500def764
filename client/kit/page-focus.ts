import { createContext, createEffect, on, useContext } from "solid-js";

/** Moves a reader to the title of a page after a navigation, and never takes the focus from somebody who moved on. */
export interface PageFocus {
  /** The address changed: the next title that appears is to be focused. */
  expect(): void;
  /** A title is on screen. */
  arrived(title: HTMLElement): void;
}

export function makePageFocus(page: Document): PageFocus {
  let expected: { from: Element | null } | undefined;
  return {
    expect() {
      expected = { from: page.activeElement };
    },
    arrived(title) {
      const active = page.activeElement;
      if (expected && (active === page.body || active === expected.from || active === null)) {
        title.focus({ preventScroll: true });
      }
      expected = undefined;
    },
  };
}

export const PageFocusContext = createContext<PageFocus>();

/** Announces the title of a page once `title` is on screen. */
export function usePageTitle(element: () => HTMLElement | undefined, title: () => string): void {
  const focus = useContext(PageFocusContext);
  createEffect(() => {
    document.title = `${title()} · Grindstone`;
  });
  createEffect(on(element, (it) => {
    // After the frame in which the page is put into the document; before that nothing can be focused.
    if (it) queueMicrotask(() => focus?.arrived(it));
  }));
}
