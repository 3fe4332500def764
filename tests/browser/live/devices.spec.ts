import type { Page } from "@playwright/test";
import { enter, everybodyHears, expect, type Member, takeSeat, test, whoIsHeard } from "./kit.ts";

for (const [microphone, told] of [["refused", "refuses the microphone"], ["deaf", "has no microphone"]] as const) {
  test(`who ${told} is told what to do, watches, and hears`, async ({ meet }) => {
    const { sessionId, members } = await meet({ names: ["Mara", "Noor"], microphones: { Noor: microphone } });
    const [mara, noor] = members;
    await enter(mara, sessionId);
    await takeSeat(mara);
    await knock(noor, sessionId);
    await expect(async () => expect(noor && await whoIsHeard(noor, members, 3)).toEqual(["Mara"])).toPass({
      timeout: 30_000,
    });
  });
}

test("changes the microphone during a call and goes on being heard", async ({ meet }) => {
  const { sessionId, members } = await meet({ names: ["Mara", "Noor"], microphones: { Mara: "two" } });
  for (const it of members) await enter(it, sessionId);
  const [mara] = members;
  await takeSeat(mara);
  await everybodyHears(members, [mara]);
  await mara.page.getByRole("button", { name: "More" }).last().click();
  await mara.page.getByRole("menuitem", { name: "Devices" }).click();
  const before = await sentFrom(mara.page);
  const choice = mara.page.getByRole("dialog").getByLabel("Microphone", { exact: false }).first();
  const another = await choice.evaluate(
    (select: HTMLSelectElement, open) => [...select.options].map((it) => it.value).find((it) => it && it !== open),
    before,
  );
  if (another === undefined) throw new Error("there is no other microphone");
  await choice.selectOption(another);
  await expect.poll(() => sentFrom(mara.page)).toBe(another);
  await mara.page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  await everybodyHears(members, [mara]);
});

/** The microphone that is sent, by the id that its browser gives it. */
function sentFrom(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const { ears } = globalThis as unknown as { ears: { connections: RTCPeerConnection[] } };
    const open = ears.connections.filter((it) => it.connectionState === "connected");
    const sent = open.flatMap((it) => it.getSenders()).map((it) => it.track);
    return sent.find((it) => it?.kind === "audio" && it.readyState === "live")?.getSettings().deviceId;
  });
}

/** The check says what is wrong before somebody is in, and lets them in all the same. */
async function knock(member: Member | undefined, sessionId: string): Promise<void> {
  if (!member) return;
  const { page } = member;
  await page.goto(`/sessions/${sessionId}/check`);
  await expect(page.getByRole("alert").filter({ hasText: /microphone/i })).toBeVisible();
  await page.getByRole("button", { name: "Join and watch" }).click();
  await expect(page.getByRole("group", { name: "Controls" })).toBeVisible();
}
