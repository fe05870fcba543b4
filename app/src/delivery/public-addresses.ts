// Clauses: C1.2
import { BlockList, isIP } from "node:net";

/**
 * Networks that lead to no public host: all that is not globally reachable in the IANA registries of special-purpose addresses (RFC 6890, as of
 * 2026), and 100.64.0.0/10, in which clouds have services for their machines (100.100.100.200, RFC 6598).
 */
const NOT_PUBLIC_V4 = [
  ["0.0.0.0", 8], // this network, RFC 791
  ["10.0.0.0", 8], // private, RFC 1918
  ["100.64.0.0", 10], // shared, RFC 6598
  ["127.0.0.0", 8], // loopback, RFC 1122
  ["169.254.0.0", 16], // link-local, and metadata of clouds, RFC 3927
  ["172.16.0.0", 12], // private, RFC 1918
  ["192.0.0.0", 24], // protocol assignments, RFC 6890
  ["192.0.2.0", 24], // documentation, RFC 5737
  ["192.31.196.0", 24], // AS112, RFC 7535
  ["192.52.193.0", 24], // AMT, RFC 7450
  ["192.88.99.0", 24], // 6to4 relays, RFC 7526
  ["192.168.0.0", 16], // private, RFC 1918
  ["192.175.48.0", 24], // AS112, RFC 7534
  ["198.18.0.0", 15], // benchmarks, RFC 2544
  ["198.51.100.0", 24], // documentation, RFC 5737
  ["203.0.113.0", 24], // documentation, RFC 5737
  ["224.0.0.0", 4], // multicast, RFC 1112
  ["240.0.0.0", 4], // reserved and broadcast, RFC 1112, RFC 919
] as const;
/** Of IPv6 only global unicast is public (RFC 4291); of that these are not. */
const GLOBAL_V6 = ["2000::", 3] as const;
const NOT_PUBLIC_V6 = [
  ["2001::", 23], // protocol assignments, with Teredo, ORCHID and benchmarks, RFC 2928
  ["2001:db8::", 32], // documentation, RFC 3849
  ["2002::", 16], // 6to4, which hides an address of IPv4, RFC 3056
  ["2620:4f:8000::", 48], // AS112, RFC 7534
  ["3fff::", 20], // documentation, RFC 9637
] as const;
const listOf = (networks: readonly (readonly [string, number])[], family: "ipv4" | "ipv6"): BlockList => {
  const list = new BlockList();
  for (const [address, bits] of networks) list.addSubnet(address, bits, family);
  return list;
};
const v4 = listOf(NOT_PUBLIC_V4, "ipv4");
const v6 = listOf(NOT_PUBLIC_V6, "ipv6");
const globalV6 = listOf([GLOBAL_V6], "ipv6");

/**
 * Whether an address that a name resolved to is that of a public host. An address of IPv4 within one of IPv6 (mapped ::ffff:0:0/96, NAT64 64:ff9b::/96 and
 * 64:ff9b:1::/48, compatible ::/96) lies outside of global unicast, and is refused with it.
 */
export const isPublicAddress = (address: string): boolean => {
  const version = isIP(address);
  if (version === 4) return !v4.check(address, "ipv4");
  return version === 6 && !address.includes("%") && globalV6.check(address, "ipv6") && !v6.check(address, "ipv6");
};
