import { networkInterfaces } from "node:os";
import { generate } from "selfsigned";

/** The addresses of this machine in its local networks (IPv4). */
export function localAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flat()
    .filter((entry) => entry && entry.family === "IPv4" && !entry.internal)
    .map((entry) => entry?.address ?? "");
}

/** A certificate made on the spot, for real phones in the local network: Web Crypto and service workers need https. */
export async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const names = [
    { type: 2 as const, value: "localhost" },
    ...["127.0.0.1", ...localAddresses()].map((ip) => ({ type: 7 as const, ip })),
  ];
  const made = await generate([{ name: "commonName", value: "Mobile ID Portal" }], {
    algorithm: "sha256",
    keySize: 2048,
    extensions: [{ name: "subjectAltName", altNames: names }],
  });
  return { key: made.private, cert: made.cert };
}
