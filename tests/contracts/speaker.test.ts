import { openBooth } from "../../server/adapters/speaker/booth.ts";
import { silentLog } from "../../server/kit/log.ts";
import { startTestBooth } from "../kit/booth.ts";
import { speakerContract, type SpeakerHouse } from "./speaker.ts";

speakerContract("the booth with flite", async (): Promise<SpeakerHouse> => {
  const process = await startTestBooth();
  const booth = openBooth({ socket: process.socket, log: silentLog });
  await booth.ready();
  return {
    speaker: booth.speaker,
    async close() {
      booth.close();
      await process.close();
    },
  };
});
