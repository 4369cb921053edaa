-- Truth. What is known of each schedule of the settings. known_rule is its expression and zone: a changed one counts as known since then, and what it names before was not missed.
-- fired_for is the newest time for which it was taken up, by whichever process came first; alive_at says when that process was last heard of, and is 0 where it left the rest to others.
create table schedule_state (
    name          text    primary key,
    known_rule    text    not null,
    known_since   integer not null,
    fired_for     integer,
    begun_at      integer,
    alive_at      integer,
    ended_at      integer,
    outcome       text,
    paused_at     integer,
    paused_until  integer,
    paused_by     text,
    pause_reason  text,
    resumed_at    integer
) without rowid;

-- Passing. What the operator is told, once for each way of telling; state is waiting, sent or givenup.
create table notice (
    number       integer primary key autoincrement,
    notice_key   text    not null,
    channel      text    not null,
    kind         text    not null,
    subject      text    not null,
    body         text    not null,
    made_at      integer not null,
    state        text    not null,
    attempts     integer not null default 0,
    due_at       integer not null,
    lease_until  integer,
    unique (notice_key, channel)
);
create index notice_due on notice (due_at, number) where state = 'waiting';
