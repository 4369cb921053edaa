-- As sqlite/0009_seen_fields.sql, whose comments say what these are for.
create table run_field (
    run     bigint           not null references run (number),
    name    text collate "C" not null,
    fields  text collate "C" not null,
    form    text collate "C" not null,
    filled  bigint           not null,
    looked  bigint           not null,
    primary key (run, name)
);

alter table run_partition add column whole_groups bigint not null default 0;

alter table staged add column unsure bigint not null default 0;
