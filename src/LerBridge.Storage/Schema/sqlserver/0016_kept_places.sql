-- As sqlite/0016_kept_places.sql, whose comments say what this is for.
create table status_kept (
    list        bigint not null references status_list (number),
    [position]  bigint not null,
    primary key (list, [position])
);
