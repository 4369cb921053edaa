-- Truth. Fields that a run could not read although an earlier one could: records whose mapping reads them are not compared.
create table run_unread (
    run        integer not null references run (number),
    field      text    not null,
    reason     text    not null,
    holds_new  integer not null,
    primary key (run, field)
);
