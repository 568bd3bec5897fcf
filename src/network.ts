/** Which addresses lie on the public network: whoever gave us one of another kind may have us ask what they cannot ask themselves. */
import { BlockList, isIP } from 'node:net';

/** Loopback, private, link-local with the clouds' metadata services, carrier NAT, benchmarks, documentation, multicast, reserved. */
const V4_REFUSED = [
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
/** The one block of public unicast, and IPv4 written as IPv6; what lies in them and is not public is refused below. */
const V6_PUBLIC = [
  ['2000::', 3],
  ['::ffff:0:0', 96],
] as const;
/** Documentation, Teredo, ORCHID, and 6to4, which carries an IPv4 address inside. */
const V6_REFUSED = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const publicV6 = new BlockList();
for (const [net, bits] of V6_PUBLIC) publicV6.addSubnet(net, bits, 'ipv6');
const refused = new BlockList();
for (const [net, bits] of V4_REFUSED) refused.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of V6_REFUSED) refused.addSubnet(net, bits, 'ipv6');

/** False also for what is no address. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !refused.check(address, 'ipv4');
  return isIP(address) === 6 && publicV6.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}
