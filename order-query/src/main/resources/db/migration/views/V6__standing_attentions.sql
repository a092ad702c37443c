-- Standing attentions are counted at every look at the meters. Rows without one, nearly all, are not in this index, and an
-- update that leaves them without one does not touch it.
create index order_view_attention on views.order_view (order_id) where attention <> '[]';

do $$
begin
  if to_regclass('views.order_view_next') is not null then
    create index on views.order_view_next (order_id) where attention <> '[]';
  end if;
end $$;
