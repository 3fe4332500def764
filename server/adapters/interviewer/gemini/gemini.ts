import { GoogleGenAI } from "@google/genai";
import type { Log } from "../../../kit/log.ts";
import type { InterviewerProvider } from "../../../ports/interviewer.ts";
import { GeminiLine } from "./gemini-line.ts";
import { profileOf } from "./profiles.ts";
import type { OpenSocket } from "./socket.ts";

export const geminiUrl = "https://generativelanguage.googleapis.com";

export type GeminiOptions = {
  readonly apiKey: string;
  readonly model: string;
  readonly voice: string;
  readonly baseUrl: string;
  readonly log: Log;
  /** Instead of a socket of the network, for tests. */
  readonly openSocket?: OpenSocket;
};

/** Gemini's Live service as an interviewer that hears and speaks. */
export function geminiInterviewer(
  { apiKey, model, voice, baseUrl, log, openSocket }: GeminiOptions,
): InterviewerProvider {
  const profile = profileOf(model);
  return {
    name: "Gemini",
    voice,
    outside: new URL(baseUrl).host,
    resumes: true,
    lastsMs: profile.lastsMs,
    takesNudges: true,
    open(wish) {
      // One for each line: what is below it is watched for that line alone. No variable of the machine's turns it elsewhere.
      const ai = new GoogleGenAI({ apiKey, enterprise: false, httpOptions: { baseUrl, apiVersion: "v1beta" } });
      return GeminiLine.open({ ...{ ai, apiKey, model, voice, profile, log, openSocket }, ...wish });
    },
  };
}
