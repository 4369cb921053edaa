-- As sqlite/0008_schedules_and_notices.sql, whose comments say what the tables are for.
create table schedule_state (
    name              nvarchar(100) collate Latin1_General_100_BIN2 not null primary key,
    known_rule        nvarchar(400) collate Latin1_General_100_BIN2 not null,
    known_since       bigint        not null,
    fired_for         bigint        null,
    begun_at          bigint        null,
    alive_at          bigint        null,
    ended_at          bigint        null,
    outcome           nvarchar(100) collate Latin1_General_100_BIN2 null,
    paused_at         bigint        null,
    paused_until      bigint        null,
    paused_by         nvarchar(max) collate Latin1_General_100_BIN2 null,
    pause_reason      nvarchar(max) collate Latin1_General_100_BIN2 null,
    resumed_at        bigint        null
);

create table notice (
    number            bigint        identity(1, 1) primary key,
    notice_key        nvarchar(400) collate Latin1_General_100_BIN2 not null,
    channel           nvarchar(100) collate Latin1_General_100_BIN2 not null,
    kind              nvarchar(100) collate Latin1_General_100_BIN2 not null,
    subject           nvarchar(max) collate Latin1_General_100_BIN2 not null,
    body              nvarchar(max) collate Latin1_General_100_BIN2 not null,
    made_at           bigint        not null,
    state             nvarchar(100) collate Latin1_General_100_BIN2 not null,
    attempts          bigint        not null default 0,
    due_at            bigint        not null,
    lease_until       bigint        null,
    unique (notice_key, channel)
);
create index notice_due on notice (due_at, number) where state = 'waiting';
