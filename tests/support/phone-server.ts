import { createServer, type ServerResponse } from "node:http";
import { answerPhone, jwksResponse, statusListResponse } from "@/modules/activation/server";
import { setEnvironment } from "@/platform/config";

/*
 * The phone protocol in a process of its own that a test can kill, with what checkers of cards read. Prints its port; OWN_ORIGIN
 * makes its own address the portal's. With DIE=before-answer it kills itself (SIGKILL) in the moment in which the first answer is
 * ready: all is committed, nothing is sent.
 */
async function send(response: ServerResponse, answer: Promise<Response>): Promise<void> {
  const { status, headers, ...rest } = await answer.then(async (found) => ({
    status: found.status,
    headers: Object.fromEntries(found.headers),
    text: await found.text(),
  }));
  response.writeHead(status, headers).end(rest.text);
}

const server = createServer((request, response) => {
  request.headers["x-peer-address"] = request.socket.remoteAddress;
  if (process.env.DIE === "before-answer") response.writeHead = () => process.kill(process.pid, "SIGKILL") as never;
  if (answerPhone(request, response)) return;
  const list = /^\/api\/device\/status-lists\/(.+)$/.exec(request.url ?? "")?.[1];
  if (list) void send(response, statusListResponse(list, new Date()));
  else if (request.url === "/.well-known/jwks.json") void send(response, jwksResponse(new Date()));
  else response.writeHead(404).end();
});
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as { port: number };
  if (process.env.OWN_ORIGIN) setEnvironment({ ORIGIN: `http://127.0.0.1:${port}` });
  process.stdout.write(`${port}\n`);
});
