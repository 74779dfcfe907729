import "./ports";
import { RESET_TASK, SWEEP_TASK, sendResetLink, sweepSignIn } from "@/modules/access/server";
import { endLapsedMoves } from "@/modules/activation/server";
import { cardBulks, cardImport } from "@/modules/cards/server";
import { configurationCardBulks, configuratorImport } from "@/modules/configurators/server";
import {
  CLOSE_ACCOUNT_JOB,
  CREDIT_DAYS_JOB,
  CUSTOMER_ACTIVATION_JOB,
  checkLedgerJob,
  closeAccountJob,
  closeDaysJob,
  customerActivationJob,
  customerImport,
  LEDGER_CHECK_JOB,
  ORDER_PLACED_JOB,
  orderPlacedJob,
  THRESHOLD_JOB,
  thresholdMailsJob,
} from "@/modules/credits/server";
import {
  BULK_TASK,
  bulkJob,
  REMIND_TASK,
  remindHoldersJob,
  SCHEDULED_TASK,
  sendScheduledJob,
} from "@/modules/delivery/server";
import { SEAL_JOB, sealEverythingJob, sealHistoryJob, USAGE_JOB, usageRollUpJob } from "@/modules/history/server";
import { CHECK_TASK, COMMIT_TASK, checkImportJob, commitImportJob } from "@/modules/imports/server";
import {
  API_IMPORT_JOB,
  API_NEW_PLACE_JOB,
  API_REQUESTED_JOB,
  apiImportJob,
  apiNewPlaceJob,
  apiRequestedJob,
  IDEMPOTENCY_SWEEP,
  sweepAnswersJob,
  WEBHOOK_TASK,
  webhooksJob,
} from "@/modules/web-api/server";
import type { CronEntry, JobRegistry } from "@/platform/jobs";
import { openMailDelivery } from "./mail-delivery";

/** All that can be imported from a workbook. */
const imports = [cardImport, configuratorImport, customerImport];

/** Every job of the product: task name → handler. */
const jobs: JobRegistry = {
  [RESET_TASK]: sendResetLink,
  [SWEEP_TASK]: sweepSignIn,
  endLapsedMoves: async () => void (await endLapsedMoves(new Date())),
  [THRESHOLD_JOB]: thresholdMailsJob,
  [LEDGER_CHECK_JOB]: checkLedgerJob,
  [CREDIT_DAYS_JOB]: closeDaysJob,
  [CHECK_TASK]: checkImportJob(imports),
  [BULK_TASK]: bulkJob([cardBulks, configurationCardBulks]),
  [COMMIT_TASK]: commitImportJob(imports),
  [SCHEDULED_TASK]: sendScheduledJob,
  [REMIND_TASK]: remindHoldersJob,
  [CUSTOMER_ACTIVATION_JOB]: customerActivationJob,
  [CLOSE_ACCOUNT_JOB]: closeAccountJob,
  [ORDER_PLACED_JOB]: orderPlacedJob,
  [API_REQUESTED_JOB]: apiRequestedJob,
  [API_IMPORT_JOB]: apiImportJob,
  [WEBHOOK_TASK]: webhooksJob,
  [IDEMPOTENCY_SWEEP]: sweepAnswersJob,
  [API_NEW_PLACE_JOB]: apiNewPlaceJob,
  [SEAL_JOB]: sealHistoryJob,
  [`${SEAL_JOB}-all`]: sealEverythingJob,
  [USAGE_JOB]: usageRollUpJob,
};

/** What runs by the clock (UTC). */
const cron: CronEntry[] = [
  { task: WEBHOOK_TASK, match: "* * * * *" },
  { task: IDEMPOTENCY_SWEEP, match: "37 * * * *" },
  { task: SWEEP_TASK, match: "17 * * * *" },
  { task: "endLapsedMoves", match: "*/5 * * * *" },
  { task: SCHEDULED_TASK, match: "* * * * *" },
  { task: REMIND_TASK, match: "7 * * * *" },
  { task: LEDGER_CHECK_JOB, match: "23 2 * * *" },
  { task: CREDIT_DAYS_JOB, match: "11 2 * * *" },
  { task: SEAL_JOB, match: "* * * * *" },
  { task: `${SEAL_JOB}-all`, match: "43 3 * * *" },
  { task: USAGE_JOB, match: "37 1 * * *" },
];

/** All that a worker does, mails included, and how it ends. */
export function workerJobs(): { registry: JobRegistry; cron: CronEntry[]; close(): Promise<void> } {
  const mails = openMailDelivery();
  return { registry: { ...jobs, ...mails.jobs }, cron: [...cron, ...mails.cron], close: () => mails.close() };
}
