-- How many of a year's order numbers have been taken. A node takes a block of them at once and numbers its orders from
-- memory; what it does not use is a gap. A row is never set back: its numbers would be given out twice.
create table ordering.order_number (
  year integer primary key,
  taken bigint not null check (taken >= 0)
) with (fillfactor = 50); -- updated in place with every block
