import { lookup } from "node:dns/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { BlockList, isIP } from "node:net";
import { plainAddress } from "./networks";

/*
 * Requests to addresses that customers name. The name is resolved, every address it has is checked, and the connection goes to the
 * very address that was checked, so that neither a redirect nor a changed DNS answer leads into our own network.
 */

/** Not to be reached from here: private, shared, link-local, loopback, documentation, multicast and reserved (RFC 6890, RFC 4291). */
const FORBIDDEN = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  FORBIDDEN.addSubnet(network, bits, "ipv4");
/** Of IPv6 only global unicast is reachable, without what stands for IPv4 addresses or documentation. */
const GLOBAL6 = new BlockList();
GLOBAL6.addSubnet("2000::", 3, "ipv6");
const FORBIDDEN6 = new BlockList();
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  FORBIDDEN6.addSubnet(network, bits, "ipv6");

/** Whether an IP address may be reached on behalf of a customer. */
export function isPublicAddress(address: string): boolean {
  const plain = plainAddress(address);
  const version = isIP(plain);
  if (version === 4) return !FORBIDDEN.check(plain, "ipv4");
  return version === 6 && GLOBAL6.check(plain, "ipv6") && !FORBIDDEN6.check(plain, "ipv6");
}

export type Outgoing = {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  /** Bytes of the answer that are kept. */
  keptBytes: number;
  /** Which addresses may be reached; public ones unless told. */
  allows?: (address: string) => boolean;
  resolve?: (host: string) => Promise<string[]>;
};
/** What came back, or why nothing did. */
export type OutgoingAnswer =
  | { status: number; body: string }
  | { failure: "address" | "name" | "timeout" | "connection" };

async function resolveAll(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map((one) => one.address);
}

/** Posts to an address that a customer named. Follows no redirect, and never throws: whatever goes wrong is an answer. */
export async function postOutside(out: Outgoing): Promise<OutgoingAnswer> {
  const url = new URL(out.url);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const allows = out.allows ?? isPublicAddress;
  let addresses: string[];
  try {
    addresses = isIP(host) ? [host] : await (out.resolve ?? resolveAll)(host);
  } catch {
    return { failure: "name" };
  }
  const [address] = addresses;
  // One address inside is enough to refuse the name: it could be the one that is taken next time.
  if (!address || !addresses.every(allows)) return { failure: "address" };
  return new Promise((done) => {
    const secure = url.protocol === "https:";
    const sent = (secure ? httpsRequest : httpRequest)(
      {
        host: address,
        port: url.port || (secure ? 443 : 80),
        path: url.pathname + url.search,
        method: "POST",
        headers: { ...out.headers, host: url.host, "content-length": Buffer.byteLength(out.body) },
        ...(secure && !isIP(host) ? { servername: host } : {}),
        agent: false,
      },
      (answer) => void keep(answer, out.keptBytes).then((body) => done({ status: answer.statusCode ?? 0, body })),
    );
    const timer = setTimeout(() => {
      done({ failure: "timeout" });
      sent.destroy();
    }, out.timeoutMs);
    sent.on("close", () => clearTimeout(timer));
    sent.on("error", () => done({ failure: "connection" }));
    sent.end(out.body);
  });
}

/** The beginning of an answer; the rest is not read. */
function keep(answer: IncomingMessage, most: number): Promise<string> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = () => done(Buffer.concat(chunks).subarray(0, most).toString("utf8").replaceAll("\u0000", ""));
    answer.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size < most) return;
      end();
      answer.destroy();
    });
    answer.on("end", end);
    answer.on("error", end);
    answer.on("close", end);
  });
}
