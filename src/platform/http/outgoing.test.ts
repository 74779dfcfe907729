import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { isPublicAddress, postOutside } from "./outgoing";

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "fe80::1",
  "fc00::1",
  "::ffff:10.0.0.1",
  "::ffff:7f00:1",
  "2002:7f00:1::",
  "64:ff9b::a00:1",
  "nonsense",
])("%s is not reached", (address) => expect(isPublicAddress(address)).toBe(false));

test.each(["8.8.8.8", "2606:4700::1111"])("%s is", (address) => expect(isPublicAddress(address)).toBe(true));

const rest = { headers: {}, body: "{}", timeoutMs: 300, keptBytes: 10 };

test("a name that leads inside is refused, also beside a public address, also as a number", async () => {
  const at = (url: string, addresses: string[]) => postOutside({ ...rest, url, resolve: async () => addresses });
  expect(await at("https://inside.example.com", ["10.0.0.1"])).toEqual({ failure: "address" });
  expect(await at("https://both.example.com", ["8.8.8.8", "127.0.0.1"])).toEqual({ failure: "address" });
  for (const url of [
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
  ])
    expect(await at(url, []), url).toEqual({ failure: "address" });
});

test("connects to the address that was checked, follows no redirect, keeps the beginning of the answer, waits no longer than told", async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.host);
    if (request.url === "/slow") return;
    if (request.url === "/away") response.writeHead(302, { location: "http://169.254.169.254/" });
    response.end("x".repeat(100));
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address() as AddressInfo;
  const ask = (path: string) =>
    postOutside({
      ...rest,
      url: `http://hooks.example.com:${port}${path}`,
      resolve: async () => ["127.0.0.1"],
      allows: () => true,
    });
  expect(await ask("/")).toEqual({ status: 200, body: "x".repeat(10) });
  expect(await ask("/away")).toMatchObject({ status: 302 });
  expect(await ask("/slow")).toEqual({ failure: "timeout" });
  expect(seen).toEqual(Array(3).fill(`hooks.example.com:${port}`));
  server.closeAllConnections();
  server.close();
  expect(await ask("/")).toEqual({ failure: "connection" });
});
