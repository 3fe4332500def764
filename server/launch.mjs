// What `npm start` runs.
import process from "node:process";
import { launch } from "./native/launcher.mjs";
import { root } from "./native/places.mjs";
import { loadEnvFile } from "./native/settings.mjs";
import { stopWith } from "./native/trouble.mjs";
import { prepare } from "./setup.mjs";

try {
  loadEnvFile(root);
  process.exit(await launch({ prepare }));
} catch (error) {
  stopWith(error);
}
