-- Takes longer than anybody waits for an answer where a transaction may take three seconds.
create table slow.nap (seconds double precision not null);
insert into slow.nap values (8.5);
select pg_sleep(seconds) from slow.nap;
