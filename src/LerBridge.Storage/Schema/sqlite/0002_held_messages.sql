-- What is held is counted for health and doctor without reading the outbox, whose messages are nearly all accepted.
-- outbox.state has one more word: needless, for a held message that a later one, or a withdrawal, has made so.
create index outbox_held on outbox (destination, number) where state = 'held';
