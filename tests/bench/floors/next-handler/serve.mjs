import { createServer } from "node:http";
import next from "next";

/* Serves the built application on a free port of loopback, and says which. */
const app = next({ dev: false, dir: import.meta.dirname });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((request, response) => handle(request, response));
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
