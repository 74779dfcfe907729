import type { QueryResultRow } from "pg";
import { pool } from "./client";
import { isRetryable, translateDatabaseError } from "./errors";

/**
 * Hot paths: one statement, one round trip, outside Prisma. The owner sees no tenant table (row-level security is forced),
 * so such a statement calls a SECURITY DEFINER function that says in its comment why it may.
 */
export async function sqlMany<Row extends QueryResultRow>(
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await pool().query<Row>({ name, text, values })).rows;
    } catch (error) {
      if (attempt < 4 && isRetryable(error)) continue;
      throw translateDatabaseError(error);
    }
  }
}

/** The first row of a statement, or null. */
export async function sqlOne<Row extends QueryResultRow>(
  name: string,
  text: string,
  values: unknown[],
): Promise<Row | null> {
  return (await sqlMany<Row>(name, text, values))[0] ?? null;
}
