/**
 * Where a webhook may lie: on the public network, over https. Everything that is only reachable from inside would let a person
 * have our server ask what they cannot ask themselves. Networks named by the operator are excepted.
 */
import { BlockList, isIP } from 'node:net';
import { isPublicAddress } from '../network.js';

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
    return this.isExcepted(address) || isPublicAddress(address);
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
