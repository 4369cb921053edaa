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
