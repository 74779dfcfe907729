import { buildIfNeeded } from "@/platform/process";

/* `npm run build`: the pages, ahead of the first start (images, systemd); nothing where they are built already. */

await buildIfNeeded(process.cwd(), (line) => process.stdout.write(`${line}\n`));
