import { readFile } from "node:fs/promises";
import { setEnvironment } from "../../../src/platform/config";
import { serveMeasured } from "../measured-server";

/** The import of cards behind plain HTTP, in a process of its own: `/import?file=…&user=…&account=…&site=…` uploads, checks and commits. */
setEnvironment({
  DATABASE_URL: process.argv[2] as string,
  DEMO: "true",
  LOG_LEVEL: "silent",
  ORIGIN: "https://portal.example.com",
  MASTER_SECRET: "a master secret for benches only, 32 characters and more",
});
const { callerOf } = await import("../../support/caller");
const { uploaded } = await import("../../support/files");
const { cardImport } = await import("../../../src/modules/cards/server");
const { checkImportJob, commitImportJob } = await import("../../../src/modules/imports/server");
const job = { attempt: 1, lastAttempt: false, addJob: (() => {}) as never };

serveMeasured(async (_, response, url) => {
  const of = (name: string) => url.searchParams.get(name) ?? "";
  const at = { siteId: of("site") };
  const form = new FormData();
  form.set("file", new File([await readFile(of("file"))], "cards.xlsx"));
  const { id: importId } = (await uploaded({ id: of("user") }, "cards", `siteId=${at.siteId}`, form)) as { id: string };
  const accountId = of("account");
  await checkImportJob([cardImport])({ accountId, importId }, job);
  const { cardImports } = await callerOf({ id: of("user") });
  await cardImports.commit({ ...at, importId });
  await commitImportJob([cardImport])(
    { accountId, importId, performer: { kind: "user", id: of("user"), name: "Bench" } },
    job,
  );
  const found = await cardImports.get({ ...at, importId });
  response.end(String(found.committed));
});
