/**
 * Runs in a page of a browser that cannot give a track's samples out: records and decodes what others say, as
 * `growEars` collected it. An AudioContext would need a machine with a sound card.
 */
export async function recordEncoded(seconds: number): Promise<{ trackId: string; rate: number; samples: string }[]> {
  const { tracks } = (globalThis as unknown as { ears: { tracks: MediaStreamTrack[] } }).ears;
  const live = tracks.filter((it) => it.kind === "audio" && it.readyState === "live");
  return await Promise.all(live.map(async (track) => {
    const recorder = new MediaRecorder(new MediaStream([track.clone()]));
    const parts: Blob[] = [];
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    recorder.stop();
    await stopped;
    const rate = 48_000;
    const decoded = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await new Blob(parts).arrayBuffer());
    const bytes = new Uint8Array(decoded.getChannelData(0).slice().buffer);
    let text = "";
    for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    return { trackId: track.id, rate, samples: btoa(text) };
  }));
}
