import type { AskName, Wish } from "../../../proto/signaling.ts";
import type { Live } from "../../api/live.ts";
import type { Chat } from "./chat.ts";
import type { RoomActs } from "./shapes.ts";

/** What one does in a room, as what is asked of the server. */
export function makeActs(live: Pick<Live, "ask">, chat: Pick<Chat, "say" | "typeLine">): RoomActs {
  const ask = async <N extends AskName>(name: N, wish: Wish<N>): Promise<void> => {
    await live.ask(name, wish);
  };
  return {
    takeSeat: () => ask("seat:take", {}),
    leaveSeat: () => ask("seat:leave", {}),
    giveSeat: (personId) => ask("seat:give", { personId }),
    keepSeat: () => ask("seat:keep", {}),
    setAsker: (personId) => ask("asker:set", { personId }),
    startInterview: () => ask("interview:start", {}),
    endInterview: () => ask("interview:end", {}),
    giveFloor: (personId) => ask("floor:give", { personId }),
    takeFloor: (personId) => ask("floor:take", { personId }),
    raiseHand: (up) => ask("hand:raise", { up }),
    mute: (personId) => ask("person:mute", { personId }),
    remove: (personId) => ask("person:remove", { personId }),
    endSession: () => ask("session:end", {}),
    consent: (purpose, given) => ask("consent:set", { purpose, given }),
    think: (thinkTime) => ask("interviewer:think", { thinkTime }),
    takeTime: () => ask("interviewer:wait", {}),
    react: (reaction) => ask("reaction:send", { reaction }),
    say: chat.say,
    typeLine: chat.typeLine,
  };
}
