-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "user_status" AS ENUM ('REQUESTED', 'CREATED', 'ACTIVATED', 'DISABLED', 'DELETED');

-- CreateEnum
CREATE TYPE "one_time_link_purpose" AS ENUM ('ACTIVATE_USER', 'RESET_PASSWORD');

-- CreateEnum
CREATE TYPE "account_type" AS ENUM ('OPERATOR', 'RESELLER', 'END_CUSTOMER');

-- CreateEnum
CREATE TYPE "account_status" AS ENUM ('REQUESTED', 'CREATED', 'ACTIVATED', 'DISABLED', 'DELETED');

-- CreateEnum
CREATE TYPE "ledger_kind" AS ENUM ('LOAD', 'TRANSFER', 'CARD', 'REFUND', 'FORFEIT');

-- CreateEnum
CREATE TYPE "ledger_phase" AS ENUM ('SINGLE', 'PENDING', 'POST', 'VOID');

-- CreateEnum
CREATE TYPE "ledger_bucket" AS ENUM ('ISSUED', 'MAIN', 'SPENT', 'FORFEITED');

-- CreateEnum
CREATE TYPE "card_kind" AS ENUM ('PRIVATE_ID', 'MOBILE_ID_PLUS', 'CONFIGURATION');

-- CreateEnum
CREATE TYPE "card_status" AS ENUM ('CREATED', 'EMAIL_SENT', 'ACTIVATED', 'PENDING_REVOKE', 'REVOKED', 'DELETED');

-- CreateEnum
CREATE TYPE "sending_state" AS ENUM ('OPEN', 'ACTIVATED', 'WITHDRAWN', 'REPLACED', 'KILLED');

-- CreateEnum
CREATE TYPE "credential_state" AS ENUM ('VALID', 'SUSPENDED', 'INVALID');

-- CreateEnum
CREATE TYPE "email_status" AS ENUM ('QUEUED', 'SENDING', 'ACCEPTED', 'FAILED', 'BOUNCED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "pse_format" AS ENUM ('OPEN', 'OPAQUE');

-- CreateEnum
CREATE TYPE "activation_code_mode" AS ENUM ('MAIL_CODE', 'SEPARATE_CODE');

-- CreateTable
CREATE TABLE "identities" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT,
    "password_changed_at" TIMESTAMPTZ(3),
    "locale" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "identity_id" UUID,
    "profile_id" UUID NOT NULL,
    "status" "user_status" NOT NULL,
    "holder" BOOLEAN NOT NULL DEFAULT false,
    "email" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "phone" TEXT,
    "field1" TEXT,
    "field2" TEXT,
    "field3" TEXT,
    "field4" TEXT,
    "field5" TEXT,
    "last_site_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "activated_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "profiles" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "administrator" BOOLEAN NOT NULL DEFAULT false,
    "account_rights" TEXT[],
    "every_site_rights" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "profiles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "profile_site_rights" (
    "account_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "rights" TEXT[],

    CONSTRAINT "profile_site_rights_pkey" PRIMARY KEY ("account_id","profile_id","site_id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "token_hash" BYTEA NOT NULL,
    "id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "user_id" UUID,
    "remember" BOOLEAN NOT NULL DEFAULT false,
    "user_agent" TEXT,
    "ip" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "idle_ends_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "one_time_links" (
    "id" UUID NOT NULL,
    "purpose" "one_time_link_purpose" NOT NULL,
    "account_id" UUID,
    "user_id" UUID,
    "identity_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "parent_id" UUID,
    "type" "account_type" NOT NULL,
    "status" "account_status" NOT NULL,
    "email" TEXT NOT NULL,
    "company_name" TEXT NOT NULL,
    "title" TEXT,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "job_title" TEXT,
    "phone" TEXT,
    "mobile" TEXT,
    "fax" TEXT,
    "registration_number" TEXT,
    "vat_id" TEXT,
    "eori" TEXT,
    "ceo" TEXT,
    "founding_date" TEXT,
    "capital" TEXT,
    "company_profile" TEXT,
    "city" TEXT,
    "street" TEXT,
    "zip" TEXT,
    "country" TEXT,
    "website" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "credit_threshold" INTEGER,
    "created_by_name" TEXT,
    "refusal_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "activated_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator_settings" (
    "account_id" UUID NOT NULL,
    "product_name" TEXT NOT NULL,
    "operator_name" TEXT NOT NULL,
    "card_product" TEXT NOT NULL,
    "plus_product" TEXT NOT NULL,
    "settings_app" TEXT NOT NULL,
    "encoder" TEXT NOT NULL,
    "configuration_name" TEXT NOT NULL,
    "contact_email" TEXT NOT NULL,
    "website" TEXT NOT NULL,
    "copyright" TEXT NOT NULL,
    "offices" JSONB NOT NULL DEFAULT '[]',
    "app_links" JSONB NOT NULL DEFAULT '{}',
    "private_id_price" INTEGER NOT NULL DEFAULT 5,
    "mobile_id_plus_price" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "operator_settings_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "configurators" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "account_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "phone" TEXT,
    "field1" TEXT,
    "field2" TEXT,
    "field3" TEXT,
    "field4" TEXT,
    "field5" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "configurators_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_balances" (
    "account_id" UUID NOT NULL,
    "available" BIGINT NOT NULL DEFAULT 0,
    "forfeited" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "credit_balances_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "credit_slots" (
    "account_id" UUID NOT NULL,
    "slot" SMALLINT NOT NULL,
    "held" BIGINT NOT NULL DEFAULT 0,
    "spent" BIGINT NOT NULL DEFAULT 0,
    "transferred" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "credit_slots_pkey" PRIMARY KEY ("account_id","slot")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "id" UUID NOT NULL,
    "kind" "ledger_kind" NOT NULL,
    "phase" "ledger_phase" NOT NULL,
    "pending_id" UUID,
    "refund_of_id" UUID,
    "source_account_id" UUID,
    "source_bucket" "ledger_bucket" NOT NULL,
    "dest_account_id" UUID NOT NULL,
    "dest_bucket" "ledger_bucket" NOT NULL,
    "amount" INTEGER NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "card_id" UUID,
    "sending_id" UUID,
    "order_id" UUID,
    "comment" TEXT,
    "performer_kind" TEXT NOT NULL,
    "performer_id" TEXT,
    "performer_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "virtual_cards" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "account_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "kind" "card_kind" NOT NULL,
    "status" "card_status" NOT NULL,
    "configuration_id" UUID,
    "configurator_id" UUID,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "phone" TEXT,
    "private_id" TEXT,
    "csn" TEXT,
    "field1" TEXT,
    "field2" TEXT,
    "field3" TEXT,
    "field4" TEXT,
    "field5" TEXT,
    "locale" TEXT,
    "transferable" BOOLEAN NOT NULL DEFAULT true,
    "valid_from" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),
    "sending_id" UUID,
    "credential_id" UUID,
    "charge_id" UUID,
    "paid" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "activated_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "virtual_cards_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sendings" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "state" "sending_state" NOT NULL,
    "price" INTEGER NOT NULL,
    "separate_code" BOOLEAN NOT NULL DEFAULT false,
    "wrong_codes" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "sendings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phones" (
    "id" TEXT NOT NULL,
    "sign_key" JSONB NOT NULL,
    "agree_key" JSONB NOT NULL,
    "model" TEXT,
    "os" TEXT,
    "app" TEXT,
    "locale" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_sync_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phones_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credentials" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "sending_id" UUID NOT NULL,
    "phone_id" TEXT NOT NULL,
    "state" "credential_state" NOT NULL,
    "status_index" BIGSERIAL NOT NULL,
    "csn" TEXT,
    "device" TEXT,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_ends_at" TIMESTAMPTZ(3) NOT NULL,
    "last_sync_at" TIMESTAMPTZ(3) NOT NULL,
    "removal_ordered_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "credentials_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_visits" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "sending_id" UUID NOT NULL,
    "client" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_visits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "history_entries" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "page" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "params" JSONB NOT NULL DEFAULT '{}',
    "changes" JSONB,
    "performer_kind" TEXT NOT NULL,
    "performer_id" TEXT,
    "performer_name" TEXT NOT NULL,
    "site_id" UUID,
    "card_id" UUID,
    "customer_id" UUID,

    CONSTRAINT "history_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "history_seals" (
    "entry_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "history_seals_pkey" PRIMARY KEY ("entry_id")
);

-- CreateTable
CREATE TABLE "email_messages" (
    "id" UUID NOT NULL,
    "account_id" UUID,
    "kind" TEXT NOT NULL,
    "to_address" TEXT NOT NULL,
    "to_name" TEXT,
    "locale" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "card_id" UUID,
    "sending_id" UUID,
    "status" "email_status" NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mailbox_messages" (
    "id" UUID NOT NULL,
    "to_address" TEXT NOT NULL,
    "to_name" TEXT,
    "from_name" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mailbox_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signing_keys" (
    "id" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "sealed_private" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "window_ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "reader_configurations" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "account_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "pse_name" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "format" "pse_format" NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_hash" BYTEA NOT NULL,
    "sealed_file" BYTEA NOT NULL,
    "sealed_keys" BYTEA NOT NULL,
    "settings" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "reader_configurations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sites" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "allow_duplicate_ids" BOOLEAN NOT NULL DEFAULT false,
    "link_days" INTEGER NOT NULL DEFAULT 30,
    "lease_days" INTEGER NOT NULL DEFAULT 30,
    "activation_code" "activation_code_mode" NOT NULL DEFAULT 'MAIL_CODE',
    "locale" TEXT,
    "time_zone" TEXT,
    "reminder_after_days" INTEGER,
    "max_reminders" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "sites_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site_counters" (
    "account_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "slot" SMALLINT NOT NULL,
    "count" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "site_counters_pkey" PRIMARY KEY ("account_id","site_id","kind","status","slot")
);

-- CreateIndex
CREATE INDEX "users_identity_id_idx" ON "users"("identity_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_account_id_id_key" ON "users"("account_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "profiles_account_id_id_key" ON "profiles"("account_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_id_key" ON "sessions"("id");

-- CreateIndex
CREATE INDEX "sessions_identity_id_idx" ON "sessions"("identity_id");

-- CreateIndex
CREATE INDEX "sessions_ends_at_idx" ON "sessions"("ends_at");

-- CreateIndex
CREATE INDEX "one_time_links_user_id_idx" ON "one_time_links"("user_id");

-- CreateIndex
CREATE INDEX "one_time_links_identity_id_idx" ON "one_time_links"("identity_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_number_key" ON "accounts"("number");

-- CreateIndex
CREATE INDEX "accounts_parent_id_id_idx" ON "accounts"("parent_id", "id");

-- CreateIndex
CREATE INDEX "accounts_status_created_at_idx" ON "accounts"("status", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "configurators_number_key" ON "configurators"("number");

-- CreateIndex
CREATE UNIQUE INDEX "configurators_account_id_site_id_id_key" ON "configurators"("account_id", "site_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entries_pending_id_key" ON "ledger_entries"("pending_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entries_refund_of_id_key" ON "ledger_entries"("refund_of_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entries_idempotency_key_key" ON "ledger_entries"("idempotency_key");

-- CreateIndex
CREATE INDEX "ledger_entries_source_account_id_at_id_idx" ON "ledger_entries"("source_account_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ledger_entries_dest_account_id_at_id_idx" ON "ledger_entries"("dest_account_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ledger_entries_card_id_idx" ON "ledger_entries"("card_id");

-- CreateIndex
CREATE UNIQUE INDEX "virtual_cards_number_key" ON "virtual_cards"("number");

-- CreateIndex
CREATE UNIQUE INDEX "virtual_cards_sending_id_key" ON "virtual_cards"("sending_id");

-- CreateIndex
CREATE UNIQUE INDEX "virtual_cards_credential_id_key" ON "virtual_cards"("credential_id");

-- CreateIndex
CREATE UNIQUE INDEX "virtual_cards_charge_id_key" ON "virtual_cards"("charge_id");

-- CreateIndex
CREATE UNIQUE INDEX "virtual_cards_account_id_site_id_id_key" ON "virtual_cards"("account_id", "site_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "virtual_cards_account_id_id_key" ON "virtual_cards"("account_id", "id");

-- CreateIndex
CREATE INDEX "sendings_account_id_card_id_idx" ON "sendings"("account_id", "card_id");

-- CreateIndex
CREATE UNIQUE INDEX "sendings_account_id_id_key" ON "sendings"("account_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "credentials_status_index_key" ON "credentials"("status_index");

-- CreateIndex
CREATE INDEX "credentials_account_id_card_id_idx" ON "credentials"("account_id", "card_id");

-- CreateIndex
CREATE INDEX "credentials_phone_id_idx" ON "credentials"("phone_id");

-- CreateIndex
CREATE UNIQUE INDEX "credentials_account_id_id_key" ON "credentials"("account_id", "id");

-- CreateIndex
CREATE INDEX "link_visits_account_id_sending_id_idx" ON "link_visits"("account_id", "sending_id");

-- CreateIndex
CREATE INDEX "history_entries_account_id_at_id_idx" ON "history_entries"("account_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "history_entries_account_id_card_id_at_idx" ON "history_entries"("account_id", "card_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "history_seals_account_id_sequence_key" ON "history_seals"("account_id", "sequence");

-- CreateIndex
CREATE INDEX "email_messages_account_id_created_at_idx" ON "email_messages"("account_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "email_messages_sending_id_idx" ON "email_messages"("sending_id");

-- CreateIndex
CREATE INDEX "mailbox_messages_at_idx" ON "mailbox_messages"("at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "reader_configurations_number_key" ON "reader_configurations"("number");

-- CreateIndex
CREATE UNIQUE INDEX "reader_configurations_account_id_site_id_id_key" ON "reader_configurations"("account_id", "site_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "sites_number_key" ON "sites"("number");

-- CreateIndex
CREATE UNIQUE INDEX "sites_account_id_id_key" ON "sites"("account_id", "id");

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_account_id_profile_id_fkey" FOREIGN KEY ("account_id", "profile_id") REFERENCES "profiles"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profiles" ADD CONSTRAINT "profiles_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_site_rights" ADD CONSTRAINT "profile_site_rights_account_id_profile_id_fkey" FOREIGN KEY ("account_id", "profile_id") REFERENCES "profiles"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_site_rights" ADD CONSTRAINT "profile_site_rights_account_id_site_id_fkey" FOREIGN KEY ("account_id", "site_id") REFERENCES "sites"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operator_settings" ADD CONSTRAINT "operator_settings_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "configurators" ADD CONSTRAINT "configurators_account_id_site_id_fkey" FOREIGN KEY ("account_id", "site_id") REFERENCES "sites"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_balances" ADD CONSTRAINT "credit_balances_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_pending_id_fkey" FOREIGN KEY ("pending_id") REFERENCES "ledger_entries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_refund_of_id_fkey" FOREIGN KEY ("refund_of_id") REFERENCES "ledger_entries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "virtual_cards" ADD CONSTRAINT "virtual_cards_account_id_site_id_fkey" FOREIGN KEY ("account_id", "site_id") REFERENCES "sites"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "virtual_cards" ADD CONSTRAINT "virtual_cards_account_id_site_id_configuration_id_fkey" FOREIGN KEY ("account_id", "site_id", "configuration_id") REFERENCES "reader_configurations"("account_id", "site_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "virtual_cards" ADD CONSTRAINT "virtual_cards_account_id_site_id_configurator_id_fkey" FOREIGN KEY ("account_id", "site_id", "configurator_id") REFERENCES "configurators"("account_id", "site_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sendings" ADD CONSTRAINT "sendings_account_id_card_id_fkey" FOREIGN KEY ("account_id", "card_id") REFERENCES "virtual_cards"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_account_id_card_id_fkey" FOREIGN KEY ("account_id", "card_id") REFERENCES "virtual_cards"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_account_id_sending_id_fkey" FOREIGN KEY ("account_id", "sending_id") REFERENCES "sendings"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_phone_id_fkey" FOREIGN KEY ("phone_id") REFERENCES "phones"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "history_seals" ADD CONSTRAINT "history_seals_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "history_entries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reader_configurations" ADD CONSTRAINT "reader_configurations_account_id_site_id_fkey" FOREIGN KEY ("account_id", "site_id") REFERENCES "sites"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sites" ADD CONSTRAINT "sites_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
