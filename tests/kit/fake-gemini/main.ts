// A stand-in for the Live service as a program: node tests/kit/fake-gemini/main.ts [port]. Start Grindstone with
// GEMINI_API_KEY=fake-key and GEMINI_BASE_URL set to the address that it prints. POST /__script with JSON changes how it
// behaves, such as {"faults":[{"kind":"silent"}],"now":{"goAway":50000}}; GET /__seen tells what it was given.
import process from "node:process";
import { startFakeGemini } from "./server.ts";

const { url, close } = await startFakeGemini({ port: Number(process.argv[2] ?? 0) });
process.stdout.write(`${url}\n`);
process.once("SIGTERM", () => void close());
process.once("SIGINT", () => void close());
