import { BlockList, isIP, isIPv4 } from "node:net";

/** An IPv4 address that came as IPv6 (`::ffff:192.0.2.1`, RFC 4291, 2.5.5.2) as what it is; any other address as it is. */
export function plainAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped && isIPv4(mapped) ? mapped : address;
}

/** A network as CIDR (RFC 4632, RFC 4291): `192.0.2.0/24`, `2001:db8::/32`, or one address; null for anything else. */
export function readNetwork(text: string): { address: string; bits: number; family: "ipv4" | "ipv6" } | null {
  const match = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text.trim());
  const address = match?.[1] ?? "";
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const bits = match?.[2] === undefined ? most : Number(match[2]);
  if (version === 0 || bits > most) return null;
  return { address, bits, family: version === 4 ? "ipv4" : "ipv6" };
}

/** Whether an address lies in one of some networks; what can't be read as an address lies in none. */
export function isInNetworks(address: string, networks: readonly string[]): boolean {
  const plain = plainAddress(address);
  const version = isIP(plain);
  if (version === 0) return false;
  const list = new BlockList();
  for (const text of networks) {
    const network = readNetwork(text);
    if (network) list.addSubnet(network.address, network.bits, network.family);
  }
  return list.check(plain, version === 4 ? "ipv4" : "ipv6");
}

/** The surroundings of an address by which a place is known again: 24 bits of an IPv4 address, 48 of an IPv6 address. */
export function placeOf(address: string): string {
  const plain = plainAddress(address);
  if (isIPv4(plain)) return `${plain.split(".").slice(0, 3).join(".")}.0/24`;
  if (isIP(plain) === 0) return "unknown";
  return `${ipv6Groups(plain).slice(0, 3).join(":")}::/48`;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function ipv6Groups(address: string): string[] {
  const [left = "", right] = address.split("%")[0]?.split("::") ?? [];
  const groups = (part: string | undefined) => (part ? part.split(":") : []);
  const before = groups(left);
  const after = groups(right);
  const gap =
    right === undefined ? [] : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  return [...before, ...gap, ...after].map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""));
}
