import type { DeviceTrouble, DeviceUse } from "../../state/room/devices.ts";

/** What devices are called, here and in the check. */
export const deviceWords = {
  mic: "Microphone",
  camera: "Camera",
  speaker: "Speakers",
  standard: "As the system has it",
  none: { mic: "No microphone yet", camera: "No camera yet", speaker: "As the system has it" },
  unnamed: {
    mic: (n: number): string => `Microphone ${n}`,
    camera: (n: number): string => `Camera ${n}`,
    speaker: (n: number): string => `Speakers ${n}`,
  },
  speakerFixed: "This browser plays where the system plays.",
  test: "Test",
  silent: "Nothing plays sound here now. Choose others, or look whether they are switched on.",
  original: "Original sound",
  originalHint: "No echo cancelling and no noise suppression. Only with headphones.",
};

const things: Readonly<Record<DeviceUse, string>> = {
  mic: "microphone",
  camera: "camera",
  speaker: "speakers",
  screen: "screen",
};

/** What is wrong with a device and what to do, in two parts. `where` says where this browser hides its permissions. */
export function troubleWords(use: DeviceUse, trouble: DeviceTrouble, where: string): { what: string; next: string } {
  const it = things[use];
  switch (trouble) {
    case "permissionsDenied":
      return { what: `This page may not use your ${it}.`, next: `${where} Allow the ${it}, then try again.` };
    case "dismissed":
      return {
        what: `The question about your ${it} was closed.`,
        next: "Try again, and press Allow when your browser asks.",
      };
    case "noDevice":
      return { what: `No ${it} was found.`, next: "Plug one in or switch it on, then try again." };
    case "busy":
      return {
        what: `Another program uses your ${it}.`,
        next: "Close calls in other programs and tabs, then try again.",
      };
    case "insecure":
      return {
        what: "This page was opened over plain http.",
        next: `Browsers hide the ${it} there. Open the same address with https, or ask whoever runs this instance.`,
      };
    case "overconstrained":
      return { what: `The ${it} that you chose is gone.`, next: "Choose another one, then try again." };
    case "unsupported":
      return {
        what: `This browser cannot use a ${it} here.`,
        next: "Use a current Chrome, Edge or Firefox.",
      };
    case "failed":
      return { what: `Your ${it} did not start.`, next: "Unplug it and plug it in again, or restart the browser." };
  }
}

/** Where a browser keeps what a page may do, told from how it names itself. */
export function permissionPlace(agent: string): string {
  if (/iPhone|iPad/.test(agent)) {
    return "Open the menu at the left of the address bar, then Website Settings.";
  }
  if (/Firefox\//.test(agent)) return "Press the crossed-out microphone or camera at the left of the address bar.";
  if (/Android/.test(agent)) return "Press the sign at the left of the address bar, then Permissions.";
  if (/Chrome\/|Edg\//.test(agent)) return "Press the sign at the left of the address bar, a lock or two sliders.";
  if (/Safari\//.test(agent)) return "Open the Safari menu, then Settings for this website.";
  return "Open the site settings beside the address.";
}
