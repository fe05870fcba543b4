// Clauses: C1.2
import { BlockList, isIP } from "node:net";

const BITS = { 4: 32, 6: 128 } as const;
interface Network {
  readonly address: string;
  readonly bits: number;
  readonly family: "ipv4" | "ipv6";
}
/** `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`; undefined where it is none of these. */
export const readNetwork = (text: string): Network | undefined => {
  const [address = "", bits, ...more] = text.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0 || address.includes("%")) return undefined;
  const all = BITS[version as 4 | 6];
  if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > all)) return undefined;
  return { address, bits: bits === undefined ? all : Number(bits), family: version === 4 ? "ipv4" : "ipv6" };
};
/** Whether an address is one of some, or lies in one of some networks; where none is named, every one does. */
export const isAmong = (networks: readonly string[], address: string): boolean => {
  if (networks.length === 0) return true;
  const list = new BlockList();
  for (const one of networks) {
    const network = readNetwork(one);
    if (network) list.addSubnet(network.address, network.bits, network.family);
  }
  // A socket for both families tells of IPv4 in this way.
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  const version = isIP(plain);
  return version !== 0 && list.check(plain, version === 4 ? "ipv4" : "ipv6");
};
