/** How long the browser's own question may stay open: some never answer it. */
const answerMs = 120_000;

/** A screen that is shown, and its sound where the browser gives it. Whoever asked stops it. */
export type ScreenCapture = {
  readonly picture: MediaStreamTrack;
  readonly sound: MediaStreamTrack | undefined;
  stop(): void;
};

/** Asks which screen to show. `onEnd`: it was ended in the browser's own bar. Throws what the browser threw. */
export async function captureScreen(onEnd: () => void): Promise<ScreenCapture> {
  const { mediaDevices } = navigator;
  // Phones have none.
  if (mediaDevices && !("getDisplayMedia" in mediaDevices)) throw new DOMException("No screen.", "NotSupportedError");
  const stream = await inTime(mediaDevices.getDisplayMedia({
    video: { frameRate: { ideal: 15, max: 30 }, width: { max: 2560 }, height: { max: 1440 } },
    // A shared screen plays what was recorded clean; our own voices must not come back with it.
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  }));
  const [picture] = stream.getVideoTracks();
  const [sound] = stream.getAudioTracks();
  if (!picture) throw new DOMException("The browser gave no picture.", "NotFoundError");
  picture.contentHint = "detail";
  picture.addEventListener("ended", onEnd);
  return {
    picture,
    sound,
    stop() {
      picture.removeEventListener("ended", onEnd);
      for (const track of stream.getTracks()) track.stop();
    },
  };
}

async function inTime(asked: Promise<MediaStream>): Promise<MediaStream> {
  let late: ReturnType<typeof setTimeout> | undefined;
  const never = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new DOMException("Nobody answered.", "TimeoutError")), answerMs);
  });
  try {
    return await Promise.race([asked, never]);
  } catch (error) {
    // An answer that comes too late must not leave a screen shared that nobody asks for any more.
    asked.then((stream) => stream.getTracks().forEach((track) => track.stop()), () => undefined);
    throw error;
  } finally {
    clearTimeout(late);
  }
}
