-- Sources give records new keys. Where a record is gone and a new one of the same person has the same content, the credential goes on with the new key, in mappings where every record stands for itself.

-- Passing. New records whose person has a credential with the same content, of a record that this run has not read. credential is the one that stands for the record so far, where there is one of each alone.
create table key_candidate (
    run          integer not null,
    record_key   text    not null,
    person_id    text    not null,
    claims_hash  text    not null,
    credential   integer,
    primary key (run, record_key)
) without rowid;
create index key_candidate_claims on key_candidate (run, person_id, claims_hash);
create index key_candidate_credential on key_candidate (run, credential) where credential is not null;

-- Truth. Credentials that went on with another key, though nothing else changed; there is no version for it.
create table key_change (
    number      integer primary key,
    credential  integer not null references credential (number),
    run         integer not null references run (number),
    at          integer not null,
    from_key    text    not null,
    to_key      text    not null
);
create index key_change_of_credential on key_change (credential, number);

-- The generation of the last credential that a key has passed on; a credential that the key is given later has a higher one, so that no id is made twice.
alter table record_state add column passed_on integer;

-- Truth. What persons decided about held records, each as an act of its own; run is the act by hand. hold_verdict is what of it counts for the runs to come.
create table hold_act (
    number        integer primary key,
    run           integer not null references run (number),
    mapping       text    not null,
    record_key    text    not null,
    code          text    not null,
    fingerprint   text    not null,
    verdict       text    not null,
    mapping_hash  text    not null,
    places        text    not null,
    reason        text    not null,
    by_whom       text    not null,
    at            integer not null
);
create index hold_act_of_run on hold_act (run);
create index hold_act_of_record on hold_act (mapping, record_key, number);

-- 1 for what was decided before acts were kept.
alter table hold_verdict add column unsigned integer not null default 0;
update hold_verdict set unsigned = 1;
