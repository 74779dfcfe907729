import { createServer } from "node:http";
import { answerPhone } from "@/modules/activation/server";

/*
 * The phone protocol in a process of its own that a test can kill. With DIE=before-answer it kills itself (SIGKILL) in the
 * moment in which the first answer is ready: all is committed, nothing is sent. Prints its port.
 */
const server = createServer((request, response) => {
  request.headers["x-peer-address"] = request.socket.remoteAddress;
  if (process.env.DIE === "before-answer") response.writeHead = () => process.kill(process.pid, "SIGKILL") as never;
  if (!answerPhone(request, response)) response.writeHead(404).end();
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as { port: number }).port}\n`));
