-- Mappings that keep one record of several: the group of a record and by what its records are compared.
-- credential.group_key is null in mappings where every record stands for itself.
alter table record_state add column group_key text;
alter table record_state add column rank text;
alter table record_state add column dated text;
create index record_state_of_group on record_state (mapping, group_key) where group_key is not null;

alter table credential add column group_key text;
create index credential_of_group on credential (mapping, group_key, generation) where group_key is not null;

alter table decision add column group_key text;
alter table decision add column dated text;

-- Passing. The records of a run whose group has something new, until one of each group is kept and all are decided.
create table candidate (
    number           integer primary key,
    run              integer not null,
    record_key       text    not null,
    partition        text    not null,
    fingerprint      text    not null,
    standing         text    not null,
    eligible         integer not null,
    kept             integer not null default 0,
    group_key        text,
    rank             text,
    dated            text,
    person_id        text,
    privacy_unknown  integer not null,
    rejected         integer not null,
    code             text,
    reason           text,
    place            text,
    absent_since     text,
    absent_runs      integer not null,
    claims           blob
);
create unique index candidate_key on candidate (run, record_key);
create index candidate_of_group on candidate (run, group_key) where eligible = 1;
create index candidate_kept on candidate (run, group_key) where kept = 1;

-- Passing. The groups that have something new in a run.
create table touched_group (
    run        integer not null,
    group_key  text    not null,
    primary key (run, group_key)
) without rowid;
