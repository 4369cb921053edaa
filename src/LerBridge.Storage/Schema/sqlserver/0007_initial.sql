-- The ledger on SQL Server, as the SQLite scripts 0001 to 0007 leave it there: numbers of scripts mean the same on every engine.
-- Applied once, in one transaction, under an application lock; never edited afterwards (its checksum is kept).
--
-- Conventions and the meaning of the tables: ../sqlite. What differs here:
--   text is nvarchar, compared and ordered by code point (BIN2), whatever the database's own collation is; what an index holds has a length, the rest has none
--   numbers come from identity columns; those of decisions and credentials from blocks (decision_block, credential_block), so that many rows are written at once
--   run_right counts how often each right to run was taken: who held it before and lives on is told apart by that

create sequence decision_block as bigint start with 1;
create sequence credential_block as bigint start with 1;

create table installation (
    id                bigint        not null primary key check (id = 1),
    sealed_secret     varbinary(max) not null
);

create table run_right (
    name              nvarchar(400) collate Latin1_General_100_BIN2 not null primary key,
    taken             bigint        not null
);

create table run (
    number            bigint        identity(1, 1) primary key,
    id                nvarchar(100) collate Latin1_General_100_BIN2 not null unique,
    mapping           nvarchar(100) collate Latin1_General_100_BIN2 not null,
    connector         nvarchar(100) collate Latin1_General_100_BIN2 not null,
    stream            nvarchar(100) collate Latin1_General_100_BIN2 not null,
    state             nvarchar(100) collate Latin1_General_100_BIN2 not null,
    outcome           nvarchar(100) collate Latin1_General_100_BIN2 null,
    started_at        bigint        not null,
    ended_at          bigint        null,
    record_date       nvarchar(100) collate Latin1_General_100_BIN2 not null,
    mapping_hash      nvarchar(100) collate Latin1_General_100_BIN2 not null,
    staged_version    bigint        null,
    staged_cursor     nvarchar(max) collate Latin1_General_100_BIN2 null,
    numbered          bigint        not null default 0,
    extract_complete  bigint        null,
    plan_hash         nvarchar(100) collate Latin1_General_100_BIN2 null,
    applied_through   bigint        not null default 0,
    unchanged         bigint        not null default 0,
    issued            bigint        not null default 0,
    corrected         bigint        not null default 0,
    withdrawn         bigint        not null default 0,
    skipped           bigint        not null default 0,
    held              bigint        not null default 0,
    failed            bigint        not null default 0,
    absent_kept       bigint        not null default 0,
    absent_held       bigint        not null default 0,
    absent_withdrawn  bigint        not null default 0,
    waiting           bigint        not null default 0,
    duplicates        bigint        not null default 0,
    failure           nvarchar(max) collate Latin1_General_100_BIN2 null,
    failure_code      nvarchar(100) collate Latin1_General_100_BIN2 null,
    by_hand           bigint        not null default 0,
    plan_kind         nvarchar(100) collate Latin1_General_100_BIN2 null,
    parent            bigint        null,
    expires_at        bigint        null,
    approved_by       nvarchar(max) collate Latin1_General_100_BIN2 null,
    approved_at       bigint        null,
    override_reason   nvarchar(max) collate Latin1_General_100_BIN2 null
);
create index run_of_mapping on run (mapping, started_at);
create index run_unfinished on run (mapping) where state <> 'Ended';
create index run_planned on run (mapping) where state = 'Planned';
create index run_of_parent on run (parent) where parent is not null;

create table run_partition (
    number            bigint        identity(1, 1) primary key,
    run               bigint        not null references run (number),
    name              nvarchar(740) collate Latin1_General_100_BIN2 not null,
    ended             nvarchar(max) collate Latin1_General_100_BIN2 null,
    reason            nvarchar(max) collate Latin1_General_100_BIN2 null,
    duplicates        bigint        not null default 0,
    unique (run, name)
);

create table run_notice (
    number            bigint        identity(1, 1) primary key,
    run               bigint        not null references run (number),
    code              nvarchar(100) collate Latin1_General_100_BIN2 not null,
    message           nvarchar(max) collate Latin1_General_100_BIN2 not null,
    [count]           bigint        not null
);
create index run_notice_of_run on run_notice (run);

create table run_unread (
    run               bigint        not null references run (number),
    field             nvarchar(400) collate Latin1_General_100_BIN2 not null,
    reason            nvarchar(max) collate Latin1_General_100_BIN2 not null,
    holds_new         bigint        not null,
    primary key (run, field)
);

create table run_problem (
    number            bigint        identity(1, 1) primary key,
    run               bigint        not null references run (number),
    kind              nvarchar(100) collate Latin1_General_100_BIN2 not null,
    code              nvarchar(100) collate Latin1_General_100_BIN2 not null,
    message           nvarchar(max) collate Latin1_General_100_BIN2 not null,
    place             nvarchar(max) collate Latin1_General_100_BIN2 null,
    [count]           bigint        not null,
    example           nvarchar(max) collate Latin1_General_100_BIN2 null
);
create index run_problem_of_run on run_problem (run);

create table run_brake (
    number            bigint        identity(1, 1) primary key,
    run               bigint        not null references run (number),
    code              nvarchar(100) collate Latin1_General_100_BIN2 not null,
    message           nvarchar(max) collate Latin1_General_100_BIN2 not null,
    expected          bigint        not null,
    seen              bigint        not null
);
create index run_brake_of_run on run_brake (run);

create table run_result (
    run               bigint        not null references run (number),
    result            nvarchar(100) collate Latin1_General_100_BIN2 not null,
    [count]           bigint        not null,
    primary key (run, result)
);

create table run_manifest (
    number            bigint        identity(1, 1) primary key,
    run               bigint        not null unique references run (number),
    [statement]       nvarchar(max) collate Latin1_General_100_BIN2 not null
);

create table staged (
    number            bigint        identity(1, 1) primary key,
    run               bigint        not null,
    [key]             nvarchar(740) collate Latin1_General_100_BIN2 not null,
    [partition]       bigint        not null,
    fingerprint       nvarchar(100) collate Latin1_General_100_BIN2 not null,
    content           varbinary(max) null,
    sequence_group    nvarchar(max) collate Latin1_General_100_BIN2 null,
    sequence_order    nvarchar(max) collate Latin1_General_100_BIN2 null,
    [sequence]        bigint        null,
    record_key        nvarchar(740) collate Latin1_General_100_BIN2 null,
    place             nvarchar(max) collate Latin1_General_100_BIN2 null,
    reject_code       nvarchar(100) collate Latin1_General_100_BIN2 null,
    reject_reason     nvarchar(max) collate Latin1_General_100_BIN2 null
);
create unique index staged_key on staged (run, [key]);
create index staged_partition on staged ([partition]);
create index staged_record_key on staged (run, record_key) where record_key is not null;

create table decision (
    number            bigint        not null primary key,
    run               bigint        not null references run (number),
    record_key        nvarchar(740) collate Latin1_General_100_BIN2 not null,
    [partition]       nvarchar(max) collate Latin1_General_100_BIN2 not null,
    fingerprint       nvarchar(100) collate Latin1_General_100_BIN2 not null,
    kind              nvarchar(100) collate Latin1_General_100_BIN2 not null,
    credential_id     nvarchar(100) collate Latin1_General_100_BIN2 null,
    person_id         nvarchar(100) collate Latin1_General_100_BIN2 null,
    generation        bigint        not null,
    base_version      bigint        not null,
    claims_hash       nvarchar(100) collate Latin1_General_100_BIN2 null,
    privacy_unknown   bigint        not null,
    waits             bigint        not null,
    code              nvarchar(100) collate Latin1_General_100_BIN2 null,
    reason            nvarchar(max) collate Latin1_General_100_BIN2 null,
    place             nvarchar(max) collate Latin1_General_100_BIN2 null,
    absent_since      nvarchar(100) collate Latin1_General_100_BIN2 null,
    absent_runs       bigint        not null,
    change            nvarchar(100) collate Latin1_General_100_BIN2 null,
    action            nvarchar(100) collate Latin1_General_100_BIN2 null,
    cause             nvarchar(100) collate Latin1_General_100_BIN2 null,
    replaces_id       nvarchar(100) collate Latin1_General_100_BIN2 null,
    replaces_version  bigint        null,
    replaces_person   nvarchar(100) collate Latin1_General_100_BIN2 null,
    [rank]            nvarchar(max) collate Latin1_General_100_BIN2 null,
    suspendable       bigint        not null default 0,
    pending           nvarchar(max) collate Latin1_General_100_BIN2 null,
    pending_since     nvarchar(100) collate Latin1_General_100_BIN2 null,
    pending_runs      bigint        not null default 0,
    group_key         nvarchar(740) collate Latin1_General_100_BIN2 null,
    dated             nvarchar(max) collate Latin1_General_100_BIN2 null,
    asks              nvarchar(100) collate Latin1_General_100_BIN2 null,
    rest              bigint        not null default 0
);
create index decision_of_run on decision (run, number);

create table decision_claims (
    decision          bigint        not null primary key,
    claims            varbinary(max) not null,
    outline           varbinary(max) null
);

create table person (
    id                nvarchar(100) collate Latin1_General_100_BIN2 not null primary key,
    first_run         bigint        not null references run (number)
);

create table person_identifier (
    type              nvarchar(100) collate Latin1_General_100_BIN2 not null,
    value             nvarchar(700) collate Latin1_General_100_BIN2 not null,
    person_id         nvarchar(100) collate Latin1_General_100_BIN2 not null references person (id),
    first_run         bigint        not null references run (number),
    primary key nonclustered (type, value)
);
create index person_identifier_of_person on person_identifier (person_id);
create index person_identifier_value on person_identifier (value);

create table planned_identifier (
    run               bigint        not null references run (number),
    type              nvarchar(100) collate Latin1_General_100_BIN2 not null,
    value             nvarchar(700) collate Latin1_General_100_BIN2 not null,
    person_id         nvarchar(100) collate Latin1_General_100_BIN2 not null,
    primary key nonclustered (run, type, value)
);

create table person_move (
    number            bigint        identity(1, 1) primary key,
    run               bigint        not null references run (number),
    from_person       nvarchar(100) collate Latin1_General_100_BIN2 not null,
    to_person         nvarchar(100) collate Latin1_General_100_BIN2 not null,
    identifiers       nvarchar(max) collate Latin1_General_100_BIN2 not null,
    reason            nvarchar(max) collate Latin1_General_100_BIN2 not null,
    by_whom           nvarchar(max) collate Latin1_General_100_BIN2 not null
);

create table record_state (
    mapping           nvarchar(100) collate Latin1_General_100_BIN2 not null,
    record_key        nvarchar(740) collate Latin1_General_100_BIN2 not null,
    [partition]       nvarchar(max) collate Latin1_General_100_BIN2 not null,
    fingerprint       nvarchar(100) collate Latin1_General_100_BIN2 not null,
    mapping_hash      nvarchar(100) collate Latin1_General_100_BIN2 not null,
    decided_on        nvarchar(100) collate Latin1_General_100_BIN2 not null,
    outcome           nvarchar(100) collate Latin1_General_100_BIN2 not null,
    code              nvarchar(100) collate Latin1_General_100_BIN2 null,
    reason            nvarchar(max) collate Latin1_General_100_BIN2 null,
    place             nvarchar(max) collate Latin1_General_100_BIN2 null,
    credential        bigint        null,
    absent_since      nvarchar(100) collate Latin1_General_100_BIN2 null,
    absent_runs       bigint        not null default 0,
    pending           nvarchar(max) collate Latin1_General_100_BIN2 null,
    pending_since     nvarchar(100) collate Latin1_General_100_BIN2 null,
    pending_runs      bigint        not null default 0,
    group_key         nvarchar(740) collate Latin1_General_100_BIN2 null,
    [rank]            nvarchar(max) collate Latin1_General_100_BIN2 null,
    dated             nvarchar(max) collate Latin1_General_100_BIN2 null,
    absent_code       nvarchar(100) collate Latin1_General_100_BIN2 null,
    absent_reason     nvarchar(max) collate Latin1_General_100_BIN2 null,
    absent_place      nvarchar(max) collate Latin1_General_100_BIN2 null,
    primary key nonclustered (mapping, record_key)
);
create index record_state_of_group on record_state (mapping, group_key) where group_key is not null;
create index record_state_held on record_state (mapping, outcome) where outcome = 'Held';
create index record_state_absent_held on record_state (mapping) where absent_code is not null;
create index record_state_of_credential on record_state (credential);

create table hold_verdict (
    mapping           nvarchar(100) collate Latin1_General_100_BIN2 not null,
    record_key        nvarchar(740) collate Latin1_General_100_BIN2 not null,
    code              nvarchar(100) collate Latin1_General_100_BIN2 not null,
    fingerprint       nvarchar(100) collate Latin1_General_100_BIN2 not null,
    verdict           nvarchar(100) collate Latin1_General_100_BIN2 not null,
    mapping_hash      nvarchar(100) collate Latin1_General_100_BIN2 not null,
    reason            nvarchar(max) collate Latin1_General_100_BIN2 not null,
    by_whom           nvarchar(max) collate Latin1_General_100_BIN2 not null,
    at                bigint        not null,
    primary key nonclustered (mapping, record_key)
);

create table candidate (
    number            bigint        identity(1, 1) primary key,
    run               bigint        not null,
    record_key        nvarchar(740) collate Latin1_General_100_BIN2 not null,
    [partition]       nvarchar(max) collate Latin1_General_100_BIN2 not null,
    fingerprint       nvarchar(100) collate Latin1_General_100_BIN2 not null,
    standing          nvarchar(100) collate Latin1_General_100_BIN2 not null,
    eligible          bigint        not null,
    kept              bigint        not null default 0,
    group_key         nvarchar(740) collate Latin1_General_100_BIN2 null,
    [rank]            nvarchar(max) collate Latin1_General_100_BIN2 null,
    dated             nvarchar(max) collate Latin1_General_100_BIN2 null,
    person_id         nvarchar(100) collate Latin1_General_100_BIN2 null,
    privacy_unknown   bigint        not null,
    rejected          bigint        not null,
    code              nvarchar(100) collate Latin1_General_100_BIN2 null,
    reason            nvarchar(max) collate Latin1_General_100_BIN2 null,
    place             nvarchar(max) collate Latin1_General_100_BIN2 null,
    absent_since      nvarchar(100) collate Latin1_General_100_BIN2 null,
    absent_runs       bigint        not null,
    claims            varbinary(max) null
);
create unique index candidate_key on candidate (run, record_key);
create index candidate_of_group on candidate (run, group_key) where eligible = 1;
create index candidate_kept on candidate (run, group_key) where kept = 1;

create table touched_group (
    run               bigint        not null,
    group_key         nvarchar(740) collate Latin1_General_100_BIN2 not null,
    primary key nonclustered (run, group_key)
);

create table credential (
    number            bigint        not null primary key,
    id                nvarchar(100) collate Latin1_General_100_BIN2 not null unique,
    mapping           nvarchar(100) collate Latin1_General_100_BIN2 not null,
    record_key        nvarchar(740) collate Latin1_General_100_BIN2 not null,
    person_id         nvarchar(100) collate Latin1_General_100_BIN2 null,
    person            nvarchar(100) collate Latin1_General_100_BIN2 not null,
    generation        bigint        not null,
    version           bigint        not null,
    document_version  bigint        not null,
    state             nvarchar(100) collate Latin1_General_100_BIN2 not null,
    state_since       bigint        not null,
    valid_from        bigint        not null,
    changed_at        bigint        not null,
    claims_hash       nvarchar(100) collate Latin1_General_100_BIN2 not null,
    run               bigint        not null references run (number),
    [rank]            nvarchar(max) collate Latin1_General_100_BIN2 null,
    stopped_by        nvarchar(100) collate Latin1_General_100_BIN2 null,
    suspendable       bigint        not null default 0,
    group_key         nvarchar(740) collate Latin1_General_100_BIN2 null
);
create index credential_newest on credential (changed_at);
create index credential_of_mapping on credential (mapping, changed_at);
create index credential_of_run on credential (run);
create index credential_in_state on credential (state);
create index credential_of_group on credential (mapping, group_key, generation) where group_key is not null;
create index credential_of_person on credential (person_id);

create table credential_version (
    number            bigint        identity(1, 1) primary key,
    credential        bigint        not null references credential (number),
    version           bigint        not null,
    document_version  bigint        not null,
    state             nvarchar(100) collate Latin1_General_100_BIN2 not null,
    state_since       bigint        not null,
    operation         nvarchar(100) collate Latin1_General_100_BIN2 not null,
    at                bigint        not null,
    run               bigint        not null references run (number),
    valid_from        bigint        not null,
    subject_id        nvarchar(100) collate Latin1_General_100_BIN2 null,
    person            nvarchar(100) collate Latin1_General_100_BIN2 not null,
    claims_hash       nvarchar(100) collate Latin1_General_100_BIN2 null,
    media_type        nvarchar(100) collate Latin1_General_100_BIN2 null,
    key_id            nvarchar(max) collate Latin1_General_100_BIN2 null,
    [document]        varbinary(max) null,
    change            nvarchar(100) collate Latin1_General_100_BIN2 null,
    stopped_by        nvarchar(100) collate Latin1_General_100_BIN2 null,
    code              nvarchar(100) collate Latin1_General_100_BIN2 null,
    reason            nvarchar(max) collate Latin1_General_100_BIN2 null,
    by_whom           nvarchar(max) collate Latin1_General_100_BIN2 null,
    unique (credential, version)
);
create index credential_version_of_run on credential_version (run, number);

create table credential_outline (
    credential        bigint        not null primary key,
    outline           varbinary(max) not null
);

create table status_list (
    number            bigint        identity(1, 1) primary key,
    purpose           nvarchar(100) collate Latin1_General_100_BIN2 not null,
    length            bigint        not null,
    allotted          bigint        not null default 0,
    revision          bigint        not null default 0,
    published_revision  bigint      null,
    valid_until       bigint        null
);

create table status_index (
    list              bigint        not null references status_list (number),
    [position]        bigint        not null,
    credential        bigint        not null,
    primary key (list, [position])
);
create index status_index_of_credential on status_index (credential);

create table outbox (
    number            bigint        identity(1, 1) primary key,
    run               bigint        not null references run (number),
    destination       nvarchar(100) collate Latin1_General_100_BIN2 not null,
    credential        bigint        not null,
    version           bigint        not null,
    operation         nvarchar(100) collate Latin1_General_100_BIN2 not null,
    idempotency_key   nvarchar(100) collate Latin1_General_100_BIN2 not null,
    state             nvarchar(100) collate Latin1_General_100_BIN2 not null,
    held_code         nvarchar(100) collate Latin1_General_100_BIN2 null,
    attempts          bigint        not null default 0,
    due_at            bigint        not null,
    lease_until       bigint        null,
    settled_at        bigint        null,
    unique (credential, destination, version)
);
create index outbox_due on outbox (destination, due_at, number) where state in ('queued', 'retrying');
create index outbox_of_run on outbox (run, state);
create index outbox_refused on outbox (number) where state = 'refused';
create index outbox_held on outbox (destination, number) where state = 'held';

create table outbox_attempt (
    number            bigint        identity(1, 1) primary key,
    message           bigint        not null references outbox (number),
    at                bigint        not null,
    outcome           nvarchar(100) collate Latin1_General_100_BIN2 not null,
    code              nvarchar(100) collate Latin1_General_100_BIN2 null,
    reason            nvarchar(max) collate Latin1_General_100_BIN2 null,
    answer            nvarchar(max) collate Latin1_General_100_BIN2 null
);
create index outbox_attempt_of_message on outbox_attempt (message);

create table [cursor] (
    mapping           nvarchar(100) collate Latin1_General_100_BIN2 not null primary key,
    version           bigint        not null,
    [text]            nvarchar(max) collate Latin1_General_100_BIN2 not null,
    run               bigint        not null references run (number),
    moved_at          bigint        not null
);
