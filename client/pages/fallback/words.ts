const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

export const words = {
  recording: "This computer records you now, because no sound gets through to the server.",
  stay: "Keep this page open until the interview is over and all of it is sent; then this note goes.",
  sending: "What this computer recorded of your interview is being sent.",
  waiting: {
    offline: "What this computer recorded of your interview is not sent yet, because the server cannot be reached.",
    busy:
      "What this computer recorded of your interview is not sent yet, because the server does not take it just now.",
    browser:
      "What this computer recorded of your interview is not sent yet, because this browser does not hand it over.",
  },
  left: (bytes: number): string => bytes === 0 ? "All of it so far is sent." : `${size(bytes)} still to be sent.`,
  tried: {
    offline: "The server cannot be reached right now; it is sent as soon as it can be.",
    busy: "The server does not take it right now; it is tried again until it does.",
    browser: "This browser has trouble keeping it right now; it is tried again until that works.",
  },
  later: "It is kept in this browser: if you close this page, it goes on when you open it again within a day.",
  lost: "Keep this page open until then: this browser keeps nothing when it is closed.",
  unable: "This browser cannot record by itself, so what you say now is not kept.",
  elsewhere: "Another tab of this browser records you already, so this one does not.",
  full: "This computer has no more room for the recording, so it ended. What came before is sent.",
  gone: "What this computer recorded is not in this browser any more, so the recording ended. What was sent is safe.",
  refused: "Not all of what this computer recorded was taken.",
  understood: "All right",
  here: {
    title: "No way into the room?",
    lead:
      "This computer can record your voice by itself and send it later. Nobody hears you meanwhile, and no interviewer answers.",
    leadAlone:
      "Where no room can be entered, read the task and say your answers here: this computer records your voice and sends it as soon as it can. No interviewer answers.",
    begin: "Record here and send it later",
    stop: "Stop recording",
    recording: "Your voice is being recorded on this computer.",
  },
};
