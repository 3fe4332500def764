/** Records a track for a while and gives it in whatever form this browser can play again. */
export async function record(track: MediaStreamTrack, ms: number): Promise<Blob> {
  const stream = new MediaStream([track]);
  // Without an element that plays it, browsers do not decode what comes over the net.
  const element = document.createElement("audio");
  element.muted = true;
  element.srcObject = stream;
  void element.play().catch(() => undefined); // a machine without sound can still record
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const stopped = new Promise<void>((resolve) => recorder.addEventListener("stop", () => resolve(), { once: true }));
  recorder.start();
  const timer = setTimeout(() => recorder.stop(), ms);
  await stopped; // also when the track ends before
  clearTimeout(timer);
  element.srcObject = null;
  return new Blob(parts, { type: recorder.mimeType });
}

/** Plays a recording to its end, or until `signal` is aborted. */
export async function playBack(recording: Blob, speakerId: string, signal: AbortSignal): Promise<void> {
  const url = URL.createObjectURL(recording);
  const element: HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> } = new Audio(url);
  try {
    await element.setSinkId?.(speakerId);
    const over = new Promise<void>((resolve, reject) => {
      element.addEventListener("ended", () => resolve(), { once: true });
      element.addEventListener("error", () => reject(element.error ?? new Error("It cannot be played.")), {
        once: true,
      });
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    await Promise.all([element.play(), over]);
  } finally {
    element.pause();
    URL.revokeObjectURL(url);
  }
}
