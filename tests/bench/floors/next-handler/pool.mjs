import pg from "pg";

/** As many connections as the portal has. */
export const pool = new pg.Pool({ connectionString: process.env.FLOOR_DATABASE_URL, max: 10 });
