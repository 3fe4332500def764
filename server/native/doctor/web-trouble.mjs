// Why nothing comes back over HTTP: each way in which asking fails, in one sentence, and what to do about it.
import { Failed } from "./failed.mjs";

/** @typedef {{ host: string, port: string, secure: boolean }} Asked */
/** Looked through from above. @type {readonly { code: RegExp, secure?: boolean, found: (it: Asked) => string, whatToDo: (it: Asked) => string }[]} */
const troubles = [
  {
    code: /^TimeoutError$|TIMEDOUT|CONNECT_TIMEOUT/,
    found: ({ host, port }) => `${host}:${port} does not answer`,
    whatToDo: ({ port }) => `Open TCP port ${port} in every firewall before the server.`,
  },
  {
    code: /^ENOTFOUND$/,
    found: ({ host }) => `the name ${host} is not known here`,
    whatToDo: () => "Check how it is spelled, or make it known in DNS.",
  },
  {
    code: /^EAI_AGAIN$/,
    found: () => "names cannot be looked up here",
    whatToDo: () => "Check this machine's network and its DNS server.",
  },
  {
    code: /^ECONNREFUSED$/,
    found: ({ host, port }) => `nothing listens at ${host}:${port}`,
    whatToDo: () => "Start Grindstone (npm start), or give the doctor the address at which it runs.",
  },
  {
    code: /UNREACH/,
    found: ({ host }) => `no way leads to ${host}`,
    whatToDo: () => "Check this machine's network and the server's address.",
  },
  {
    code: /CERT_HAS_EXPIRED/,
    found: ({ host }) => `the certificate of ${host} has expired`,
    whatToDo: () => "Renew it, and restart what serves it.",
  },
  {
    code: /ALTNAME/,
    found: ({ host }) => `the certificate is not for ${host}`,
    whatToDo: () => "Give the doctor the name that it is for, or get one for this name.",
  },
  {
    code: /CERT|SIGNATURE|ISSUER/,
    found: ({ host }) => `the certificate of ${host} is vouched for by nobody whom this machine knows`,
    whatToDo: () =>
      "Serve it with its whole chain; for an authority of your own set NODE_EXTRA_CA_CERTS to its certificate.",
  },
  {
    code: /SSL|EPROTO/,
    secure: true,
    found: ({ host, port }) => `${host}:${port} does not speak TLS`,
    whatToDo: (it) => `Give the doctor ${otherScheme(it)}, or set a certificate.`,
  },
  {
    code: /ECONNRESET|SOCKET|HPE_|EPIPE/,
    found: ({ host, port, secure }) => `${host}:${port} does not speak ${secure ? "HTTP over TLS" : "HTTP"}`,
    whatToDo: (it) => `Try ${otherScheme(it)}, or correct host and port.`,
  },
];

/** @param {Error} error what `fetch` rejected with @param {Asked} asked */
export function webTrouble(error, asked) {
  const code = String(error.cause?.code ?? error.cause?.message ?? error.name);
  const known = troubles.find((it) => it.code.test(code) && (it.secure ?? asked.secure) === asked.secure);
  if (known) return new Failed(known.found(asked), known.whatToDo(asked));
  return new Failed(`${asked.host}:${asked.port} cannot be asked (${code})`, "Correct the address of the instance.");
}

function otherScheme({ host, port, secure }) {
  return `${secure ? "http" : "https"}://${host}:${port}`;
}
