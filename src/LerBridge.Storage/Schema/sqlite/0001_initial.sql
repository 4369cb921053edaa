-- The ledger, first version. Applied once, in one transaction, by SchemaMigrator; never edited afterwards (its checksum is kept).
--
-- Conventions, the same on every engine:
--   instants   integer, milliseconds since 1970-01-01T00:00:00Z        (…_at, …_until, …_since of credentials, valid_from)
--   days       text, yyyy-MM-dd                                        (record_date, decided_on, absent_since)
--   ids, keys  text, compared byte by byte
--   numbers    integer, the short name of a row (run, credential …) for other tables; never seen outside
--   words      text, the name of the enumeration member in code        (state, outcome, kind, operation, purpose)
-- "Truth" cannot be made again from anything else in here; "derived" can, and is kept because it is read often; "passing" is gone when its run has ended.

-- Truth. The sealed installation secret: one row, written once.
create table installation (
    id              integer primary key check (id = 1),
    sealed_secret   blob    not null
);

-- Truth. One row per run. number is the short name that other tables use; id is what people see.
-- duplicates is the sum over run_partition; applied_through is the last row of the plan that has been applied.
create table run (
    number           integer primary key,
    id               text    not null unique,
    mapping          text    not null,
    connector        text    not null,
    stream           text    not null,
    state            text    not null,
    outcome          text,
    started_at       integer not null,
    ended_at         integer,
    record_date      text    not null,
    mapping_hash     text    not null,
    staged_version   integer,
    staged_cursor    text,
    numbered         integer not null default 0,
    extract_complete integer,
    plan_hash        text,
    applied_through  integer not null default 0,
    unchanged        integer not null default 0,
    issued           integer not null default 0,
    corrected        integer not null default 0,
    withdrawn        integer not null default 0,
    skipped          integer not null default 0,
    held             integer not null default 0,
    failed           integer not null default 0,
    absent_kept      integer not null default 0,
    absent_held      integer not null default 0,
    absent_withdrawn integer not null default 0,
    waiting          integer not null default 0,
    duplicates       integer not null default 0,
    failure          text,
    failure_code     text
);
create index run_of_mapping on run (mapping, started_at);
create index run_unfinished on run (mapping) where state <> 'Ended';

-- Truth. How each partition of an extract ended: null while it has not, else Complete or Partial.
create table run_partition (
    number      integer primary key,
    run         integer not null references run (number),
    name        text    not null,
    ended       text,
    reason      text,
    duplicates  integer not null default 0,
    unique (run, name)
);

-- Truth. What a source had to say to the operator, once per run.
create table run_notice (
    number   integer primary key,
    run      integer not null references run (number),
    code     text    not null,
    message  text    not null,
    count    integer not null,
    unique (run, code, message)
);

-- Truth. Equal reasons of a run, counted; example is a keyed hash.
create table run_problem (
    number   integer primary key,
    run      integer not null references run (number),
    kind     text    not null,
    code     text    not null,
    message  text    not null,
    place    text,
    count    integer not null,
    example  text
);
create index run_problem_of_run on run_problem (run);

-- Passing. What a pull has brought so far. key is what makes a row one within the run; record_key and sequence are filled
-- at the end of the pull in numbered streams only, where the record key is the group with the number appended.
create table staged (
    number          integer primary key,
    run             integer not null,
    key             text    not null,
    partition       integer not null,
    fingerprint     text    not null,
    content         blob,
    sequence_group  text,
    sequence_order  text,
    sequence        integer,
    record_key      text,
    place           text,
    reject_code     text,
    reject_reason   text
);
create unique index staged_key on staged (run, key);
create index staged_partition on staged (partition);
create index staged_record_key on staged (run, record_key) where record_key is not null;

-- Truth while its run lives, history afterwards (then without claims). The plan: one row per record that was evaluated.
create table decision (
    number           integer primary key,
    run              integer not null references run (number),
    record_key       text    not null,
    partition        text    not null,
    fingerprint      text    not null,
    kind             text    not null,
    credential_id    text,
    person_id        text,
    generation       integer not null,
    base_version     integer not null,
    claims_hash      text,
    privacy_unknown  integer not null,
    waits            integer not null,
    code             text,
    reason           text,
    place            text,
    absent_since     text,
    absent_runs      integer not null
);
create index decision_of_run on decision (run, number);

-- Passing. The claims of planned rows; personal data, cleared when the run ends.
create table decision_claims (
    decision  integer primary key,
    claims    blob not null
);

-- Truth. Persons that an applied plan has brought in.
create table person (
    id         text    primary key,
    first_run  integer not null references run (number)
) without rowid;

-- Truth. An identifier belongs to one person and is never moved in silence.
create table person_identifier (
    type       text    not null,
    value      text    not null,
    person_id  text    not null references person (id),
    first_run  integer not null references run (number),
    primary key (type, value)
) without rowid;
create index person_identifier_of_person on person_identifier (person_id);

-- Passing. Identifiers that a plan gives to a person; they count for that run alone until the plan is applied.
create table planned_identifier (
    run        integer not null references run (number),
    type       text    not null,
    value      text    not null,
    person_id  text    not null,
    primary key (run, type, value)
) without rowid;

-- Truth. What each record of a mapping last came to, and which credential stands for it.
-- An empty mapping_hash means that the last decision did not stand and the record is to be evaluated again.
create table record_state (
    mapping        text    not null,
    record_key     text    not null,
    partition      text    not null,
    fingerprint    text    not null,
    mapping_hash   text    not null,
    decided_on     text    not null,
    outcome        text    not null,
    code           text,
    reason         text,
    place          text,
    credential     integer,
    absent_since   text,
    absent_runs    integer not null default 0,
    primary key (mapping, record_key)
) without rowid;

-- Derived: the newest row of credential_version, with what never changes beside it. record_key is the record that
-- the credential stands for now; in mappings that choose one record of several it can pass from one to another.
-- Other tables name a credential by its number: ids are random, and an index over them costs a page for every row.
create table credential (
    number            integer primary key,
    id                text    not null unique,
    mapping           text    not null,
    record_key        text    not null,
    person_id         text,
    person            text    not null,
    generation        integer not null,
    version           integer not null,
    document_version  integer not null,
    state             text    not null,
    state_since       integer not null,
    valid_from        integer not null,
    changed_at        integer not null,
    claims_hash       text    not null,
    run               integer not null references run (number)
);
create index credential_newest on credential (changed_at);
create index credential_of_mapping on credential (mapping, changed_at);
create index credential_of_run on credential (run);
create index credential_in_state on credential (state);

-- Truth. Every version of every credential, never changed. A version that only changed the status has no document of
-- its own; document_version names the version whose document stands.
create table credential_version (
    number            integer primary key,
    credential        integer not null references credential (number),
    version           integer not null,
    document_version  integer not null,
    state             text    not null,
    state_since       integer not null,
    operation         text    not null,
    at                integer not null,
    run               integer not null references run (number),
    valid_from        integer not null,
    subject_id        text,
    person            text    not null,
    claims_hash       text,
    media_type        text,
    key_id            text,
    document          blob,
    unique (credential, version)
);

-- Truth. Status lists. allotted is derived from status_index; revision is raised by every change of a bit.
create table status_list (
    number              integer primary key,
    purpose             text    not null,
    length              integer not null,
    allotted            integer not null default 0,
    revision            integer not null default 0,
    published_revision  integer,
    valid_until         integer
);

-- Truth. Which bit belongs to which credential, for ever. Whether it is set follows from the credential's state.
create table status_index (
    list        integer not null references status_list (number),
    position    integer not null,
    credential  integer not null,
    primary key (list, position)
) without rowid;
create index status_index_of_credential on status_index (credential);

-- Truth. Messages to destinations. state is queued, retrying, accepted, refused or held; one that is being sent is
-- leased until lease_until. A held message is never sent and does not stand in the way of later ones.
create table outbox (
    number           integer primary key autoincrement,
    run              integer not null references run (number),
    destination      text    not null,
    credential       integer not null,
    version          integer not null,
    operation        text    not null,
    idempotency_key  text    not null,
    state            text    not null,
    held_code        text,
    attempts         integer not null default 0,
    due_at           integer not null,
    lease_until      integer,
    settled_at       integer,
    unique (credential, destination, version)
);
create index outbox_due on outbox (destination, due_at, number) where state in ('queued', 'retrying');
create index outbox_of_run on outbox (run, state);
create index outbox_leased on outbox (number) where lease_until is not null;
create index outbox_refused on outbox (number) where state = 'refused';

-- Truth. Every answer of a destination, as it was given, up to 2 KB.
create table outbox_attempt (
    number   integer primary key,
    message  integer not null references outbox (number),
    at       integer not null,
    outcome  text    not null,
    code     text,
    reason   text,
    answer   text
);
create index outbox_attempt_of_message on outbox_attempt (message);

-- Truth. Where the last applied run of a mapping ended in its stream.
create table cursor (
    mapping  text    primary key,
    version  integer not null,
    text     text    not null,
    run      integer not null references run (number),
    moved_at integer not null
) without rowid;
