-- What is held is counted for health and doctor without reading the outbox, whose messages are nearly all accepted.
create index outbox_held on outbox (destination, number) where state = 'held';
