import { GET as health } from "../route";

export const dynamic = "force-dynamic";

/** Ready: the database answers too; until then requests belong to another process. */
export const GET = health;
