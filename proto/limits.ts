/** What one message, list or field may weigh, on every door. */
export const limits = {
  jsonBytes: 256_000,
  signalingBytes: 256_000,
  pcmFrameBytes: 64_000,
  pageRows: 100,
  nameCharacters: 80,
  emailCharacters: 254,
  passwordMin: 10,
  passwordMax: 200,
  briefCharacters: 8_000,
  textCharacters: 2_000,
  grindsPerPerson: 50,
  membersPerGrind: 200,
  invitesPerGrind: 100,
  tasksPerGrind: 200,
} as const;
