-- Plans over a part of their stream: scoped is 1 there. scope_from and scope_to are days, both included, null where open. scope_persons counts the persons that were asked for, scope_met those of whom the source
-- had a record, and scope_cohort is their list as a keyed hash; who they are is kept nowhere.
alter table run add column scoped integer not null default 0;
alter table run add column scope_from text;
alter table run add column scope_to text;
alter table run add column scope_persons integer;
alter table run add column scope_cohort text;
alter table run add column scope_met integer;

-- Truth. What the records of each period (a term, a month, a year) came to in a plan over a part of its stream, in the order of place.
create table run_period (
    run        integer not null references run (number),
    place      integer not null,
    period     text    not null,
    unchanged  integer not null,
    issued     integer not null,
    corrected  integer not null,
    withdrawn  integer not null,
    skipped    integer not null,
    held       integer not null,
    failed     integer not null,
    primary key (run, place)
) without rowid;
