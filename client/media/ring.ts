import { audioContext, running } from "./meter.ts";

type Aimed = { setSinkId?: (id: string) => Promise<void> };
type Outlet = { readonly node: AudioNode; close(): void };

/** A short sound at a speaker; "" is where the system plays. Throws "NotFoundError" where there is nothing to play it. */
export async function ring(speakerId: string): Promise<void> {
  const context = audioContext();
  if (!await running(context)) throw new DOMException("This device plays no sound.", "NotFoundError");
  const outlet = await outletOf(context, speakerId);
  const [tone, gain] = [context.createOscillator(), context.createGain()];
  const now = context.currentTime;
  tone.frequency.setValueAtTime(440, now);
  tone.frequency.setValueAtTime(660, now + 0.2);
  gain.gain.setValueAtTime(0, now);
  gain.gain.linearRampToValueAtTime(0.2, now + 0.02);
  gain.gain.linearRampToValueAtTime(0, now + 0.6);
  tone.connect(gain).connect(outlet.node);
  tone.start(now);
  tone.stop(now + 0.6);
  await new Promise((resolve) => tone.addEventListener("ended", resolve, { once: true }));
  outlet.close();
}

/** Where sound goes to one speaker. Some browsers can aim an element, but not a context. */
async function outletOf(context: AudioContext & Aimed, speakerId: string): Promise<Outlet> {
  const element: HTMLAudioElement & Aimed = new Audio();
  if (context.setSinkId || !element.setSinkId || speakerId === "") {
    await context.setSinkId?.(speakerId);
    return { node: context.destination, close: () => undefined };
  }
  await element.setSinkId(speakerId);
  const node = context.createMediaStreamDestination();
  element.srcObject = node.stream;
  await element.play();
  return {
    node,
    close() {
      element.pause();
      element.srcObject = null;
    },
  };
}
