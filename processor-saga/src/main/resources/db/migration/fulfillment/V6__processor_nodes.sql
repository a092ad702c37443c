-- Which nodes work on a processor, and when each said so last: they share its segments by it.
create table fulfillment.processor_node (
  processor_name varchar(255) not null,
  node           varchar(255) not null,
  joined_at      timestamptz  not null,
  seen_at        timestamptz  not null,
  primary key (processor_name, node)
) with (fillfactor = 50);
