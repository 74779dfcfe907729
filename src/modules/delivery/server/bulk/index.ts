export { bulkProcedures } from "./bulk.router";
export type { BulkKind } from "./bulk-kind";
export { exportLeft } from "./export-left";
export { BULK_TASK, bulkJob } from "./run-bulk.job";
export { leftByBulk, startBulk } from "./start-bulk";
