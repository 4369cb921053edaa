-- Why credentials are stopped, what happened at the source, and what waits out its grace.
-- stopped_by: Withdrawal, Change or Hand; null for a credential that stands, and for one that was withdrawn before this was written down.
alter table credential add column rank text;
alter table credential add column stopped_by text;
alter table credential add column suspendable integer not null default 0;

alter table credential_version add column change text;
alter table credential_version add column stopped_by text;
alter table credential_version add column code text;
alter table credential_version add column reason text;

-- Truth. What the claims of the newest document look like: hashes of their members, by which a later change is told apart.
create table credential_outline (
    credential  integer primary key,
    outline     blob    not null
);

alter table record_state add column pending text;
alter table record_state add column pending_since text;
alter table record_state add column pending_runs integer not null default 0;

alter table decision add column change text;
alter table decision add column action text;
alter table decision add column cause text;
alter table decision add column replaces_id text;
alter table decision add column replaces_version integer;
alter table decision add column replaces_person text;
alter table decision add column rank text;
alter table decision add column suspendable integer not null default 0;
alter table decision add column pending text;
alter table decision add column pending_since text;
alter table decision add column pending_runs integer not null default 0;
alter table decision_claims add column outline blob;
