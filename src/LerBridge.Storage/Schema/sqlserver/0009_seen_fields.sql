-- As sqlite/0009_seen_fields.sql, whose comments say what these are for.
create table run_field (
    run               bigint        not null references run (number),
    name              nvarchar(400) collate Latin1_General_100_BIN2 not null,
    fields            nvarchar(max) collate Latin1_General_100_BIN2 not null,
    form              nvarchar(100) collate Latin1_General_100_BIN2 not null,
    filled            bigint        not null,
    looked            bigint        not null,
    primary key (run, name)
);

alter table run_partition add whole_groups bigint not null default 0;

alter table staged add unsure bigint not null default 0;
