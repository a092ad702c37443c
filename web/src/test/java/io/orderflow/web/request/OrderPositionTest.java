package io.orderflow.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orderflow.api.OrderId;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderPositionTest {

  private static final OrderId ORDER = OrderId.parse("c46ce042-6bd7-5414-b925-5891ec0f331a");

  /** Clients keep positions, so their text does not change from one version to the next. */
  @Test
  void a_position_keeps_its_text() {
    assertThat(new OrderPosition(ORDER, 0)).hasToString("BAAAAAAAAADEbOBCa9dUFLklWJHsDzMa");
    assertThat(new OrderPosition(ORDER, 5)).hasToString("BAAAAAAAAAXEbOBCa9dUFLklWJHsDzMa");
  }

  @Test
  void every_position_is_read_as_it_was_written() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int count = 0; count < 10_000; count++) {
      var order = new OrderId(new UUID(random.nextLong(), random.nextLong()));
      long version = random.nextLong() & OrderPosition.MAX_VERSION >> random.nextInt(56);
      var position = new OrderPosition(order, version);
      assertThat(OrderPosition.parse(position.toString())).as("seed %d", seed).isEqualTo(position);
    }
    for (long version : new long[] {0, OrderPosition.MAX_VERSION}) {
      var position = new OrderPosition(ORDER, version);
      assertThat(OrderPosition.parse(position.toString())).isEqualTo(position);
    }
  }

  @Test
  void a_position_has_one_text_only() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int count = 0; count < 10_000; count++) {
      var text = new StringBuilder("B").append(letters.charAt(random.nextInt(16)));
      random.ints(30, 0, 64).forEach(letter -> text.append(letters.charAt(letter)));
      assertThat(OrderPosition.parse(text.toString())).as("seed %d", seed).hasToString(text + "");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "newest",
        "0",
        "c46ce042-6bd7-5414-b925-5891ec0f331a",
        "BAAAAAAAAADEbOBCa9dUFLklWJHsDzM", // one less
        "BAAAAAAAAADEbOBCa9dUFLklWJHsDzMaA", // one more
        "CAAAAAAAAADEbOBCa9dUFLklWJHsDzMa", // another form
        "BQAAAAAAAADEbOBCa9dUFLklWJHsDzMa", // another form
        "BAAAAAAAAADEbOBCa9dUFLklWJHsDzM=",
        "BAAAAAAAAADEbOBCa9dUFLklWJHsDzM+",
        " BAAAAAAAAADEbOBCa9dUFLklWJHsDzM",
        "BAAAAAAAAADEbOBCa9dUFLklWJHsDzMa\n"
      })
  void what_is_no_position_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderPosition.parse(text))
        .withMessage("must be the Orderflow-Position of an earlier answer");
  }

  @Test
  void a_version_out_of_range_has_no_position() {
    for (long version : new long[] {-1, OrderPosition.MAX_VERSION + 1, Long.MAX_VALUE}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new OrderPosition(ORDER, version));
    }
  }
}
