package io.orderflow.views.list;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.PreparedStatementCreator;

/**
 * A piece of a statement with its arguments. In conditions on orders {@code v} is the row in {@code
 * order_view}, and {@code s} the one in {@code order_search}.
 *
 * @param text with a question mark for each argument
 */
public record Sql(String text, List<Object> arguments) {

  static final Sql TRUE = of("true");

  private static final Pattern OF_SEARCH =
      Pattern.compile("\\bs\\.(?=(?:order_id|created_at|currency|total)\\b)");

  public Sql {
    arguments = List.copyOf(arguments);
  }

  public static Sql of(String text, Object... arguments) {
    return new Sql(text, List.of(arguments));
  }

  /** The text with these pieces in the places of {@code %s}, one after the other. */
  public static Sql join(String format, Sql... pieces) {
    var texts = Arrays.stream(pieces).map(Sql::text).toArray();
    return new Sql(format.formatted(texts), arguments(Arrays.asList(pieces)));
  }

  /**
   * Ready to be executed. The limit is an argument too. Without knowing it PostgreSQL expects a
   * tenth of all orders, so it never settles on one plan for all values, of which the best for one
   * is the worst for another.
   */
  public PreparedStatementCreator prepared() {
    return connection -> {
      var prepared = connection.prepareStatement(text);
      int place = 1;
      for (var argument : arguments) {
        if (argument instanceof String[] texts) {
          prepared.setArray(place++, connection.createArrayOf("text", texts));
        } else {
          prepared.setObject(place++, argument);
        }
      }
      return prepared;
    };
  }

  /** All of these. */
  static Sql all(Collection<Sql> conditions) {
    return conditions.isEmpty() ? TRUE : separated(" and ", conditions);
  }

  static Sql separated(String separator, Collection<Sql> pieces) {
    return new Sql(
        pieces.stream().map(Sql::text).collect(Collectors.joining(separator)), arguments(pieces));
  }

  boolean isAbout(String table) {
    return Pattern.compile("\\b" + table + "\\.").matcher(text).find();
  }

  /** The same of the row in {@code order_view}, where it has the columns of the other. */
  Sql ofView() {
    return new Sql(OF_SEARCH.matcher(text).replaceAll("v."), arguments);
  }

  private static List<Object> arguments(Collection<Sql> pieces) {
    return pieces.stream().flatMap(each -> each.arguments().stream()).toList();
  }

  /**
   * That the column holds one of these words. They are written into the statement, because the
   * planner chooses a partial index only by words that it knows.
   */
  static <E extends Enum<E>> Sql oneOf(String column, List<E> words) {
    var list = words.stream().map(Sql::word).collect(Collectors.joining(","));
    return of("%s in (%s)".formatted(column, list));
  }

  /** As it stands in such a list. */
  static String word(Enum<?> word) {
    return "'" + word.name() + "'";
  }

  static Sql oneOfTexts(String column, List<String> texts) {
    return texts.size() == 1
        ? of(column + " = ?", texts.getFirst())
        : of(column + " = any(?)", (Object) texts.toArray(String[]::new));
  }

  /** That the order has one of these identifiers, each stored under the name of its filter. */
  static Sql identifiedBy(String filter, List<String> identifiers) {
    return of(
        "s.document @@ ?::tsquery",
        identifiers.stream().map(each -> key(filter, each)).collect(Collectors.joining("|")));
  }

  /** An identifier as a lexeme of a text search query. */
  static String key(String filter, String identifier) {
    return "'" + (filter + "=" + identifier).replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
