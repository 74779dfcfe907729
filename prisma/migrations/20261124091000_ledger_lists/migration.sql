-- DropIndex
DROP INDEX "ledger_entries_dest_account_id_at_id_idx";

-- What comes into an account from elsewhere. Entries within one account (cards, refunds) are found by their source, and
-- would otherwise be walked over, a million of them, to find its few loads (P24).
CREATE INDEX ledger_entries_incoming ON ledger_entries (dest_account_id, at DESC, id DESC)
  WHERE source_account_id IS DISTINCT FROM dest_account_id;
-- Transfers out of a reseller, for its transfer history (R138).
CREATE INDEX ledger_entries_transfers ON ledger_entries (source_account_id, at DESC, id DESC) WHERE kind = 'TRANSFER' AND phase <> 'POST';
CREATE INDEX ledger_entries_comment ON ledger_entries USING gin (lower(comment) gin_trgm_ops) WHERE comment IS NOT NULL;

-- What comes back to a deleted account (a phone confirms late, a hold is voided) is forfeited at once (decisions, section 2),
-- whoever wrote the entry. Named to fire after ledger_entries_fold, so that the credits are there. The account's status is
-- read by a statement of its own, after the fold has waited for a deletion that was under way.
CREATE FUNCTION forfeit_for_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM added WHERE kind = 'REFUND' OR phase = 'VOID') THEN RETURN NULL; END IF;
  INSERT INTO ledger_entries (id, kind, phase, source_account_id, source_bucket, dest_account_id, dest_bucket, amount,
      idempotency_key, card_id, sending_id, performer_kind, performer_name, at)
    SELECT uuid_v7(), 'FORFEIT', 'SINGLE', o.owner, 'MAIN', o.owner, 'FORFEITED', a.amount, 'forfeit:' || a.id, a.card_id, a.sending_id,
      'system', 'System', a.at
    FROM added a
    CROSS JOIN LATERAL (SELECT CASE WHEN a.kind = 'REFUND' THEN a.dest_account_id ELSE a.source_account_id END AS owner) AS o
    JOIN accounts x ON x.id = o.owner AND x.status = 'DELETED'
    WHERE a.kind = 'REFUND' OR (a.phase = 'VOID' AND a.source_bucket = 'MAIN');
  RETURN NULL;
END $$;
ALTER FUNCTION forfeit_for_deleted() OWNER TO portal_system;
CREATE TRIGGER ledger_entries_forfeit AFTER INSERT ON ledger_entries REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION forfeit_for_deleted();
