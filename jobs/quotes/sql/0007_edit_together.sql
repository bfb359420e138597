-- Quotes are edited under a lock; what goes past it stands here with its reason.
SELECT edit_together('quote', 'quotes', true);
INSERT INTO declared_writers VALUES
    ('quote_answer', 'The answer of a client is recorded when it comes, whoever has the quote open.'),
    ('quote_expiry', 'A quote expires with its last day, whoever has it open at midnight.');

-- undo
DELETE FROM declared_writers WHERE name IN ('quote_answer', 'quote_expiry');
SELECT edit_apart('quote');
