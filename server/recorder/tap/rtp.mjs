// As much of RTP and RTCP as the tap needs: whose a datagram is, and what a sender report says.

/** 192 to 223 in the second byte is RTCP, all else RTP. @param {Buffer} datagram */
export const isRtcp = (datagram) => datagram[1] >= 192 && datagram[1] <= 223;

/** The stream that an RTP packet belongs to; undefined: it is none. @param {Buffer} datagram */
export function ssrcOf(datagram) {
  return datagram.length >= 12 && datagram[0] >> 6 === 2 ? datagram.readUInt32BE(8) : undefined;
}

const senderReport = 200;

/**
 * The sender reports in a compound RTCP packet.
 * @param {Buffer} datagram
 * @returns {Generator<{ ssrc: number, ntp: bigint, rtpTime: number }>}
 */
export function* senderReports(datagram) {
  for (let at = 0; at + 4 <= datagram.length; at += 4 + datagram.readUInt16BE(at + 2) * 4) {
    if (datagram[at] >> 6 !== 2) return;
    if (datagram[at + 1] !== senderReport || at + 20 > datagram.length) continue;
    yield {
      ssrc: datagram.readUInt32BE(at + 4),
      ntp: datagram.readBigUInt64BE(at + 8),
      rtpTime: datagram.readUInt32BE(at + 16),
    };
  }
}
