// The launcher with a server that only notes what happens to it. Arguments: the file for notes, and how the server behaves.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { launch } from "../../../server/native/launcher.mjs";
import { stopWith } from "../../../server/native/trouble.mjs";

const server = fileURLToPath(new URL("./server-fixture.mjs", import.meta.url));
const command = () => ({ program: process.execPath, args: [server, ...process.argv.slice(2)] });
launch({ prepare: () => Promise.resolve(), command }).then((code) => process.exit(code), stopWith);
