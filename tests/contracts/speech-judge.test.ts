import { openBooth } from "../../server/adapters/speaker/booth.ts";
import { silentLog } from "../../server/kit/log.ts";
import { startTestBooth } from "../kit/booth.ts";
import { speechJudgeContract, type SpeechJudgeHouse } from "./speech-judge.ts";

speechJudgeContract("the booth with Silero", async (): Promise<SpeechJudgeHouse> => {
  const process = await startTestBooth();
  const booth = openBooth({ socket: process.socket, log: silentLog });
  await booth.ready();
  return {
    ...booth,
    async close() {
      booth.close();
      await process.close();
    },
  };
});
