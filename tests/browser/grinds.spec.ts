import { expect, makeGrind, test } from "./kit.ts";

test("makes a grind, invites by link, and a newcomer joins through sign-up", async ({ person, page }) => {
  const mara = await person("Mara");
  await mara.page.goto("/grinds/new");
  await mara.page.getByRole("textbox", { name: "Name" }).fill("Thursday Loop");
  await mara.page.getByRole("button", { name: /create|make/i }).click();
  await expect(mara.page.getByRole("heading", { level: 1 })).toHaveText("Thursday Loop");
  await mara.page.getByRole("button", { name: "Make a link" }).click();
  const link = await mara.page.getByRole("textbox", { name: "Invite link" }).inputValue();
  expect(link).toMatch(/\/invite#token=[\w-]{43}$/);

  await page.goto(link);
  await expect(page.getByText("Thursday Loop").first()).toBeVisible();
  await page.getByRole("link", { name: /make an account|sign up/i }).first().click();
  await page.getByLabel("Your name").fill("Noor Haddad");
  await page.getByLabel("E-mail").fill(`noor-${Date.now()}@example.com`);
  await page.getByLabel("Password", { exact: true }).fill("a long enough password");
  await page.getByRole("button", { name: "Make my account" }).click();
  const join = page.getByRole("button", { name: /join/i });
  await join.or(page.getByRole("heading", { level: 1, name: "Thursday Loop" })).first().waitFor();
  if (await join.isVisible()) await join.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thursday Loop");
  await mara.page.reload();
  await expect(mara.page.getByText("Noor Haddad").first()).toBeVisible();
});

test("keeps what was typed when somebody else renamed the grind meanwhile", async ({ person }) => {
  const mara = await person("Mara");
  const id = await makeGrind(mara, "Loop");
  await mara.page.goto(`/grinds/${id}/settings`);
  await mara.page.getByRole("textbox", { name: "Name" }).fill("Mine");
  await mara.page.request.patch(`/api/v1/grinds/${id}`, { data: { name: "Theirs", version: 1 } });
  await mara.page.getByRole("button", { name: "Save the name" }).click();
  await expect(mara.page.getByText("Somebody else changed this grind meanwhile.")).toBeVisible();
  await expect(mara.page.getByRole("textbox", { name: "Name" })).toHaveValue("Mine");
  await mara.page.getByRole("button", { name: "Save mine" }).click();
  await expect(mara.page.getByRole("heading", { level: 1 })).toHaveText("Mine");
});

test("deletes a grind only after its name was typed", async ({ person }) => {
  const mara = await person("Mara");
  const id = await makeGrind(mara, "Loop");
  await mara.page.goto(`/grinds/${id}/settings`);
  await mara.page.getByRole("button", { name: "Delete this grind" }).click();
  const dialog = mara.page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Delete for good" })).toBeDisabled();
  await dialog.getByLabel(/Type Loop/).fill("Loop");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect.poll(async () => (await mara.page.request.get(`/api/v1/grinds/${id}`)).status()).toBe(404);
});

test("shows somebody else's grind as if it were not there", async ({ person }) => {
  const id = await makeGrind(await person("Mara"), "Private Loop");
  const stranger = await person("Sven");
  await stranger.page.goto(`/grinds/${id}`);
  await expect(stranger.page.getByText("This grind is not here").first()).toBeVisible();
  await expect(stranger.page.getByText("Private Loop")).toHaveCount(0);
});

test("finds a task, reads what is judged, and sees the questions only when asked for", async ({ person }) => {
  const { page } = await person("Ivo");
  await page.goto("/tasks");
  await page.getByRole("searchbox").fill("museum");
  await page.getByRole("link", { name: /museum's label texts/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("museum");
  const hints = page.getByText("If help is asked for");
  await expect(hints).toHaveCount(0);
  await page.getByRole("button", { name: /^Show the \d+ questions$/ }).click();
  await expect(page.getByRole("button", { name: "Hide the questions" })).toBeVisible();
  await expect(hints.first()).toBeVisible();
});

test("offers a task's draft again after the browser was closed on it", async ({ person }) => {
  const mara = await person("Mara");
  const id = await makeGrind(mara, "Loop");
  await mara.page.goto(`/grinds/${id}/tasks/new`);
  await mara.page.getByLabel("Title").fill("A lift that never waits");
  await mara.page.waitForFunction(() => JSON.stringify(localStorage).includes("A lift that never waits"));
  await mara.page.goto("/");
  await mara.page.goto(`/grinds/${id}/tasks/new`);
  await mara.page.getByRole("button", { name: "Go on with it" }).click();
  await expect(mara.page.getByLabel("Title")).toHaveValue("A lift that never waits");
});
