import { For, type JSX } from "solid-js";
import { Avatar, InterviewerAvatar, VoiceMark } from "../../ui/avatar.tsx";
import { Badge, DifficultyBars, LiveBadge, RecPill } from "../../ui/badge.tsx";
import { Chart } from "../../ui/chart.tsx";
import { type InterviewerLook, InterviewerOrb } from "../../ui/interviewer.tsx";
import { Bar, Meter, Road, type RoadStep } from "../../ui/progress.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Waveform } from "../../ui/waveform.tsx";
import { Part } from "./part.tsx";

const voices = ["teal", "stone", "indigo", "ochre", "rose", "green", "plum", "sky"];
const looks: InterviewerLook[] = ["ready", "connecting", "listening", "thinking", "speaking", "waiting"];
const going: RoadStep[] = [
  { label: "Stored", state: "done" },
  { label: "Transcribed", state: "done" },
  { label: "Redacting", state: "now", percent: 55 },
  { label: "Voice", state: "ahead" },
  { label: "Score", state: "ahead" },
];
const failed: RoadStep[] = [{ label: "Stored", state: "done" }, { label: "Not transcribed", state: "fail" }, {
  label: "Redacted",
  state: "ahead",
}];

/** Loudness of nobody: phrases and pauses, so that the drawing can be judged. */
function levels(seed: number, count = 60): number[] {
  return Array.from({ length: count }, (_, k) => {
    const phrase = Math.sin((k + seed * 13) / 5) > -0.55;
    return phrase ? 0.3 + 0.7 * Math.abs(Math.sin(k * 1.9 + seed)) : 0.04;
  });
}

/** What says something without being pressed. */
export function Signs(): JSX.Element {
  return (
    <>
      <Part title="Voices">
        <div class="voices">
          <For each={voices}>
            {(name, at) => (
              <div class="row">
                <VoiceMark voice={at() + 1} />
                <span class="small">{at() + 1} {name}</span>
                <div class="grow">
                  <Waveform levels={levels(at())} voice={at() + 1} at={at() === 2 ? 0.4 : undefined} />
                </div>
              </div>
            )}
          </For>
        </div>
      </Part>
      <Part title="Badges">
        <div class="row wrap">
          <Badge>Owner</Badge>
          <Badge tone="line" icon="lock">Only you</Badge>
          <LiveBadge />
          <Badge tone="good" icon="check">Going</Badge>
          <Badge tone="warn" icon="clock">Preliminary</Badge>
          <Badge tone="bad" icon="triangle-alert">No transcript</Badge>
          <For each={["Easy", "Medium", "Hard"] as const}>
            {(it) => (
              <span class="small">
                <DifficultyBars of={it} />
              </span>
            )}
          </For>
        </div>
      </Part>
      <Part title="Recording, from bytes on disk">
        <div class="row wrap">
          <RecPill state="off">Not recording</RecPill>
          <RecPill state="healthy">Recording, safe up to 12:40</RecPill>
          <RecPill state="amber">Recording, 6 s behind. Still safe in memory</RecPill>
          <RecPill state="red">Not saved since 12:31. Pause and wait</RecPill>
        </div>
      </Part>
      <Part title="People">
        <div class="row wide wrap">
          <span class="row">
            <Avatar name="Mara Lindqvist" voice={1} size="m" />
            <span class="small">member</span>
          </span>
          <span class="row">
            <Avatar name="Ivo Petrov" voice={3} size="m" ring="seat" />
            <span class="small">in the seat</span>
          </span>
          <span class="row">
            <Avatar name="Noor Haddad" voice={4} size="m" ring="speaks" />
            <span class="small">speaking</span>
          </span>
          <span class="row">
            <InterviewerAvatar />
            <span class="small">interviewer</span>
          </span>
        </div>
      </Part>
      <Part title="Interviewer">
        <div class="orbs">
          <For each={looks}>
            {(look) => (
              <div class="orb-room">
                <InterviewerOrb look={look} />
                <b>{look}</b>
              </div>
            )}
          </For>
        </div>
      </Part>
      <Part title="Progress">
        <Bar label="Example" percent={62} />
        <Road label="Going well" steps={going} />
        <Road label="Failed" steps={failed} />
        <div class="row wide wrap">
          <Meter label="Quiet" level={0.25} />
          <Meter label="Good" level={0.6} />
          <Meter label="Too loud" level={1} />
        </div>
        <Skeleton rows={2} />
      </Part>
      <Part title="Charts">
        <div class="charts">
          <Chart
            label="Eight scores from 61 to 74; the group’s average from 63 to 67"
            points={[61, 64, 59, 68, 66, 71, 69, 74]}
            average={[63, 63, 64, 65, 65, 66, 67, 67]}
            min={50}
            max={80}
            ticks={[50, 60, 70, 80]}
            voice={1}
          />
          <Chart
            label="Pace, mostly between 120 and 160 words a minute"
            points={[142, 150, 168, 155, 139, 128, 133]}
            band={[120, 160]}
            min={100}
            max={180}
            ticks={[100, 140, 180]}
            voice={3}
          />
          <Chart
            label="Mood, below the middle in the third minute"
            kind="bars"
            points={[0.4, 0.6, -0.3, -0.5, 0.2, 0.7]}
            min={-1}
            max={1}
            ticks={[-1, 0, 1]}
          />
        </div>
      </Part>
    </>
  );
}
