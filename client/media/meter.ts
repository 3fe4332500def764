/** How often loudness is looked at. Lower is livelier, and costs more. */
const lookMs = 66;
/** What is silence and what is loud, in decibels below the loudest that there is. */
const range = { silent: -60, loud: -12 } as const;

let shared: AudioContext | undefined;

/** The one audio context of this page; browsers allow only a few. */
export function audioContext(): AudioContext {
  if (shared) return shared;
  const context = shared = new AudioContext();
  // Browsers let it run only after somebody did something.
  const wake = (): void => void context.resume();
  for (const deed of ["pointerdown", "keydown"]) addEventListener(deed, wake, { once: true, capture: true });
  return context;
}

/** How long a context may take to run. Without a sound card, some browsers let it wait for ever. */
const startMs = 1_500;

/** Whether sound can be made: false where nothing plays it, or nobody clicked yet. */
export async function running(context: AudioContext): Promise<boolean> {
  let late: ReturnType<typeof setTimeout> | undefined;
  const waited = new Promise<void>((resolve) => late = setTimeout(resolve, startMs));
  await Promise.race([context.resume(), waited]);
  clearTimeout(late);
  return context.state === "running";
}

/** Follows how loud a track is, 0..9, until the function that it gives is called. */
export function meter(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = audioContext();
  if (context.state === "suspended") void context.resume();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 1_024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let before = 0;
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const level = levelOf(samples);
    if (level !== before) onLevel(before = level);
  }, lookMs);
  return () => {
    clearInterval(timer);
    source.disconnect();
    onLevel(0);
  };
}

/** Loudness of some samples, 0..9. */
export function levelOf(samples: Float32Array): number {
  const power = samples.reduce((sum, it) => sum + it * it, 0) / Math.max(1, samples.length);
  const decibels = 10 * Math.log10(power + 1e-12);
  const part = (decibels - range.silent) / (range.loud - range.silent);
  return Math.round(Math.min(1, Math.max(0, part)) * 9);
}
