import { geminiInterviewer } from "../../server/adapters/interviewer/gemini/gemini.ts";
import { scriptInterviewer } from "../../server/adapters/interviewer/script/script.ts";
import { silentLog } from "../../server/kit/log.ts";
import { fakeTime } from "../kit/clock.ts";
import { FakeGemini } from "../kit/fake-gemini/fake-gemini.ts";
import { socketsTo } from "../kit/fake-gemini/memory.ts";
import { readingSpeaker } from "../kit/reading-speaker.ts";
import { interviewerContract } from "./interviewer.ts";

const models = ["gemini-3.8-live", "gemini-3.1-flash-live-preview", "gemini-2.5-flash-native-audio-preview-12-2025"];

for (const model of [...models, "gemini-9-live"]) {
  interviewerContract(`${model} (fake)`, () => {
    const time = fakeTime();
    const fake = new FakeGemini(time);
    const provider = geminiInterviewer({
      ...{ apiKey: "fake-key", model, voice: "Kore", baseUrl: "http://fake.example", log: silentLog },
      openSocket: socketsTo(fake),
    });
    return Promise.resolve({ provider, ...time, close: () => Promise.resolve() });
  });
}

interviewerContract("script", () => {
  const time = fakeTime();
  const speaker = readingSpeaker(time.alarm);
  const provider = scriptInterviewer({ speaker, clock: time.clock, alarm: time.alarm, log: silentLog });
  return Promise.resolve({ provider, ...time, close: () => Promise.resolve() });
});
