-- Lists of user cards: keyset pages by each sortable column. The expressions are those of
-- src/modules/cards/server/list-cards.query.ts, word for word; the condition is part of every list's.
CREATE INDEX virtual_cards_by_first_name ON virtual_cards (account_id, site_id, lower(first_name), id) WHERE status <> 'DELETED' AND kind <> 'CONFIGURATION';
CREATE INDEX virtual_cards_by_last_name ON virtual_cards (account_id, site_id, lower(last_name), id) WHERE status <> 'DELETED' AND kind <> 'CONFIGURATION';
CREATE INDEX virtual_cards_by_email ON virtual_cards (account_id, site_id, lower(email), id) WHERE status <> 'DELETED' AND kind <> 'CONFIGURATION';
CREATE INDEX virtual_cards_by_ident ON virtual_cards (account_id, site_id, lower(coalesce(private_id, csn, '')), id) WHERE status <> 'DELETED' AND kind <> 'CONFIGURATION';
CREATE INDEX virtual_cards_by_configuration ON virtual_cards (account_id, site_id, configuration_id, id) WHERE status <> 'DELETED' AND kind <> 'CONFIGURATION';
CREATE INDEX virtual_cards_by_status ON virtual_cards (account_id, site_id, status, id) WHERE status <> 'DELETED' AND kind <> 'CONFIGURATION';
CREATE INDEX virtual_cards_by_kind ON virtual_cards (account_id, site_id, kind, id) WHERE status <> 'DELETED' AND kind <> 'CONFIGURATION';
CREATE INDEX virtual_cards_by_sent_at ON virtual_cards (account_id, site_id, coalesce(sent_at, '-infinity'::timestamptz), id) WHERE status <> 'DELETED' AND kind <> 'CONFIGURATION';
CREATE INDEX virtual_cards_by_activated_at ON virtual_cards (account_id, site_id, coalesce(activated_at, '-infinity'::timestamptz), id) WHERE status <> 'DELETED' AND kind <> 'CONFIGURATION';
CREATE INDEX virtual_cards_by_revoked_at ON virtual_cards (account_id, site_id, coalesce(revoked_at, '-infinity'::timestamptz), id) WHERE status <> 'DELETED' AND kind <> 'CONFIGURATION';

-- A card's timeline asks for its mails.
CREATE INDEX email_messages_card ON email_messages (account_id, card_id, created_at) WHERE card_id IS NOT NULL;
