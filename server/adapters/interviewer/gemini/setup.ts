import {
  ActivityHandling,
  AudioTranscriptionConfigMode,
  Behavior,
  type FunctionDeclaration,
  type LiveConnectConfig,
  Modality,
  ThinkingLevel,
  TurnCoverage,
} from "@google/genai";
import type { Brief } from "../../../ports/interviewer.ts";
import { interviewerTools, type Tool } from "../../../ports/interviewer-tools.ts";
import { instruction } from "./instruction.ts";
import type { Profile } from "./profiles.ts";

type Options = {
  readonly profile: Profile;
  readonly voice: string;
  readonly brief: Brief;
  readonly handle: string | null;
};

/** Beyond so many tokens the model forgets the oldest, down to the second number: about 13 and 7 minutes of sound. */
const compression = { triggerTokens: "25600", slidingWindow: { targetTokens: "12800" } };

/** How a line is set up. We say ourselves when somebody speaks: the service's own detection is off. */
export function setupOf({ profile, voice, brief, handle }: Options): LiveConnectConfig {
  const transcription = profile.verbatim ? { mode: AudioTranscriptionConfigMode.VERBATIM } : {};
  return {
    responseModalities: [Modality.AUDIO],
    systemInstruction: instruction(brief, { recap: profile.history === "instruction" }),
    tools: [{ functionDeclarations: interviewerTools.map((it) => declared(it, profile)) }],
    speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: voice } } },
    ...thinkingOf(profile),
    sessionResumption: handle === null ? {} : { handle },
    contextWindowCompression: compression,
    inputAudioTranscription: transcription,
    outputAudioTranscription: transcription,
    realtimeInputConfig: {
      automaticActivityDetection: { disabled: true },
      activityHandling: ActivityHandling.START_OF_ACTIVITY_INTERRUPTS,
      turnCoverage: TurnCoverage.TURN_INCLUDES_ONLY_ACTIVITY,
    },
  };
}

/** Whether the model waits for the tool's answer before it goes on, and may hear nothing meanwhile. */
export function holdsUp(tool: Tool, profile: Profile): boolean {
  return !(profile.freeTools && tool.silent);
}

function declared(tool: Tool, profile: Profile): FunctionDeclaration {
  const { name, description, parameters } = tool;
  const behavior = holdsUp(tool, profile) ? Behavior.BLOCKING : Behavior.NON_BLOCKING;
  // An object without properties is refused.
  const takes = Object.keys(parameters.properties).length > 0 ? { parametersJsonSchema: parameters } : {};
  return { name, description, ...takes, ...(profile.freeTools ? { behavior } : {}) };
}

function thinkingOf({ thinking }: Profile): Pick<LiveConnectConfig, "thinkingConfig"> {
  if (thinking === null) return {};
  return {
    thinkingConfig: "thinkingBudget" in thinking ? thinking : { thinkingLevel: ThinkingLevel.MINIMAL },
  };
}
