-- Lists of orders, and the search over them.
--
-- What changes with an order's events stays in order_view: the status columns, and updated_at. What never changes after
-- placing is copied to order_search, which is written once for an order and once more when its tracking number is known.
-- So the indexes that are dear to write, the inverted one above all, are not touched by the five to ten updates of an order.
--
-- unaccent and pg_trgm come with PostgreSQL and are trusted: creating them takes the same right as creating a schema. Where
-- they exist already they may be in any schema, so whatever calls them is created with the name of theirs.
create extension if not exists unaccent;
create extension if not exists pg_trgm;

do $$
declare
  unaccent_in text := (select extnamespace::regnamespace::text from pg_extension where extname = 'unaccent');
  trigrams_in text := (select extnamespace::regnamespace::text from pg_extension where extname = 'pg_trgm');
begin
  -- The words of a text: without accents and upper case, and divided at every punctuation mark, so that SKU-1234 has the
  -- words sku and 1234. The same for what is stored and what is searched for.
  execute format($sql$
    create function views.words(text text) returns tsvector language sql stable parallel safe as $words$
      select to_tsvector('pg_catalog.simple', translate(
        lower(%1$s.unaccent('%1$s.unaccent'::regdictionary, text) collate pg_catalog.pg_c_utf8),
        '!"#$%%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32)))
    $words$
  $sql$, unaccent_in);

  -- The words of products that are most like a mistyped one, the most similar first.
  create table views.search_word (word text collate "C" primary key);
  execute format('create index search_word_similar on views.search_word using gist (word %s.gist_trgm_ops)', trigrams_in);
  execute format($sql$
    create function views.similar_words(typed text) returns setof text language sql stable as $similar$
      with nearest as (
        select word, %1$s.similarity(word, typed) as similarity
        from views.search_word order by word operator(%1$s.<->) typed limit 5)
      select word from nearest
      where similarity >= greatest(0.2, (select max(similarity) from nearest) - 0.1)
      order by similarity desc, word
    $similar$
  $sql$, trigrams_in);
end $$;

-- All that one order is found by: its words, and its identifiers as they are, each under the name of its filter.
create function views.search_document(state jsonb) returns tsvector language sql stable parallel safe as $$
  select views.words(concat_ws(' ',
      names, skus, state #>> '{placed,reference}', state #>> '{placed,customerId}',
      state #>> '{progress,shipment,trackingNumber}', label_values))
    || array_to_tsvector(array_remove(keys || label_keys || array[
      'number=' || (state #>> '{placed,number}'),
      'reference=' || (state #>> '{placed,reference}'),
      'trackingNumber=' || (state #>> '{progress,shipment,trackingNumber}')], null))
  from (
    select string_agg(item ->> 'name', ' ') as names, string_agg(item ->> 'sku', ' ') as skus,
      array_agg('sku=' || (item ->> 'sku')) as keys
    from jsonb_array_elements(state #> '{placed,items}') as item) as items,
    (select string_agg(value, ' ') as label_values,
      array_agg('label=' || key) || array_agg('label=' || key || ':' || value) as label_keys
    from jsonb_each_text(state #> '{placed,labels}')) as labels
$$;

-- The words of an order's products that a mistyped word may have meant. Numbers are none.
create function views.product_words(state jsonb) returns setof text language sql stable as $$
  select word
  from jsonb_array_elements(state #> '{placed,items}') as item,
    unnest(tsvector_to_array(views.words(concat_ws(' ', item ->> 'name', item ->> 'sku')))) as word
  where length(word) between 3 and 40 and word !~ '^[0-9]+$'
$$;

-- What was typed as conditions of a text search: each word whole, each as the beginning of a word, and any of these. A
-- word of several parts, such as po-7, has them one after the other, and none that is similar: it is no word of a product's
-- name. One letter is no beginning, because nearly every order has a word that begins so.
create function views.search_terms(
  typed text[], with_similar boolean, out whole_words tsquery, out beginnings tsquery, out any_word tsquery)
language sql stable as $$
  select string_agg(whole, ' & ')::tsquery, string_agg(beginning, ' & ')::tsquery,
    string_agg(beginning, ' | ')::tsquery
  from unnest(typed) as each,
    lateral (
      select string_agg(quote_literal(lexeme), ' <-> ' order by position) as whole,
        sum(length(lexeme)) > 1 as begins, count(*) = 1 as is_one
      from unnest(views.words(each)) as parts (lexeme, positions), unnest(positions) as position) as parsed,
    lateral (
      select string_agg(quote_literal(word), ' | ') as words
      from unnest(tsvector_to_array(views.words(each))) as part, views.similar_words(part) as word
      where with_similar and is_one and length(part) > 2) as alike,
    lateral (
      select format(case when alike.words is null then '(%1$s%2$s)' else '(%1$s%2$s | %3$s)' end,
        whole, case when begins then ':*' end, alike.words) as beginning) as formed
  where whole is not null
$$;

create table views.order_search (
    order_id        uuid primary key,
    created_at      timestamptz   not null,
    customer_id     text          not null,
    currency        text          not null,
    total           numeric(20,4) not null,
    tracking_number text,
    labels          jsonb,
    version         bigint        not null, -- of the order when this was written
    document        tsvector      not null
);

insert into views.order_search
select order_id, created_at, customer_id, currency, total, state #>> '{progress,shipment,trackingNumber}',
  state #> '{placed,labels}', version, views.search_document(state)
from views.order_view;

insert into views.search_word
select distinct word from views.order_view, views.product_words(state) as word;

create index order_search_created on views.order_search (created_at, order_id);
create index order_search_customer on views.order_search (customer_id, created_at, order_id);
create index order_search_total on views.order_search (currency, total, order_id);
-- New rows wait in a list that every search reads to its end, so it is kept short.
create index order_search_document on views.order_search using gin (document) with (gin_pending_list_limit = 256);

-- An order on its way, or with an odd end, is found by any of the three: they differ from this for few orders only. All
-- others, nearly all, are found on the way along the index of the sorting.
do $$
declare
  rows_of text;
begin
  foreach rows_of in array array['order_view', 'order_view_next'] loop
    continue when to_regclass('views.' || rows_of) is null;
    execute format('alter table views.%I add column cancellation_reason text', rows_of);
    execute format($sql$update views.%I set cancellation_reason = state #>> '{progress,cancellation,reason}'
      where state #>> '{progress,cancellation,reason}' is not null$sql$, rows_of);
    -- created_at, so that orders that were not placed at the wanted time are passed over without their rows.
    execute format('create index %I on views.%I (updated_at, order_id, created_at)', rows_of || '_updated', rows_of);
    execute format('create index %I on views.%I (status, payment_status, fulfillment_status)
      where status <> ''COMPLETED'' or payment_status <> ''CAPTURED'' or fulfillment_status <> ''DELIVERED''',
      rows_of || '_statuses', rows_of);
    -- Which of them go together: without it a list of two that never do is read along the index of its sorting, to the end.
    execute format('create statistics views.%I (mcv) on status, payment_status, fulfillment_status, cancellation_reason
      from views.%I', rows_of || '_together', rows_of);
    execute format('create index %I on views.%I (cancellation_reason) where cancellation_reason is not null',
      rows_of || '_reason', rows_of);
  end loop;
end $$;

-- Signs the cursors of lists. Any node accepts those of another, also after a restart; whoever replaces the key makes all
-- cursors invalid.
create table views.cursor_key (
    key bytea not null
);

insert into views.cursor_key
select sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));
