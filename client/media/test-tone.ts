import { audioContext } from "./meter.ts";

/** A track with a quiet tone, to test the way without a microphone. `stop` ends it. */
export function testTone(): { track: MediaStreamTrack; stop: () => void } {
  const context = audioContext();
  if (context.state === "suspended") void context.resume();
  const [tone, gain, out] = [context.createOscillator(), context.createGain(), context.createMediaStreamDestination()];
  gain.gain.value = 0.05;
  tone.connect(gain).connect(out);
  tone.start();
  const [track] = out.stream.getAudioTracks();
  if (!track) throw new Error("This browser makes no sound of its own.");
  return {
    track,
    stop() {
      tone.stop();
      track.stop();
    },
  };
}
