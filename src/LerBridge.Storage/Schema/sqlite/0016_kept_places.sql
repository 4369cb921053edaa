-- A ledger that was put back from a backup is older than the status lists that are public.

-- Truth. Places in status lists that were set in public when the ledger was put back: they stay set, whatever the ledger knows of the credentials that have them.
create table status_kept (
    list      integer not null references status_list (number),
    position  integer not null,
    primary key (list, position)
) without rowid;
