import type { OpenBridge } from "./bridge.ts";
import { LiveBridge } from "./live-bridge.ts";
import { LivePcmVoice } from "./live-pcm-voice.ts";
import type { OpenPcmVoice } from "./pcm-voice.ts";
import { type Options, SoundThread } from "./sound-thread.ts";

/** All sound that this server decodes and makes while people talk, in one thread of its own. */
export interface Sound {
  readonly openBridge: OpenBridge;
  readonly openPcmVoice: OpenPcmVoice;
  /** What is open is closed with it; resolves when the thread has ended. */
  close(): Promise<void>;
}

/** Its thread begins with the first that needs it, and again whenever it ended by itself. */
export function openSound(options: Options): Sound {
  const thread = new SoundThread(options);
  const open = new Set<{ close(): Promise<void> }>();
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await Promise.all([...open].map((it) => it.close()));
    await thread.close();
  };
  return {
    openBridge(tells) {
      const bridge = new LiveBridge({ ...options, thread, tells, onClose: () => open.delete(bridge) });
      open.add(bridge);
      return bridge;
    },
    async openPcmVoice(wish) {
      const voice = await LivePcmVoice.open({ ...options, ...wish, thread, onClose: () => open.delete(voice) });
      open.add(voice);
      return voice;
    },
    close: () => closing ??= close(),
  };
}
