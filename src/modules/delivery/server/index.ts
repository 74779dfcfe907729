export {
  BULK_TASK,
  type BulkKind,
  bulkJob,
  bulkProcedures,
  exportLeft,
  leftByBulk,
  startBulk,
} from "./bulk";
export { cardEmails } from "./card-emails";
export { type CardLabel, cardLabels, findCards } from "./card-labels";
export { LINK_FIELDS, openLink, type StoredLink, timelineOf } from "./card-timeline.query";
export { type CardsChange, changeCards, type StaffEvent } from "./change-cards";
export { changeInBatches, type Transactions } from "./change-in-batches";
export { checkCardCredits } from "./check-card-credits.query";
export { REMIND_TASK, remindHolders, remindHoldersJob } from "./jobs/remind-holders.job";
export { SCHEDULED_TASK, sendScheduled, sendScheduledJob } from "./jobs/send-scheduled.job";
export { previewChange } from "./preview-change.query";
