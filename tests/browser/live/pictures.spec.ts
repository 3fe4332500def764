import { picturesOf } from "./ears.ts";
import { callOfTwo, expect, type Pair, test } from "./kit.ts";

/** As tall as the camera is. */
const full = 720;

let pair: Pair;
test.beforeAll(async ({ scene, speakers }) => void (pair = await callOfTwo({ scene, speakers })));
test.afterAll(() => pair.close());

test("a screen that is shared is seen by the other, and gone when it is stopped", async () => {
  const [mara, noor] = pair.people;
  await mara.page.getByRole("button", { name: "Screen, share it" }).click();
  await expect(noor.page.getByRole("region", { name: "Screen of Mara" })).toBeVisible();
  await expect.poll(() => picturesOf(noor.page)).not.toEqual([]);
  await expect.poll(async () => Math.max(...await picturesOf(noor.page))).toBeGreaterThan(0);
  await mara.page.getByRole("button", { name: "Screen is shared, stop sharing" }).click();
  await expect(noor.page.getByRole("region", { name: "Screen of Mara" })).toHaveCount(0);
});

test("a camera comes large to where it is shown large, and small to where it is not", async () => {
  test.setTimeout(120_000);
  const [mara, noor] = pair.people;
  await mara.page.getByRole("button", { name: "Camera is off, turn it on" }).click();
  await expect.poll(async () => Math.max(0, ...await picturesOf(noor.page)), { timeout: 40_000 }).toBe(full);
  await mara.page.getByRole("button", { name: "Screen, share it" }).click();
  const camera = async () => Math.min(...(await picturesOf(noor.page)).filter((it) => it > 0));
  await expect.poll(camera, { timeout: 40_000 }).toBeLessThan(full);
  await mara.page.getByRole("button", { name: "Screen is shared, stop sharing" }).click();
  await mara.page.getByRole("button", { name: "Camera is on, turn it off" }).click();
});
