// What `npm run voice -- NAME [--from ADDRESS]` runs: it fetches a better voice for the local interviewer, once.
import process from "node:process";
import { root } from "./native/places.mjs";
import { makeVoice } from "./native/say.mjs";
import { loadEnvFile } from "./native/settings.mjs";
import { stopWith, Trouble } from "./native/trouble.mjs";
import { catalogue, smallVoices } from "./native/voices/catalogue.mjs";
import { fetchedVoice, fetchVoice } from "./native/voices/fetch-voice.mjs";

try {
  loadEnvFile(root);
  await main(process.argv.slice(2));
} catch (error) {
  stopWith(error);
}

/** @param {string[]} given what stands behind the command */
async function main(given) {
  const voice = makeVoice();
  const { name, from } = wishOf(given);
  if (name === undefined) return voice.say(list());
  if (smallVoices.includes(name)) voice.say(`${name} comes with Flite: there is nothing to fetch.`);
  else if (Object.hasOwn(catalogue, name)) await fetchVoice({ name, from, ...voice });
  else throw new Trouble(`There is no voice called ${JSON.stringify(name)}. ${list()}`);
  voice.say(`To use it, set INTERVIEWER_VOICE=${name} and start Grindstone again.`);
}

function wishOf(given) {
  const at = given.indexOf("--from");
  const from = at < 0 ? undefined : given[at + 1];
  const [name, ...more] = at < 0 ? given : given.toSpliced(at, 2);
  if (more.length === 0 && (at < 0 || name && from)) return { name, from };
  throw new Trouble("Say which voice, and no more: npm run voice -- NAME [--from ADDRESS-OR-FILE]");
}

function list() {
  const better = Object.entries(catalogue).map(([name, { called, archive }]) =>
    `  ${name.padEnd(8)} ${called}, ${
      fetchedVoice(name) ? "fetched" : `${Math.round(archive.bytes / 1e6)} MB to fetch`
    }`
  );
  return ["Voices:", ...smallVoices.map((it) => `  ${it.padEnd(8)} Flite, nothing to fetch`), ...better].join("\n");
}
