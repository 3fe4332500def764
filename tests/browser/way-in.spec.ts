import { expect, password, test } from "./kit.ts";

test("looks around with the demo account in two clicks", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Use the demo account" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Demo");
  await page.getByRole("link", { name: "Demo grind" }).first().click();
  await page.getByRole("tab", { name: "Tasks" }).click();
  await expect(page.getByText("A museum's label texts, with snapshots and rollback")).toBeVisible();
});

test("makes an account, signs out and comes back to where one wanted to go", async ({ page }) => {
  const email = `mara-${Date.now()}@example.com`;
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Mara Lindqvist");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Mara");
  await page.context().clearCookies();
  await page.goto("/tasks");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/tasks$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("keeps what was typed when signing in is refused, and says why", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("nobody@example.com");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("do not go together");
  await expect(page.getByLabel("E-mail")).toHaveValue("nobody@example.com");
});

test("says under the field what is wrong with it", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Mara");
  await page.getByLabel("E-mail").fill("mara@example.com");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("Use at least 10 characters.").first()).toBeVisible();
});

test("changes a password, which signs the other browsers out", async ({ person, browser, baseURL }) => {
  const { page, email } = await person("Kenji");
  const elsewhere = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  await elsewhere.request.post("/api/v1/account/sign-in", { data: { email, password } });
  await page.goto("/account");
  await page.getByLabel(/current password/i).fill(password);
  await page.getByLabel(/new password/i).fill("another long password");
  await page.getByRole("button", { name: /change.*password|set.*password|save.*password/i }).click();
  await expect.poll(async () => (await elsewhere.request.get("/api/v1/me")).status()).toBe(401);
  await page.reload();
  await expect(page.getByLabel(/current password/i)).toBeVisible();
  await elsewhere.close();
});

test("deletes an account for good", async ({ person }) => {
  const { page, email } = await person("Tomasz");
  await page.goto("/account");
  await page.getByRole("button", { name: /delete my account/i }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/password/i).fill(password);
  await dialog.getByRole("button", { name: /delete/i }).click();
  await expect(page).toHaveURL(/sign-in/);
  const again = await page.request.post("/api/v1/account/sign-in", { data: { email, password } });
  expect(again.status()).toBe(400);
});
