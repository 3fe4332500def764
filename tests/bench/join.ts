// Bench: from the click on "come in" to the first sound of somebody else, in Chromium, step by step
import { openScene } from "../browser/live/scene.ts";
import { gather, inside, type Member, takeSeat } from "../browser/live/session.ts";
import { Speakers } from "../browser/live/speakers.ts";
import { closing } from "./kit/closing.ts";
import { median, percentile, report, round, table } from "./kit/figures.ts";

const settings = { joins: 20, warmUps: 4 };
const goals = { p50Ms: 250 };
/** As the page marks them, in their order; each is told from the click on. */
const steps = ["asked", "joined", "loaded", "consumed", "played"] as const;
type Step = typeof steps[number];
type Join = Readonly<Record<Step, number>>;

await closing(async (own) => {
  const scene = await openScene();
  own(() => scene.close());
  const speakers = new Speakers();
  own(() => speakers.close());
  const { sessionId, members: [speaker, guest] } = await gather(scene.url, { names: ["Mara", "Noor"] }, {
    speakers,
    own,
  });
  if (!guest) throw new Error("nobody to join");
  await knock(speaker, sessionId);
  await inside(speaker.page);
  await takeSeat(speaker);
  const joins: Join[] = [];
  for (let at = 0; at < settings.warmUps + settings.joins; at++) {
    const join = await once(guest, sessionId);
    if (at >= settings.warmUps) joins.push(join);
  }
  finish(joins, guest.page.context().browser()?.version() ?? "unknown");
});

/** Comes in, hears somebody, leaves. */
async function once(guest: Member, sessionId: string): Promise<Join> {
  const { page } = guest;
  await knock(guest, sessionId);
  await page.waitForFunction(() => performance.getEntriesByName("room:played").length > 0, null, { timeout: 15_000 });
  const join = await page.evaluate(marks, [...steps]) as Join;
  await page.getByRole("button", { name: /^leave/i }).first().click();
  await page.getByRole("heading", { name: "You left the room" }).waitFor();
  return join;
}

/** Waits at the check until all is calm, as somebody does who looks at it first, and clicks. */
async function knock({ page }: Member, sessionId: string): Promise<void> {
  await page.goto(`/sessions/${sessionId}/check`);
  const button = page.getByRole("button", { name: /^(come in|join|enter)/i });
  await button.waitFor();
  await page.waitForLoadState("networkidle");
  await button.click();
}

/** Runs in the page: ms from the click to each mark. */
function marks(names: readonly string[]): Record<string, number> {
  const at = (name: string): number => performance.getEntriesByName(`room:${name}`)[0]?.startTime ?? Number.NaN;
  return Object.fromEntries(names.map((name) => [name, at(name) - at("click")]));
}

function finish(joins: readonly Join[], chromium: string): void {
  const of = (step: Step): number[] => joins.map((it) => it[step]);
  const rows = steps.map((step) => [step, round(median(of(step)), 0), round(percentile(of(step), 0.95), 0)]);
  console.log(table([["until", "p50 ms", "p95 ms"], ...rows]));
  const p50Ms = round(median(of("played")), 0);
  report({
    bench: "join",
    figures: {
      p50Ms,
      p95Ms: round(percentile(of("played"), 0.95), 0),
      steps: Object.fromEntries(steps.map((step) => [step, round(median(of(step)), 0)])),
      joins: joins.length,
    },
    goals,
    met: p50Ms <= goals.p50Ms,
    versions: { chromium },
  });
}
