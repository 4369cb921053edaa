-- As sqlite/0015_keys_and_verdicts.sql, whose comments say what these are for.
create table key_candidate (
    run          bigint        not null,
    record_key   nvarchar(740) collate Latin1_General_100_BIN2 not null,
    person_id    nvarchar(100) collate Latin1_General_100_BIN2 not null,
    claims_hash  nvarchar(100) collate Latin1_General_100_BIN2 not null,
    credential   bigint        null,
    primary key nonclustered (run, record_key)
);
create index key_candidate_claims on key_candidate (run, person_id, claims_hash);
create index key_candidate_credential on key_candidate (run, credential) where credential is not null;

create table key_change (
    number      bigint        identity(1, 1) primary key,
    credential  bigint        not null references credential (number),
    run         bigint        not null references run (number),
    at          bigint        not null,
    from_key    nvarchar(740) collate Latin1_General_100_BIN2 not null,
    to_key      nvarchar(740) collate Latin1_General_100_BIN2 not null
);
create index key_change_of_credential on key_change (credential, number);

alter table record_state add passed_on bigint null;

create table hold_act (
    number        bigint        identity(1, 1) primary key,
    run           bigint        not null references run (number),
    mapping       nvarchar(100) collate Latin1_General_100_BIN2 not null,
    record_key    nvarchar(740) collate Latin1_General_100_BIN2 not null,
    code          nvarchar(100) collate Latin1_General_100_BIN2 not null,
    fingerprint   nvarchar(100) collate Latin1_General_100_BIN2 not null,
    verdict       nvarchar(100) collate Latin1_General_100_BIN2 not null,
    mapping_hash  nvarchar(100) collate Latin1_General_100_BIN2 not null,
    places        nvarchar(max) collate Latin1_General_100_BIN2 not null,
    reason        nvarchar(max) collate Latin1_General_100_BIN2 not null,
    by_whom       nvarchar(max) collate Latin1_General_100_BIN2 not null,
    at            bigint        not null
);
create index hold_act_of_run on hold_act (run);
create index hold_act_of_record on hold_act (mapping, record_key, number);

-- The update would not compile beside the column that it names.
alter table hold_verdict add unsigned bigint not null default 0;
exec('update hold_verdict set unsigned = 1');
