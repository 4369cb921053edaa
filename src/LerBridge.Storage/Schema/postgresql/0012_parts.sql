-- As sqlite/0012_parts.sql, whose comments say what it is for.
create table run_part (
    run              bigint           not null references run (number),
    part             bigint           not null,
    ends_with        bigint           not null,
    applied_through  bigint           not null,
    after_key        text collate "C",
    last_key         text collate "C",
    outcome          text collate "C",
    node             text collate "C",
    lease_until      bigint,
    primary key (run, part)
);
