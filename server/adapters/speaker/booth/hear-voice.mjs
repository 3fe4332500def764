// Whether a voice speaks: loads it, has it say a sentence, and ends well when that can be heard.
//   node hear-voice.mjs VOICE   (JSON, see NeuralSettings)
import process from "node:process";
import { evened } from "./loudness.mjs";
import { neuralVoice } from "./neural.mjs";

const voice = await neuralVoice(JSON.parse(process.argv[2] ?? ""));
const { pcm, rate } = await voice.speak("This is what I sound like.", new AbortController().signal);
const seconds = evened(pcm, rate, true).length / rate;
if (seconds < 0.5 || seconds > 20) throw new Error(`It speaks for ${seconds.toFixed(1)} s, which is no sentence.`);
process.exit(0);
