export { closeConnections, Prisma, pool } from "./client";
export { violates } from "./errors";
export { type KeysetColumn, keyset } from "./keyset";
export { accountScope, type Performer, type Scope, systemPerformer, systemScope } from "./scope";
export { sqlMany, sqlOne } from "./sql";
export { accountOf, inTransaction, onTouch, publishTouched, type Tx, type Work, type WorkOptions } from "./work";
