const names = { mic: "microphone", camera: "camera" } as const;

/** Whether the browser would open it without asking. Browsers that do not tell are taken for such that ask. */
export async function allowed(use: "mic" | "camera"): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: names[use] as PermissionName });
    return state === "granted";
  } catch {
    return false;
  }
}
