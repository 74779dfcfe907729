import { wallsOf } from "@tests/support/databases";
import { expect, test } from "vitest";
import { pool } from "@/platform/db";

/*
 * What Prisma has no word for (checks, composite keys, triggers, policies, partial and trigram indexes, functions that run as
 * the owner) is hand-written SQL, which a later diff of the schema may want to drop. `expected-walls.txt` is that list; a
 * migration that changes it on purpose updates the file (`npx vitest run … -u`) and shows the change in its review.
 */
test("the live database has exactly the expected walls", async () => {
  const lines = await wallsOf(pool() as never);
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("./expected-walls.txt");
});
