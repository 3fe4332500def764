/** What a browser counted about one side of the way, as far as we look at it. */
export type Counted = {
  readonly roundTripMs: number | undefined;
  readonly received: number;
  readonly lost: number;
  /** What the server told about what we send, 0 to 1. */
  readonly sentLost: number | undefined;
  /** Whether any of it goes over TCP, which a browser takes only where UDP does not get through. */
  readonly overTcp: boolean;
};

export type Quality = {
  /** UDP does not get through here: sound goes another way, which stutters sooner. */
  readonly overTcp: boolean;
  readonly roundTripMs: number;
  readonly lossPercent: number;
  readonly grade: "good" | "fair" | "poor";
};

type Row = {
  id?: string;
  type: string;
  protocol?: string;
  localCandidateId?: string;
  selectedCandidatePairId?: string;
  kind?: string;
  nominated?: boolean;
  state?: string;
  currentRoundTripTime?: number;
  packetsReceived?: number;
  packetsLost?: number;
  fractionLost?: number;
};

/** The few numbers that matter out of all that a browser tells. */
export function counted(reports: readonly RTCStatsReport[]): Counted {
  const rows = reports.flatMap((report) => [...report.values()] as Row[]);
  const pairs = rows.filter((it) => it.type === "candidate-pair" && it.state === "succeeded");
  const trips = pairs.flatMap((it) => it.currentRoundTripTime ?? []);
  const inbound = rows.filter((it) => it.type === "inbound-rtp" && it.kind === "audio");
  const told = rows.filter((it) => it.type === "remote-inbound-rtp").flatMap((it) => it.fractionLost ?? []);
  const sum = (of: (row: Row) => number | undefined): number => inbound.reduce((all, it) => all + (of(it) ?? 0), 0);
  return {
    roundTripMs: trips.length > 0 ? Math.min(...trips) * 1_000 : undefined,
    received: sum((it) => it.packetsReceived),
    lost: sum((it) => it.packetsLost),
    sentLost: told.length > 0 ? Math.max(...told) : undefined,
    overTcp: reports.some((report) => protocolOf([...report.values()] as Row[]) === "tcp"),
  };
}

/** Of the pair of ends that is in use; a browser that does not name it has only one that is nominated. */
function protocolOf(rows: readonly Row[]): string | undefined {
  const chosen = rows.find((it) => it.selectedCandidatePairId)?.selectedCandidatePairId;
  const pair = rows.find((it) => it.type === "candidate-pair" && (chosen ? it.id === chosen : it.nominated));
  return rows.find((it) => it.id !== undefined && it.id === pair?.localCandidateId)?.protocol;
}

/** How it was between two counts; undefined while nothing was measured. */
export function qualityOf(before: Counted | undefined, now: Counted): Quality | undefined {
  if (now.roundTripMs === undefined) return undefined;
  // Counts start again when somebody leaves or the way is another one.
  const received = Math.max(0, now.received - (before?.received ?? 0));
  const lost = Math.max(0, now.lost - (before?.lost ?? 0));
  const inLoss = received + lost > 0 ? lost / (received + lost) : 0;
  const lossPercent = Math.round(Math.max(inLoss, now.sentLost ?? 0) * 1_000) / 10;
  const roundTripMs = Math.round(now.roundTripMs);
  return { roundTripMs, lossPercent, overTcp: now.overTcp, grade: gradeOf(roundTripMs, lossPercent) };
}

/** From where a conversation begins to suffer, and from where it is hard: by ear, not by law. */
function gradeOf(roundTripMs: number, lossPercent: number): Quality["grade"] {
  if (roundTripMs > 500 || lossPercent > 10) return "poor";
  return roundTripMs > 250 || lossPercent > 2 ? "fair" : "good";
}
