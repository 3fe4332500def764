export type Thing = Readonly<Record<string, unknown>>;
export const thing = (value: unknown): Thing => typeof value === "object" && value !== null ? value as Thing : {};

/** How the service ends a connection. */
export type Close = { readonly code: number; readonly reason: string };
const invalid = (reason: string): Close => ({ code: 1007, reason });

const setupFields = new Set([
  "model",
  "generationConfig",
  "systemInstruction",
  "tools",
  "sessionResumption",
  "inputAudioTranscription",
  "outputAudioTranscription",
  "realtimeInputConfig",
  "contextWindowCompression",
  "proactivity",
  "historyConfig",
  "labels",
  "safetySettings",
]);

/** What is wrong with a setup, as the service would say it; null: nothing. Models differ in what they take. */
export function wrongSetup(setup: Thing): Close | null {
  const unknown = Object.keys(setup).find((it) => !setupFields.has(it));
  if (unknown) return invalid(`Invalid JSON payload received. Unknown name "${unknown}" at 'setup'.`);
  const model = String(setup["model"]);
  if (!/^models\/gemini-[\w.-]*(live|native-audio)[\w.-]*$/.test(model)) {
    return {
      code: 1008,
      reason: `${model} is not found for API version v1beta, or is not supported for bidiGenerateContent.`,
    };
  }
  const tools = Array.isArray(setup["tools"]) ? setup["tools"].flatMap((it) => thing(it)["functionDeclarations"]) : [];
  for (const tool of tools.map(thing)) {
    const schema = tool["parametersJsonSchema"] ?? tool["parameters"];
    if (schema !== undefined && Object.keys(thing(thing(schema)["properties"])).length === 0) {
      return invalid("parameters.properties: should be non-empty for OBJECT type");
    }
    if (tool["behavior"] !== undefined && model.includes("3.1-flash-live")) {
      return invalid("Function behavior is not supported for this model.");
    }
  }
  const generation = thing(setup["generationConfig"]);
  const modalities = generation["responseModalities"];
  if (!Array.isArray(modalities) || modalities.join() !== "AUDIO") {
    return invalid("Cannot extract voices from a non-audio request.");
  }
  const thinking = thing(generation["thinkingConfig"]);
  if (model.includes("3.8-live") && generation["thinkingConfig"] !== undefined) {
    return invalid("Thinking cannot be configured for this model.");
  }
  if (model.includes("2.5") && thinking["thinkingLevel"] !== undefined) {
    return invalid("Thinking level is not supported for this model.");
  }
  if (model.includes("3.8-live") && thing(setup["proactivity"])["proactiveAudio"] === false) {
    return invalid("Proactive audio cannot be disabled for this model.");
  }
  return null;
}

/** The same for what comes after. `contents`: how many client contents came before. */
export function wrongMessage(
  message: Thing,
  { model, contents, announced }: { readonly model: string; readonly contents: number; readonly announced: boolean },
): Close | null {
  const [name, ...more] = Object.keys(message);
  if (name === undefined || more.length > 0) return invalid("Invalid JSON payload received.");
  if (!["realtimeInput", "clientContent", "toolResponse"].includes(name)) {
    return invalid(`Invalid JSON payload received. Unknown name "${name}".`);
  }
  if (name === "clientContent" && model.includes("3.1-flash-live") && (contents > 0 || !announced)) {
    return invalid("Request contains an invalid argument.");
  }
  const audio = thing(thing(message["realtimeInput"])["audio"]);
  if (audio["mimeType"] !== undefined && audio["mimeType"] !== "audio/pcm;rate=16000") {
    return invalid("Unsupported audio format.");
  }
  return null;
}
