-- Parts of a large run that several processes work at side by side, on engines that allow it. Here the table stays empty: there is one writer.
--   ends_with        of a plan that is applied: the number of its last row in decision; of an extract that is decided: 1
--   applied_through  of a plan: up to which row it is applied, before that are the rows of the part before; of an extract: 1 once it is decided
--   after_key        of an extract: behind which key its rows begin
--   last_key         of an extract: with which key they end; null: with the last one
--   outcome          of an extract: what it came to besides rows of the plan; null where it met another part over a person
--   node             in whose hands it is or was
--   lease_until      until when it is in their hands without a word from them; null: in nobody's
create table run_part (
    run              integer not null references run (number),
    part             integer not null,
    ends_with        integer not null,
    applied_through  integer not null,
    after_key        text,
    last_key         text,
    outcome          text,
    node             text,
    lease_until      integer,
    primary key (run, part)
) without rowid;
