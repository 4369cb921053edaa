-- As sqlite/0011_doubt_and_release.sql, whose comments say what these are for.
alter table outbox add begun_at bigint null;
create index outbox_in_doubt on outbox (destination, number) where state = 'in-doubt';

create table outbox_act (
    number            bigint        identity(1, 1) primary key,
    message           bigint        not null references outbox (number),
    at                bigint        not null,
    act               nvarchar(100) collate Latin1_General_100_BIN2 not null,
    state_before      nvarchar(100) collate Latin1_General_100_BIN2 not null,
    reason            nvarchar(max) collate Latin1_General_100_BIN2 not null,
    by_whom           nvarchar(max) collate Latin1_General_100_BIN2 not null
);
create index outbox_act_of_message on outbox_act (message);

alter table hold_verdict add places nvarchar(max) collate Latin1_General_100_BIN2 not null default '';

create table run_trim (
    run               bigint        not null primary key references run (number),
    at                bigint        not null
);
