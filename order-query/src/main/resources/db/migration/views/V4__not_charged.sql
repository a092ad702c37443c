-- An order that ended while its stock was awaited was never paid for, and says so from now on. The same as a replay would
-- give; in the rows that a replay is building just now as well.
update views.order_view set payment_status = 'NOT_CHARGED'
where payment_status = 'PENDING' and cancellation ->> 'step' = 'STOCK';

do $$
begin
  if to_regclass('views.order_view_next') is not null then
    update views.order_view_next set payment_status = 'NOT_CHARGED'
    where payment_status = 'PENDING' and cancellation ->> 'step' = 'STOCK';
  end if;
end $$;
