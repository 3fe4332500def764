import type { Page } from "@playwright/test";
import { expect } from "./kit.ts";

/** What nobody should meet on a stage, however small: words cut short, signs over faces, a seat that is not the largest. */
export async function stageIsWhole(page: Page): Promise<void> {
  expect(await page.evaluate(faults)).toEqual([]);
}

/** Runs in the page. */
function faults(): string[] {
  const found: string[] = [];
  const all = (selector: string, within: ParentNode = document): Element[] => [...within.querySelectorAll(selector)];
  const box = (it: Element): DOMRect => it.getBoundingClientRect();
  // What is for screen readers alone is a pixel wide.
  const seen = (it: Element): boolean => it.checkVisibility({ visibilityProperty: true }) && box(it).width > 2;
  const meet = (a: DOMRect, b: DOMRect, by: number): boolean =>
    a.top + by < b.bottom && b.top + by < a.bottom && a.left < b.right && b.left < a.right;
  const tiles = all(".tiles .tile");
  const large = tiles.find((it) => it.matches(".large"));
  const size = (it: Element): number => box(it).width * box(it).height;
  for (const tile of tiles) {
    const name = tile.getAttribute("aria-label") ?? "a tile";
    if (large && tile !== large && size(tile) >= size(large)) found.push(`larger than the seat: ${name}`);
    const signs = all(":scope > .plate, :scope > .tag-seat", tile).filter(seen).map(box);
    if (signs.some((a, at) => signs.slice(at + 1).some((b) => meet(a, b, 0)))) found.push(`signs overlap: ${name}`);
    const faces = all(".avatar", tile).filter(seen).map(box);
    if (faces.some((face) => signs.some((sign) => meet(face, sign, 2)))) found.push(`a sign over the face: ${name}`);
  }
  const [asks] = all(".asks");
  for (const word of all(".asks-where .break, .asks-now b")) {
    if (!seen(word)) found.push(`not shown: ${word.textContent}`);
    else if (word.scrollWidth > word.clientWidth + 1 && getComputedStyle(word).display === "block") {
      found.push(`cut short: ${word.textContent}`);
    } else if (asks && (box(word).top < box(asks).top || box(word).bottom > box(asks).bottom)) {
      found.push(`out of its tile: ${word.textContent}`);
    }
  }
  for (const button of all(".controls button").filter(seen)) {
    const { left, right, bottom } = box(button);
    if (left < 0 || right > innerWidth + 1 || bottom > innerHeight + 1) {
      found.push(`beyond reach: ${button.textContent}`);
    }
  }
  return found;
}
