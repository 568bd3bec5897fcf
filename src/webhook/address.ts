/**
 * Where a webhook may lie: on the public network, over https. Everything that is only reachable from inside would let a person
 * have our server ask what they cannot ask themselves. Networks named by the operator are excepted.
 */
import { BlockList, isIP } from 'node:net';

/** Loopback, private, link-local with the clouds' metadata services, carrier NAT, benchmarks, documentation, multicast, reserved. */
const V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
/** The one block of public unicast; what lies in it and is not public is refused below. */
const V6_PUBLIC = ['2000::', 3] as const;
/** Documentation, Teredo, ORCHID, and 6to4, which carries an IPv4 address inside. */
const V6_REFUSED = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const refused = new BlockList();
for (const [net, bits] of V4) refused.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of V6_REFUSED) refused.addSubnet(net, bits, 'ipv6');
const publicV6 = new BlockList();
publicV6.addSubnet(...V6_PUBLIC, 'ipv6');

export class WebhookNetworks {
  private readonly excepted = new BlockList();

  /** @param networks addresses, or networks in CIDR notation, that may be posted to although they are private, over http as well */
  constructor(networks: readonly string[]) {
    for (const network of networks) {
      const [address = '', bits] = network.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.excepted.addAddress(address, family);
      else this.excepted.addSubnet(address, Number(bits), family);
    }
  }

  /** Whether an address may be connected to. */
  allows(address: string): boolean {
    return this.isExcepted(address) || isPublic(address);
  }

  /** Why a URL may not be posted to, to be read after its name; null when it may, as far as can be told without looking names up. */
  refusalOf(url: URL): string | null {
    // A dot behind a name changes nothing of what it names.
    const host = url.hostname.replace(/^\[|\]$|\.$/g, '');
    const literal = isIP(host) !== 0;
    if (url.username !== '' || url.password !== '') return 'must not hold a user name or a password: what is sent is signed.';
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && literal && this.isExcepted(host))) return 'must start with https://.';
    if (literal && !this.allows(host)) return 'must not be a private or reserved address.';
    if (!literal && (/^localhost$|\.(localhost|local|internal|home\.arpa)$/i.test(host) || !host.includes('.'))) {
      return 'must name a host of the public network.';
    }
    return null;
  }

  private isExcepted(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.excepted.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }
}

function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !refused.check(address, 'ipv4');
  return isIP(address) === 6 && publicV6.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}
