-- As sqlite/0013_seals.sql, whose comments say what these are for.
create table manifest_end (
    id         bigint primary key check (id = 1),
    statement  text collate "C" not null
);

alter table run_partition add column repeats bigint not null default 0;
