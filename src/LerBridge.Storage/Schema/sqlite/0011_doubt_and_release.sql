-- What may have arrived although nobody answered, and what persons do about messages.
-- outbox.state has one more word: in-doubt, for a message that was sent to a receiver which does not honour its key and was not answered. It is not sent again by itself and
-- does not stand in the way of later ones.
-- begun_at: since when it is being sent to such a receiver; kept until an answer is known, also when the process that sent it is dead.
alter table outbox add column begun_at integer;
create index outbox_in_doubt on outbox (destination, number) where state = 'in-doubt';

-- Truth. What persons did by hand: act is replay, accepted or refused; state_before is outbox.state as it was.
create table outbox_act (
    number        integer primary key,
    message       integer not null references outbox (number),
    at            integer not null,
    act           text    not null,
    state_before  text    not null,
    reason        text    not null,
    by_whom       text    not null
);
create index outbox_act_of_message on outbox_act (message);

-- The reasons of a mapping (file, line and column, one a line) that a person has released for a record: they count for its fingerprint and mapping_hash.
alter table hold_verdict add column places text not null default '';

-- Truth. Runs whose decisions, problems, notices and leftovers were deleted because they are old. The run, its manifest and its figures stay.
create table run_trim (
    run  integer primary key references run (number),
    at   integer not null
);
