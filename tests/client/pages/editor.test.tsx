import { cleanup, fireEvent, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Task } from "../../../proto/http/tasks.ts";
import { draftOf, emptyDraft, toTask } from "../../../client/pages/editor/draft.ts";
import { EditTask } from "../../../client/pages/editor/edit-task.tsx";
import { fakeServer, ok, refusal } from "../fake-server.ts";
import { grind, renderPage } from "../page.tsx";
import { installStandIns } from "../stand-ins.ts";

const task: Task = {
  ...toTask({ ...emptyDraft(), title: "Rate limiter", brief: "A few customers." }),
  id: "01990000-0000-7000-8000-0000000000bb",
  grindId: grind.id,
  teaser: "A few customers.",
  mine: true,
  createdAt: "2026-01-01T10:00:00.000Z",
  version: 3,
};
const key = `draft.task.${task.id}`;

function open(answers: Parameters<typeof fakeServer>[0] = {}) {
  const server = fakeServer({
    "GET /grinds": ok("GET /grinds", { rows: [grind] }),
    "GET /home": ok("GET /home", { live: [], next: [], ready: [], unread: 0 }),
    "GET /tasks/:id": ok("GET /tasks/:id", task),
    ...answers,
  });
  return { server, ...renderPage(EditTask, { server, at: `/tasks/${task.id}/edit`, path: "/tasks/:id/edit" }) };
}
const titleField = () => screen.findByLabelText<HTMLInputElement>("Title");
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

beforeEach(installStandIns);
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

it("keeps a draft in the browser and offers it the next time", async () => {
  const first = open();
  fireEvent.input(await titleField(), { target: { value: "Half written" } });
  await vi.waitFor(() => expect(localStorage.getItem(key)).toContain("Half written"));
  first.unmount();
  open();
  expect((await titleField()).value).toBe("Rate limiter");
  press("Go on with it");
  expect((await titleField()).value).toBe("Half written");
});

it("asks before leaving with unsaved text, and stays when told to", async () => {
  const { history } = open();
  fireEvent.input(await titleField(), { target: { value: "Half written" } });
  fireEvent.click(screen.getByRole("link", { name: "Cancel" }));
  const dialog = await screen.findByRole("dialog", { name: "Leave without saving?" });
  expect(history.get()).toBe(`/tasks/${task.id}/edit`);
  fireEvent.click(within(dialog).getByRole("button", { name: "Stay here" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  fireEvent.click(screen.getByRole("link", { name: "Cancel" }));
  fireEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Leave" }));
  await vi.waitFor(() => expect(history.get()).toBe(`/tasks/${task.id}`));
});

it("shows each refusal at the input that it is about", async () => {
  open({ "PATCH /tasks/:id": refusal(400, "bad-request", "What weak looks like is empty.", "rubric.1.levels.weak") });
  await titleField();
  press("Save task");
  expect(await screen.findByText("What weak looks like is empty.")).toBeTruthy();
  const weak = within(screen.getByRole("listitem", { name: "Thing 2" })).getByLabelText("Weak");
  expect(weak.getAttribute("aria-invalid")).toBe("true");
  await vi.waitFor(() => expect(document.activeElement).toBe(weak));
});

it("says how far the weights are from a hundred while they are typed", async () => {
  open();
  await titleField();
  fireEvent.input(screen.getAllByLabelText("Weight")[0] as HTMLElement, { target: { value: "10" } });
  expect(screen.getByText("The weights add up to 85. 15 are left to give.")).toBeTruthy();
});

it("moves a question with its text by button and by keyboard", async () => {
  open();
  await titleField();
  const ask = (n: number) =>
    within(screen.getByRole("listitem", { name: `Question ${n}` })).getByLabelText<HTMLTextAreaElement>("The question");
  fireEvent.input(ask(1), { target: { value: "First?" } });
  press("Move Question 1 down");
  expect(ask(2).value).toBe("First?");
  fireEvent.keyDown(ask(2), { key: "ArrowUp", altKey: true });
  expect(ask(1).value).toBe("First?");
  expect(screen.getByText("Question 2 is now number 1.")).toBeTruthy();
});

it("adds and removes within what a task may have", async () => {
  open();
  await titleField();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Remove Thing 1" }).disabled).toBe(true);
  press("Add a thing");
  press("Add a thing");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Add a thing" }).disabled).toBe(true);
  press("Remove Thing 1");
  expect(screen.queryByRole("listitem", { name: "Thing 6" })).toBeNull();
});

it("loses nothing when somebody else saved first, and saves over theirs only when asked", async () => {
  const theirs: Task = { ...task, title: "Theirs", version: 4 };
  const reads = [ok("GET /tasks/:id", task), ok("GET /tasks/:id", theirs)];
  const { server, history } = open({
    "GET /tasks/:id": () => reads.shift() ?? "offline",
    "PATCH /tasks/:id": ({ body }) =>
      (body as Task).version === 4
        ? ok("PATCH /tasks/:id", { ...theirs, title: "Mine", version: 5 })
        : refusal(409, "conflict", "Changed."),
  });
  fireEvent.input(await titleField(), { target: { value: "Mine" } });
  press("Save task");
  await screen.findByText("Somebody else changed this task meanwhile.");
  expect((await titleField()).value).toBe("Mine");
  press("Save mine");
  await vi.waitFor(() => expect(history.get()).toBe(`/tasks/${task.id}`));
  expect(server.asked("PATCH /tasks/:id").at(-1)?.body).toMatchObject({ title: "Mine", version: 4 });
  expect(localStorage.getItem(key)).toBeNull();
});

it("leaves no listener for closing the window behind", async () => {
  const view = open();
  await titleField();
  const removed = vi.spyOn(globalThis, "removeEventListener");
  view.unmount();
  expect(removed.mock.calls.some(([name]) => name === "beforeunload")).toBe(true);
  removed.mockRestore();
});

it("does not offer a draft that says the same as what is saved", async () => {
  localStorage.setItem(key, JSON.stringify({ draft: draftOf(task), at: "2026-11-19T18:00:00.000Z" }));
  open();
  await titleField();
  expect(screen.queryByText("Go on with it")).toBeNull();
});
