-- As sqlite/0010_scopes.sql, whose comments say what these are for.
alter table run add scoped bigint not null default 0;
alter table run add scope_from nvarchar(100) collate Latin1_General_100_BIN2 null;
alter table run add scope_to nvarchar(100) collate Latin1_General_100_BIN2 null;
alter table run add scope_persons bigint null;
alter table run add scope_cohort nvarchar(100) collate Latin1_General_100_BIN2 null;
alter table run add scope_met bigint null;

create table run_period (
    run               bigint        not null references run (number),
    place             bigint        not null,
    period            nvarchar(max) collate Latin1_General_100_BIN2 not null,
    unchanged         bigint        not null,
    issued            bigint        not null,
    corrected         bigint        not null,
    withdrawn         bigint        not null,
    skipped           bigint        not null,
    held              bigint        not null,
    failed            bigint        not null,
    primary key (run, place)
);
