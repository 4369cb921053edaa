-- As sqlite/0014_settled.sql, whose comments say what these are for.
create table settled (
    mapping       nvarchar(100) collate Latin1_General_100_BIN2 not null primary key,
    mapping_hash  nvarchar(100) collate Latin1_General_100_BIN2 not null,
    built_by      bigint        not null,
    extract       bigint        not null
);

create table settled_page (
    mapping    nvarchar(100) collate Latin1_General_100_BIN2 not null,
    after_key  nvarchar(740) collate Latin1_General_100_BIN2 not null,
    entries    varbinary(max) not null,
    loose      bigint        not null,
    standing   bigint        not null,
    primary key (mapping, after_key)
);

create table settled_class (
    mapping  nvarchar(100) collate Latin1_General_100_BIN2 not null,
    class    bigint        not null,
    outcome  nvarchar(100) collate Latin1_General_100_BIN2 not null,
    code     nvarchar(100) collate Latin1_General_100_BIN2 null,
    reason   nvarchar(max) collate Latin1_General_100_BIN2 null,
    place    nvarchar(max) collate Latin1_General_100_BIN2 null,
    example  nvarchar(740) collate Latin1_General_100_BIN2 not null,
    primary key (mapping, class)
);

create table settled_mark (
    number       bigint        identity(1, 1) primary key,
    run          bigint        not null,
    [partition]  bigint        not null,
    entries      varbinary(max) not null
);
create index settled_mark_of_run on settled_mark (run, number);

alter table run add settles bigint not null default 0;
alter table run add settled_by bigint null;
alter table run add extract bigint null;

create index record_state_anew on record_state (mapping, record_key) where mapping_hash = '';
