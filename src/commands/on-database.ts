import { config, setEnvironment } from "@/platform/config";
import { closeConnections, inTransaction, systemPerformer, systemScope, type Work } from "@/platform/db";
import { startEmbedded } from "@/platform/db/embedded";

/**
 * Runs a command over the product's database in the system scope: the configured one, or the embedded one of the data
 * folder, which is started if the product does not run, and then stopped again. Long statements are allowed.
 *
 * Ends with what the command returns, or with 2 and a message where the database can't be used.
 */
export async function onDatabase(run: (work: Work) => Promise<0 | 1>): Promise<void> {
  let stop = async () => {};
  try {
    if (!config().databaseUrl) {
      const database = await startEmbedded({ folder: config().dataDir });
      setEnvironment({ EMBEDDED_DATABASE_URL: database.url });
      if (database.startedHere) stop = () => database.stop();
    }
    const options = { scope: systemScope, performer: systemPerformer, timeout: 3_600_000 };
    process.exitCode = await inTransaction(options, async (work) => {
      await work.tx.$executeRaw`SET LOCAL statement_timeout = 0`;
      return run(work);
    });
  } catch (error) {
    console.error(error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : error);
    process.exitCode = 2;
  } finally {
    await closeConnections().catch(() => {});
    await stop();
  }
}
