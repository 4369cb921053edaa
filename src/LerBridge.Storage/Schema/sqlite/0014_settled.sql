-- Derived from record_state, and made anew whenever a run of its mapping ends. Records of which nothing need be decided while the source has them as they are: a run over the whole stream holds its rows
-- against these in memory, and stages only what is different.
--   mapping_hash  with which mapping they were decided
--   built_by      the run that built it last
--   extract       the run under whose number the rows of the last extract lie in staged
create table settled (
    mapping       text    primary key,
    mapping_hash  text    not null,
    built_by      integer not null,
    extract       integer not null
) without rowid;

-- The records behind after_key, up to the next page's, in key order.
--   entries  one after the other: a hash of the key (8 bytes), of content and partition (16), what it came to (2: its class, and the highest bit where it has a credential that is not revoked)
--   loose    how many records of the page are no entries although the last extract held them, since they are to be decided each time
--   standing how many records of the page are no entries and have a credential that is not revoked
create table settled_page (
    mapping    text    not null,
    after_key  text    not null,
    entries    blob    not null,
    loose      integer not null,
    standing   integer not null,
    primary key (mapping, after_key)
) without rowid;

-- What records came to, as record_state says it of each; example is the key of one of them.
create table settled_class (
    mapping  text    not null,
    class    integer not null,
    outcome  text    not null,
    code     text,
    reason   text,
    place    text,
    example  text    not null,
    primary key (mapping, class)
) without rowid;

-- Passing. Which entries a run has met so far, four bytes each: the entry's place among all, or its complement where a different row of its key was met.
create table settled_mark (
    number     integer primary key,
    run        integer not null,
    partition  integer not null,
    entries    blob    not null
);
create index settled_mark_of_run on settled_mark (run, number);

-- settles: 1 where the mapping decides each record by itself, so that its records can be settled; settled_by: what built_by was when the run began to read, null where it stages every row;
-- extract: the run under whose number its extract is kept, null for its own.
alter table run add column settles integer not null default 0;
alter table run add column settled_by integer;
alter table run add column extract integer;

-- What is to be decided anew whatever it was.
create index record_state_anew on record_state (mapping, record_key) where mapping_hash = '';
