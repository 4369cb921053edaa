-- As sqlite/0010_scopes.sql, whose comments say what these are for.
alter table run add column scoped bigint not null default 0;
alter table run add column scope_from text collate "C";
alter table run add column scope_to text collate "C";
alter table run add column scope_persons bigint;
alter table run add column scope_cohort text collate "C";
alter table run add column scope_met bigint;

create table run_period (
    run        bigint           not null references run (number),
    place      bigint           not null,
    period     text collate "C" not null,
    unchanged  bigint           not null,
    issued     bigint           not null,
    corrected  bigint           not null,
    withdrawn  bigint           not null,
    skipped    bigint           not null,
    held       bigint           not null,
    failed     bigint           not null,
    primary key (run, place)
);
