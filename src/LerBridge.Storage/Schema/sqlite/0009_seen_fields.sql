-- Truth. What a run met of its stream's fields, without values: the next run is compared with the last applied one. fields holds the fields that the column fills, comma between.
create table run_field (
    run     integer not null references run (number),
    name    text    not null,
    fields  text    not null,
    form    text    not null,
    filled  integer not null,
    looked  integer not null,
    primary key (run, name)
) without rowid;

-- 1 where an incomplete partition holds all rows of every person that it holds, so that its groups can be numbered.
alter table run_partition add column whole_groups integer not null default 0;

-- 1 for a row of a numbered stream whose number cannot be told from this extract.
alter table staged add column unsure integer not null default 0;
