/**
 * What mediasoup and mediasoup-client say to each other. They check it themselves, so here it is only data that one of
 * them made: its own types stay in server/rooms and client/media.
 */
export type Opaque = { readonly [name: string]: unknown };

/** One way for media between a browser and us. */
export type TransportOffer = {
  readonly id: string;
  readonly iceParameters: Opaque;
  readonly iceCandidates: readonly Opaque[];
  readonly dtlsParameters: Opaque;
};

/** A server that helps media through firewalls; its credentials are made for one person and end by themselves. */
export type IceServer = { readonly urls: readonly string[]; readonly username: string; readonly credential: string };

/** All that a browser needs to send and receive: given with the answer to joining, so that nothing is asked twice. */
export type MediaDoor = {
  /** Grows when the door is another one, after a worker died or a page asked for a new one. */
  readonly generation: number;
  readonly rtpCapabilities: Opaque;
  readonly send: TransportOffer;
  readonly receive: TransportOffer;
  readonly iceServers: readonly IceServer[];
};

/** One stream that is ready to be received; it starts when it is played. */
export type ConsumerOffer = {
  readonly consumerId: string;
  readonly producerId: string;
  /** Of the AI interviewer: `interviewerVoice`. */
  readonly personId: string;
  readonly kind: "audio" | "video";
  readonly rtpParameters: Opaque;
};
