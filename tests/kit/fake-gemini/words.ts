/** What the fake says when its script has nothing else. */
export const replies = [
  "I see. What made you choose that?",
  "That makes sense. How would it behave with a million entries?",
  "Good. What would you test first?",
  "Understood. Is there anything that you would do differently?",
];
export const greeting = "Hello, and welcome. Let us begin with the first question.";

/** A tone, soft at its ends, that somebody who listens can tell from silence. */
export function tone(ms: number, rate = 24_000, hz = 330): Int16Array {
  const samples = new Int16Array(Math.round(ms * rate / 1_000));
  for (let at = 0; at < samples.length; at++) {
    const edge = Math.min(1, at / 240, (samples.length - at) / 240);
    samples[at] = Math.round(9_000 * edge * Math.sin(2 * Math.PI * hz * at / rate));
  }
  return samples;
}
