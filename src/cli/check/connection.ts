const lookAtUrl = 'Look at DINTERO_BASE_URL, and at what is between here and there.';

const untrusted =
  'Nobody whom Node trusts has signed the certificate. Where a proxy reads along, give its certificate: NODE_EXTRA_CA_CERTS=<file>.';
const wrongTime = 'The certificate is not valid today: renew it, or set the clock of this machine.';
const unknownName = 'This machine finds no address for the host of DINTERO_BASE_URL: look at its name, and at the DNS.';
const plain = 'The port of DINTERO_BASE_URL does not speak TLS: is it http:// or another port?';
const proxyRefuses =
  'The proxy in EGRESS_PROXY or HTTPS_PROXY refuses the connection: look at its name and password, and at what it lets through.';
const silent = 'Nothing answers at the address: a firewall may drop what is sent, or a proxy is needed: EGRESS_PROXY.';

/** By the word that Node or OpenSSL has for it. */
const advice: ReadonlyMap<string | null, string> = new Map([
  ['ENOTFOUND', unknownName],
  ['EAI_AGAIN', unknownName],
  ['ECONNREFUSED', 'Nothing listens at the port of DINTERO_BASE_URL, or at that of the proxy where there is one.'],
  ['UND_ERR_CONNECT_TIMEOUT', silent],
  ['ETIMEDOUT', silent],
  ['EHOSTUNREACH', silent],
  ['ENETUNREACH', silent],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', untrusted],
  ['SELF_SIGNED_CERT_IN_CHAIN', untrusted],
  ['UNABLE_TO_GET_ISSUER_CERT', untrusted],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', untrusted],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', untrusted],
  ['CERT_HAS_EXPIRED', wrongTime],
  ['CERT_NOT_YET_VALID', wrongTime],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'The certificate is for another host than that of DINTERO_BASE_URL.'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', plain],
  ['EPROTO', plain],
  ['UND_ERR_ABORTED', proxyRefuses],
  ['UND_ERR_PRX_CONN', proxyRefuses],
  ['UND_ERR_PRX_TLS', 'The certificate of the proxy is for another host.'],
]);

/** What to change where there is no connection; `fault` is the word that Node or OpenSSL has for why, null where it has none. */
export function connectionAdvice(fault: string | null): string {
  return advice.get(fault) ?? lookAtUrl;
}
