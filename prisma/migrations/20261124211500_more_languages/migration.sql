-- The compatible API answers in every language of the product.
ALTER TABLE api_accesses
  DROP CONSTRAINT api_accesses_locale,
  ADD CONSTRAINT api_accesses_locale CHECK (locale IN ('en', 'fr', 'es', 'de', 'it'));
