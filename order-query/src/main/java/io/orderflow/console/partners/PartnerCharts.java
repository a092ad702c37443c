package io.orderflow.console.partners;

import io.orderflow.api.process.PartnerReport.Minute;
import io.orderflow.api.process.PartnerReport.Requests;
import io.orderflow.console.page.Chart;
import io.orderflow.console.page.DisplayNumbers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The requests to one partner in the last hour, minute by minute. */
final class PartnerCharts {

  private static final int MINUTES = 60;
  private static final Requests NONE = new Requests(0, 0, 0, 0, 0);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Map<Instant, Requests> requests;
  private final List<Instant> minutes;

  PartnerCharts(List<Minute> known, Instant now) {
    this.requests = known.stream().collect(Collectors.toMap(Minute::from, Minute::requests));
    var last = now.truncatedTo(ChronoUnit.MINUTES);
    this.minutes =
        IntStream.range(0, MINUTES)
            .mapToObj(each -> last.minus(MINUTES - 1L - each, ChronoUnit.MINUTES))
            .toList();
  }

  /** What came of them; null if there were none. */
  @Nullable Chart outcomes() {
    double most = minutes.stream().mapToDouble(minute -> at(minute).count()).max().orElse(0);
    return most == 0
        ? null
        : chart(
            "Requests in each minute of the last hour, at most %.0f".formatted(most),
            "%.0f a minute".formatted(most),
            Chart.parts(
                List.of("good", "over", "bad"),
                most,
                columns(each -> List.of(each.answered(), each.refused(), each.unknown())),
                titles(
                    each ->
                        "%d answered, %d refused, %d without a usable answer"
                            .formatted(each.answered(), each.refused(), each.unknown()))));
  }

  /** How long they took; null if there were none. */
  @Nullable Chart durations() {
    double most = minutes.stream().mapToDouble(minute -> at(minute).slowMillis()).max().orElse(0);
    return most == 0
        ? null
        : chart(
            "How long requests took, minute by minute: 95 of 100 within %s at most"
                .formatted(duration((long) most)),
            duration((long) most),
            Chart.parts(
                List.of("going", "pale"),
                most,
                columns(
                    each -> List.of(each.medianMillis(), each.slowMillis() - each.medianMillis())),
                titles(
                    each ->
                        "half within %s, 95 of 100 within %s"
                            .formatted(
                                duration(each.medianMillis()), duration(each.slowMillis())))));
  }

  static String duration(long millis) {
    return millis < 1_000 ? millis + " ms" : DisplayNumbers.duration(millis / 1_000.0);
  }

  private Requests at(Instant minute) {
    return requests.getOrDefault(minute, NONE);
  }

  private List<List<Double>> columns(Function<Requests, List<Long>> values) {
    var columns = new ArrayList<List<Double>>();
    minutes.forEach(
        minute -> columns.add(values.apply(at(minute)).stream().map(Long::doubleValue).toList()));
    return columns;
  }

  private List<String> titles(Function<Requests, String> words) {
    return minutes.stream()
        .map(minute -> TIME.format(minute) + ": " + words.apply(at(minute)))
        .toList();
  }

  private Chart chart(String title, String highest, List<Chart.Part> parts) {
    return new Chart(
        title, highest, TIME.format(minutes.getFirst()), TIME.format(minutes.getLast()), parts);
  }
}
