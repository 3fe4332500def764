import process from "node:process";
import { ask, enter, everybodyHears, speakUp, takeSeat, test } from "./kit.ts";

test("somebody on a phone takes the seat, is heard, and hears who asks", async ({ meet }) => {
  const { sessionId, members } = await meet({ names: ["Mara", "Noor"] });
  const [mara, noor] = members;
  await mara.page.setViewportSize({ width: 390, height: 844 });
  for (const it of members) await enter(it, sessionId);
  await takeSeat(mara);
  if (noor) await ask(noor);
  await everybodyHears(members, members);
});

test("four people: all who speak are heard by everybody, and who only watches by nobody", async ({ meet }) => {
  const { sessionId, members } = await meet({ names: ["Mara", "Noor", "Ivo", "Sven"], mode: "open" });
  for (const it of members) await enter(it, sessionId);
  const [mara, noor, ivo] = members;
  await takeSeat(mara);
  for (const it of [noor, ivo]) if (it) await speakUp(it);
  await everybodyHears(members, members.slice(0, 3));
});

test("eight people: four speak, eight hear them", async ({ meet }) => {
  test.skip(process.env["SOAK"] !== "1", "eight browsers fill a small machine: SOAK=1 runs it");
  test.setTimeout(500_000);
  const names = ["Mara", "Noor", "Ivo", "Sven", "Ada", "Bo", "Cem", "Dee"] as const;
  const { sessionId, members } = await meet({ names, mode: "open" });
  for (const it of members) await enter(it, sessionId);
  const [mara, ...others] = members;
  await takeSeat(mara);
  for (const it of others.slice(0, 3)) await speakUp(it);
  await everybodyHears(members, members.slice(0, 4));
});
