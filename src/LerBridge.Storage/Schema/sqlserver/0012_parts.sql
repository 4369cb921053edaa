-- As sqlite/0012_parts.sql, whose comments say what it is for.
create table run_part (
    run              bigint        not null references run (number),
    part             bigint        not null,
    ends_with        bigint        not null,
    applied_through  bigint        not null,
    after_key        nvarchar(max) collate Latin1_General_100_BIN2,
    last_key         nvarchar(max) collate Latin1_General_100_BIN2,
    outcome          nvarchar(max) collate Latin1_General_100_BIN2,
    node             nvarchar(400) collate Latin1_General_100_BIN2,
    lease_until      bigint,
    primary key (run, part)
);
