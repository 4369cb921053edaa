-- As sqlite/0013_seals.sql, whose comments say what these are for.
create table manifest_end (
    id         bigint not null primary key check (id = 1),
    [statement]  nvarchar(max) collate Latin1_General_100_BIN2 not null
);

alter table run_partition add repeats bigint not null default 0;
