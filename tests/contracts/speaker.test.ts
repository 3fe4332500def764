import { openBooth } from "../../server/adapters/speaker/booth.ts";
import { silentLog } from "../../server/kit/log.ts";
import { startTestBooth } from "../kit/booth.ts";
import { tinyVoices } from "../kit/tiny-voices.ts";
import { speakerContract, type SpeakerHouse } from "./speaker.ts";

async function open(options: Parameters<typeof startTestBooth>[0]): Promise<SpeakerHouse> {
  const process = await startTestBooth(options);
  const booth = openBooth({ socket: process.socket, log: silentLog });
  await booth.ready();
  return {
    speaker: booth.speaker,
    async close() {
      booth.close();
      await process.close();
    },
  };
}

speakerContract("the booth with flite", () => open({}));

speakerContract("the booth with a better voice", async () => {
  const voices = await tinyVoices();
  const house = await open({ env: voices.env, voice: "amy" });
  return {
    ...house,
    async close() {
      await house.close();
      await voices.close();
    },
  };
});
