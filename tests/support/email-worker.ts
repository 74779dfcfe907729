import pg from "pg";
import { config } from "@/platform/config";
import { startWorker } from "@/platform/jobs";
import { deliveryTo, registerTestMails } from "../integration/email/mailing";

/* A worker process of its own that a test can kill: sends what is queued in DATABASE_URL to the server of SMTP_URL. */
const { databaseUrl, mail } = config();
registerTestMails();
const delivery = deliveryTo(mail.smtpUrl!);
await startWorker({
  pool: new pg.Pool({ connectionString: databaseUrl, max: 5 }),
  registry: delivery.jobs,
  pollInterval: 100,
});
