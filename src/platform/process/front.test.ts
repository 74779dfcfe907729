import { request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createFront, normalizePath } from "./front";

describe("paths", () => {
  test.each([
    ["//api/GetSiteListV1/?accessToken=a//b", "/api/GetSiteListV1?accessToken=a//b"],
    ["/Api/GetSiteListV1/", "/api/GetSiteListV1"],
    ["//token/", "/token"],
    ["/api/", "/api/"],
    ["/Api/SendVirtualCardV1", "/api/SendVirtualCardV1"],
    ["//API//x", "/api/x"],
    ["/apis", "/apis"],
    ["/", "/"],
  ])("%s is %s", (from, to) => expect(normalizePath(from)).toBe(to));
});

describe("the server in front", () => {
  let server: Server | undefined;
  afterEach(() => new Promise((done) => server?.close(done) ?? done(undefined)));

  async function open(options: { up?: boolean; busyMs?: number; overHttps?: boolean } = {}): Promise<number> {
    server = createFront({
      overHttps: options.overHttps,
      databaseIsUp: () => options.up ?? true,
      slow: { headersMs: 200, bodyMs: 300 },
      bodyLimits: [{ prefix: "/api/device/", bytes: 100 }],
      handler: (incoming, response) => {
        let size = 0;
        incoming.on("data", (chunk: Buffer) => {
          size += chunk.length;
        });
        const answer = () => response.end(JSON.stringify({ size, url: incoming.url, headers: incoming.headers }));
        incoming.on("end", () => setTimeout(answer, options.busyMs ?? 0));
      },
    });
    await new Promise<void>((done) => server?.listen(0, "127.0.0.1", done));
    return (server!.address() as AddressInfo).port;
  }

  test("pages whose address is a secret tell it to nobody", async () => {
    const port = await open();
    for (const path of ["/a/token", "//a/token", "/activate/x", "/reset/x", "/not-me/x", "/wallet"])
      expect((await send(port, { path })).headers["referrer-policy"], path).toBe("no-referrer");
    for (const path of ["/", "/account", "/api/health"])
      expect((await send(port, { path })).headers["referrer-policy"], path).toBe("same-origin");
  });

  function send(
    port: number,
    options: { path?: string; headers?: Record<string, string>; chunks?: Buffer[]; length?: boolean },
  ) {
    return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((done, fail) => {
      const body = Buffer.concat(options.chunks ?? []);
      const headers = {
        ...options.headers,
        ...(options.length === false ? { "transfer-encoding": "chunked" } : { "content-length": String(body.length) }),
      };
      const outgoing = request({ port, path: options.path ?? "/", method: "POST", headers }, (response) => {
        let text = "";
        response.on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => done({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      });
      outgoing.on("error", fail);
      for (const chunk of options.chunks ?? []) outgoing.write(chunk);
      outgoing.end();
    });
  }

  test("a portal of https tells browsers to use nothing else, also behind a proxy; one of http does not", async () => {
    expect((await send(await open({ overHttps: true }), {})).headers["strict-transport-security"]).toMatch(
      /^max-age=31536000/,
    );
    await new Promise((done) => server?.close(done));
    expect((await send(await open(), {})).headers).not.toHaveProperty("strict-transport-security");
  });

  test("TRACE is refused", async () => {
    const port = await open();
    const status = await new Promise((done, fail) => {
      request({ port, method: "TRACE" }, (response) => done(response.resume().statusCode))
        .on("error", fail)
        .end();
    });
    expect(status).toBe(405);
  });

  test("a client can't set the headers that are ours", async () => {
    const port = await open();
    const answer = await send(port, {
      headers: { "x-peer-address": "6.6.6.6", "x-request-id": "mine", "x-middleware-subrequest": "proxy" },
    });
    const { headers } = JSON.parse(answer.body) as { headers: Record<string, string> };
    expect(headers["x-peer-address"]).toContain("127.0.0.1");
    expect(headers["x-request-id"]).toBe(answer.headers["x-request-id"]);
    expect(headers["x-middleware-subrequest"]).toBeUndefined();
  });

  test("a body that says it is too large is refused", async () => {
    const port = await open();
    const answer = await send(port, { path: "/api/device/activate", chunks: [Buffer.alloc(101)] });
    expect(answer.status).toBe(413);
  });

  test("a body that turns out too large without saying its size is refused", async () => {
    const port = await open();
    const answer = await send(port, {
      path: "/api/device/activate",
      chunks: Array.from({ length: 20 }, () => Buffer.alloc(50)),
      length: false,
    });
    expect(answer.status).toBe(413);
  });

  /** Sends bytes as they are, piece by piece, and reads until the connection ends. */
  function raw(port: number, pieces: Iterable<string | Buffer>, everyMs = 0): Promise<string> {
    return new Promise((done) => {
      let text = "";
      const socket = connect(port, "127.0.0.1");
      const rest = pieces[Symbol.iterator]();
      const next = () => {
        const { value, done: over } = rest.next();
        if (over || socket.destroyed) return;
        socket.write(value, () => setTimeout(next, everyMs));
      };
      socket.on("connect", next);
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("error", () => {});
      socket.on("close", () => done(text));
    });
  }
  const problemOf = (text: string) => {
    expect(text).toMatch(/content-type: application\/problem\+json/i);
    return JSON.parse(text.slice(text.indexOf("\r\n\r\n") + 4).replace(/^[\da-f]+\r\n|\r\n0\r\n\r\n$/g, ""));
  };
  const head = (more: string) => `POST /api/v1/sites HTTP/1.1\r\nHost: x\r\n${more}\r\n\r\n`;
  function* drops(first: string, drop: string) {
    yield first;
    for (;;) yield drop;
  }

  test.each([
    ["headers that come drop by drop", drops("GET / HTTP/1.1\r\n", "x-a: b\r\n")],
    ["headers that never end", ["GET / HTTP/1.1\r\nHost: x\r\n"]],
    ["a body that comes byte by byte", drops(head("Content-Length: 1000"), "x")],
    ["a body that is promised and does not come", [head("Content-Length: 1000")]],
    ["chunks that never end", drops(head("Transfer-Encoding: chunked"), "1\r\nx\r\n")],
  ])("a slow client is told so and let go: %s", async (_, pieces) => {
    const port = await open();
    expect(problemOf(await raw(port, pieces, 20))).toMatchObject({ status: 408, code: "shared.tooSlow" });
    expect((await send(port, {})).status).toBe(200);
  });

  test("whoever sends in time may wait for an answer that takes longer", async () => {
    const port = await open({ busyMs: 600 });
    expect(await send(port, { chunks: [Buffer.alloc(1_000)] })).toMatchObject({ status: 200 });
  });

  test.each([
    ["with its length", (size: number) => `Content-Length: ${size}`, (body: Buffer) => [body]],
    ["in chunks", () => "Transfer-Encoding: chunked", (body: Buffer) => ["a00000\r\n", body, "\r\n0\r\n\r\n"]],
  ])("10 MB are refused, and whoever sends all of it before reading gets the answer: %s", async (_, more, pieces) => {
    const port = await open();
    const body = Buffer.alloc(0xa00000, 32);
    const text = await raw(port, [head(more(body.length)), ...pieces(body)]);
    expect(problemOf(text)).toMatchObject({ status: 413, code: "shared.bodyTooLarge" });
  });

  test.each([
    ["no HTTP", "hello\r\n\r\n", 400, "shared.badInput"],
    ["two lengths", head("Content-Length: 1\r\nContent-Length: 2"), 400, "shared.badInput"],
    ["a length and chunks", head("Content-Length: 1\r\nTransfer-Encoding: chunked"), 400, "shared.badInput"],
    ["headers of 100 kB", head(`x-a: ${"x".repeat(100_000)}`), 431, "shared.headersTooLarge"],
  ])("what HTTP itself refuses is a problem, too: %s", async (_, text, status, code) => {
    const port = await open();
    expect(problemOf(await raw(port, [text]))).toMatchObject({ status, code });
  });

  test("while the database is away everything but files answers 503 with Retry-After", async () => {
    const port = await open({ up: false });
    expect(await send(port, { path: "/sites", headers: { accept: "text/html" } })).toMatchObject({
      status: 503,
      headers: { "retry-after": "5" },
    });
    expect(await send(port, { path: "/api/trpc/x" })).toMatchObject({
      status: 503,
      headers: { "content-type": "application/problem+json" },
    });
    expect((await send(port, { path: "/_next/static/x.js" })).status).toBe(200);
  });
});
