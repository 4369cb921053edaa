-- Truth. The signed word about which manifest of run_manifest is the newest, written in the same transaction as that one: who drops the last runs with their manifests leaves it behind.
create table manifest_end (
    id         integer primary key check (id = 1),
    statement  text not null
);

-- 1 where a partition ended complete and is what the last applied run read already, as a file that nobody has replaced: no new evidence of what is absent.
alter table run_partition add column repeats integer not null default 0;
