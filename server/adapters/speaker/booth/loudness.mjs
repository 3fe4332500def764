// Makes a piece of speech as loud as every other voice here, without the silence that its maker put around it.

/** The level of what is spoken, against full scale. Room voices come at about this. */
const wantedDb = -20;
/** No sample comes closer to full scale than this. */
const peak = 0.9 * 32_767;
/** Below this a stretch of 10 ms is silence. */
const silence = 0.004 * 32_768;
/** Kept before the first sound, so that no consonant is cut. */
const leadMs = 30;
/** Silence after a sentence and after a part of one: as long as a reader breathes. */
const pauseMs = { sentence: 220, part: 60 };

/**
 * @param {Int16Array} pcm @param {number} rate @param {boolean} ends a sentence is over
 * @returns {Int16Array} empty where nothing was to be heard
 */
export function evened(pcm, rate, ends) {
  const step = rate / 100;
  const levels = levelsOf(pcm, step);
  const from = levels.findIndex((it) => it > silence);
  if (from < 0) return new Int16Array(0);
  const to = levels.findLastIndex((it) => it > silence) + 1;
  const start = Math.max(0, from * step - Math.round(leadMs * rate / 1000));
  const spoken = pcm.subarray(start, Math.min(pcm.length, to * step));
  const pause = Math.round((ends ? pauseMs.sentence : pauseMs.part) * rate / 1000);
  const out = new Int16Array(spoken.length + pause);
  const gain = gainFor(spoken, levels.filter((it) => it > silence));
  for (let i = 0; i < spoken.length; i++) out[i] = Math.round(spoken[i] * gain);
  return out;
}

function levelsOf(pcm, step) {
  const levels = [];
  for (let at = 0; at < pcm.length; at += step) {
    let sum = 0;
    const end = Math.min(pcm.length, at + step);
    for (let i = at; i < end; i++) sum += pcm[i] * pcm[i];
    levels.push(Math.sqrt(sum / (end - at)));
  }
  return levels;
}

function gainFor(pcm, loud) {
  const level = Math.sqrt(loud.reduce((sum, it) => sum + it * it, 0) / loud.length);
  const wanted = 32_768 * 10 ** (wantedDb / 20);
  let highest = 1;
  for (const it of pcm) highest = Math.max(highest, Math.abs(it));
  return Math.min(wanted / level, peak / highest);
}
