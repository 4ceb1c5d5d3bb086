/**
 * Which addresses may be connected to: whoever chooses a URL, or answers for its name, must not reach what only this
 * machine or this network can reach (server-side request forgery).
 */
import { BlockList, isIP } from 'node:net';

export interface AddressRules {
  /** This machine: in development only. */
  readonly loopback: boolean;
  /** Private networks, for receivers on premises. */
  readonly private: boolean;
}

type Range = readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'];

function listOf(ranges: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix, family] of ranges) list.addSubnet(network, prefix, family);
  return list;
}

const loopback = listOf([
  ['127.0.0.0', 8, 'ipv4'],
  ['::1', 128, 'ipv6'],
]);
const privateNetworks = listOf([
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
]);
/** Nobody's server: the platform's own services and metadata, groups, and ranges without an owner. */
const never = listOf([
  ['0.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  // Azure's own services for each virtual machine, among them its metadata.
  ['168.63.129.16', 32, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  // Amazon's metadata, within fc00::/7.
  ['fd00:ec2::254', 128, 'ipv6'],
  // They contain IPv4 addresses, which nobody judges there.
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['2001::', 32, 'ipv6'],
  ['::', 96, 'ipv6'],
]);

/** Why it must not be connected to; undefined if it may. */
export function forbiddenAddress(address: string, rules: AddressRules): string | undefined {
  // A zone index names an interface of this machine.
  if (isIP(address) === 0 || address.includes('%')) return 'no address that may be connected to';
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  const within = (list: BlockList): boolean => list.check(address, family);
  if (within(loopback)) return rules.loopback ? undefined : 'an address of this machine';
  if (within(never)) return 'a link-local or reserved address, which is never used';
  if (within(privateNetworks) && !rules.private) {
    return 'a private address: expected a public one, or WEBHOOK_PRIVATE_ADDRESSES=true';
  }
  return undefined;
}

/** Of a host as a URL has it: a name is judged when it is looked up. */
export function forbiddenLiteral(hostname: string, rules: AddressRules): string | undefined {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(address) === 0 ? undefined : forbiddenAddress(address, rules);
}
