import pg from "pg";

/** A connection that may do what nobody in the product may: for tests that tamper. */
export async function asSuperuser<T>(
  run: (client: pg.Client) => Promise<T>,
  database = new URL(process.env.DATABASE_URL as string).pathname.slice(1),
): Promise<T> {
  const url = new URL(process.env.DATABASE_URL as string);
  url.username = "postgres";
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
