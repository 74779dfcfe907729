import { pool } from "@/platform/db";

/** Whether the database answers, within two seconds. */
export async function isReady(): Promise<boolean> {
  const answer = pool()
    .query("select 1")
    .then(() => true)
    .catch(() => false);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((done) => {
    timer = setTimeout(() => done(false), 2_000);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
