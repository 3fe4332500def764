import { detectDevice, Device } from "mediasoup-client";
import { Chrome111 } from "mediasoup-client/handlers/Chrome111";
import { Chrome74 } from "mediasoup-client/handlers/Chrome74";
import { Firefox120 } from "mediasoup-client/handlers/Firefox120";
import { Safari12 } from "mediasoup-client/handlers/Safari12";
import type { types } from "mediasoup-client";

type Factory = types.HandlerFactory;
type Capabilities = ReturnType<Factory["getNativeRtpCapabilities"]>;

const handlers = { Chrome111, Chrome74, Firefox120, Safari12 } as const;
let known: Factory | null | undefined;

/**
 * What this browser can do, found out once: asking costs two peer connections, tens of milliseconds in which somebody
 * who joins would wait. null: a browser that live rooms do not know.
 */
function factory(): Factory | null {
  if (known !== undefined) return known;
  const name = detectDevice();
  if (name === undefined || name === "ReactNative106") return known = null;
  const plain = handlers[name].createFactory({});
  const asked = new Map<string, Capabilities>();
  const getNativeRtpCapabilities: Factory["getNativeRtpCapabilities"] = ({ direction }) => {
    const answer = asked.get(direction) ?? plain.getNativeRtpCapabilities({ direction });
    asked.set(direction, answer);
    answer.catch(() => asked.delete(direction)); // whoever asked hears of it; the next one tries anew
    return answer;
  };
  return known = { ...plain, getNativeRtpCapabilities };
}

/** False in browsers whose way of talking WebRTC nobody here knows. */
export function knowsThisBrowser(): boolean {
  return typeof RTCPeerConnection !== "undefined" && factory() !== null;
}

/** Finds out ahead what the browser can do, so that joining does not wait for it. */
export async function warmUp(): Promise<void> {
  const made = factory();
  if (!made) return;
  await Promise.all(
    (["recvonly", "sendonly"] as const).map((direction) => made.getNativeRtpCapabilities({ direction })),
  );
}

/** A device for one door; throws Error in a browser that `knowsThisBrowser` denies. */
export function makeDevice(): Device {
  const handlerFactory = factory();
  if (!handlerFactory) throw new Error("this browser is not known");
  return new Device({ handlerFactory });
}
