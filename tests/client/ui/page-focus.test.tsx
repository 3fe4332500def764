import { afterEach, expect, it } from "vitest";
import { makePageFocus } from "../../../client/kit/page-focus.ts";

afterEach(() => document.body.replaceChildren());

function page() {
  document.body.innerHTML =
    `<a href="/tasks" id="link">Tasks</a><input id="field"><h1 tabindex="-1" id="title">Tasks</h1>`;
  const find = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
  return { link: find("link"), field: find("field"), title: find("title"), focus: makePageFocus(document) };
}

it("brings a reader to the title after a navigation", () => {
  const { link, title, focus } = page();
  link.focus();
  focus.expect();
  focus.arrived(title);
  expect(document.activeElement).toBe(title);
});

it("takes the focus from nobody who moved on while the page came", () => {
  const { link, field, title, focus } = page();
  link.focus();
  focus.expect();
  field.focus();
  focus.arrived(title);
  expect(document.activeElement).toBe(field);
});

it("leaves the first page alone", () => {
  const { title, focus } = page();
  focus.arrived(title);
  expect(document.activeElement).toBe(document.body);
});
