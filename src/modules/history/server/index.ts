export { exportHistory } from "./export-history";
export { historyRouter } from "./history.router";
export { SEAL_JOB, sealEverythingJob, sealHistoryJob } from "./jobs/seal-history.job";
export { sealHistory } from "./seal-history";
export { type HistoryCheck, verifyHistory } from "./verify-history";
