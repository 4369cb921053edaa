-- Plans that wait for a person. run.state has one more word, Planned: sealed, and applied only once a person says so.
-- plan_kind: Plan (a person asked for it), Rest (what the mapping asks a person for; parent is the run it is the rest of), Braked (a brake stopped the run);
-- null for a run that applied itself. run.outcome has one more word, Discarded.
alter table run add column plan_kind text;
alter table run add column parent integer;
alter table run add column expires_at integer;
alter table run add column approved_by text;
alter table run add column approved_at integer;
alter table run add column override_reason text;
create index run_planned on run (mapping) where state = 'Planned';
create index run_of_parent on run (parent) where parent is not null;

-- asks: the verb that a person is to approve. rest = 1 while a run is being decided: the row is a proposal, and goes to the run's rest when the plan is sealed.
alter table decision add column asks text;
alter table decision add column rest integer not null default 0;

-- Truth. What looked wrong about a run as a whole.
create table run_brake (
    number    integer primary key,
    run       integer not null references run (number),
    code      text    not null,
    message   text    not null,
    expected  integer not null,
    seen      integer not null
);
create index run_brake_of_run on run_brake (run);

-- Truth. How often each result (as a keyed hash; empty for all further ones) occurred among what a run signed.
create table run_result (
    run     integer not null references run (number),
    result  text    not null,
    count   integer not null,
    primary key (run, result)
) without rowid;

-- Truth. What a person decided about a held record. It counts for the record as it was then, and for that reason alone.
create table hold_verdict (
    mapping      text    not null,
    record_key   text    not null,
    code         text    not null,
    fingerprint  text    not null,
    verdict      text    not null,
    mapping_hash text    not null,
    reason       text    not null,
    by_whom      text    not null,
    at           integer not null,
    primary key (mapping, record_key)
) without rowid;

-- Why a record that is gone from the source is held; null where it is not, or is kept without a question.
alter table record_state add column absent_code text;
alter table record_state add column absent_reason text;
alter table record_state add column absent_place text;
create index record_state_held on record_state (mapping, record_key) where (outcome = 'Held' or absent_code is not null);

-- Truth. What persons decided about who is who; run is the act by hand. identifiers: type=value, one a line.
create table person_move (
    number       integer primary key,
    run          integer not null references run (number),
    from_person  text    not null,
    to_person    text    not null,
    identifiers  text    not null,
    reason       text    not null,
    by_whom      text    not null
);
create index person_identifier_value on person_identifier (value collate nocase);
create index credential_of_person on credential (person_id);
create index record_state_of_credential on record_state (credential);

-- Truth. What each run signed about itself; numbers rise, and each names the one before it by its hash.
create table run_manifest (
    number     integer primary key autoincrement,
    run        integer not null unique references run (number),
    statement  text    not null
);
create index credential_version_of_run on credential_version (run, number);
