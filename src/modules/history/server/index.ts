export { exportHistory } from "./export-history";
export { historyRouter } from "./history.router";
export { SEAL_JOB, sealEverythingJob, sealHistoryJob } from "./jobs/seal-history.job";
export { sealHistory } from "./seal-history";
export { rollUpUsage, USAGE_JOB, usageRollUpJob } from "./usage/roll-up-usage";
export { usageDays } from "./usage/usage-days.query";
export { type HistoryCheck, verifyHistory } from "./verify-history";
