package io.orderflow.views.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.api.CustomerId;
import io.orderflow.views.list.OrderSort.Order;
import io.orderflow.web.request.OrderPosition;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What a client asks of the list, all of it valid.
 *
 * @param filters what every order of the list fulfils
 * @param search null where nothing is searched
 * @param positions of the writes that the list must contain, if they come in time; none twice
 * @param parameters as they were sent, for the address of the next page
 */
record ListRequest(
    Map<OrderFilter, Sql> filters,
    @Nullable SearchText search,
    Order order,
    int limit,
    boolean counts,
    @Nullable String cursor,
    List<OrderPosition> positions,
    MultiValueMap<String, String> parameters) {

  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 200;

  ListRequest {
    filters = Map.copyOf(filters);
    positions = List.copyOf(positions);
  }

  /**
   * A digest of what a cursor must not be used without: filters, sorting and whose orders are seen.
   */
  byte[] scope(@Nullable CustomerId seenBy) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, seenBy == null ? "any customer" : "customer " + seenBy.value());
      new TreeMap<>(parameters)
          .forEach(
              (name, values) -> {
                if (!ListRequestReader.OF_PAGES.contains(name)) {
                  add(digest, name);
                  values.stream().sorted().forEach(value -> add(digest, value));
                }
              });
      return digest.digest();
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update((bytes.length + ":").getBytes(UTF_8));
    digest.update(bytes);
  }
}
