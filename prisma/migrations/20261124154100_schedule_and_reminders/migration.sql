-- AlterEnum
ALTER TYPE "sending_state" ADD VALUE 'SCHEDULED' BEFORE 'OPEN';

-- AlterTable
ALTER TABLE "bulk_actions" ADD COLUMN     "scheduled_for" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sendings" ADD COLUMN     "reminded_at" TIMESTAMPTZ(3),
ADD COLUMN     "reminders" SMALLINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "virtual_cards" ADD COLUMN     "scheduled_for" TIMESTAMPTZ(3);

-- By hand: what the lifecycle says of a scheduled card, what the settings allow, and the job's way to the cards that are due.
ALTER TABLE virtual_cards ADD CONSTRAINT virtual_cards_scheduled CHECK (scheduled_for IS NULL OR (status = 'EMAIL_SENT' AND NOT paid));
ALTER TABLE sendings ADD CONSTRAINT sendings_reminders CHECK (reminders >= 0);
ALTER TABLE sites
  ADD CONSTRAINT sites_reminder_days CHECK (reminder_after_days BETWEEN 1 AND 364),
  ADD CONSTRAINT sites_max_reminders CHECK (max_reminders BETWEEN 0 AND 20 AND (reminder_after_days IS NULL OR max_reminders > 0));
CREATE INDEX virtual_cards_due ON virtual_cards (scheduled_for) WHERE scheduled_for IS NOT NULL;
