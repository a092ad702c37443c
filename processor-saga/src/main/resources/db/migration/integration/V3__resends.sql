-- What operators have publishers send again: first a preview, then who has started it and why.
create table integration.resend (
  resend_id      bigint generated always as identity primary key,
  publisher      text        not null check (length(publisher) between 1 and 63),
  -- The last position whose event is not sent again, and how far the publisher was at the preview.
  after_position bigint      not null,
  until_position bigint      not null,
  public_events  bigint      not null check (public_events > 0),
  orders         bigint      not null check (orders > 0),
  complete       boolean     not null,
  first_at       timestamptz not null,
  last_at        timestamptz not null,
  created_by     text,
  created_at     timestamptz not null,
  started_by     text,
  started_at     timestamptz,
  note           text check (length(note) between 1 and 500),
  check (after_position < until_position),
  check ((started_at is null) = (note is null))
);
