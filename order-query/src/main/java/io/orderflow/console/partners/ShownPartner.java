package io.orderflow.console.partners;

import io.orderflow.api.process.PartnerReport.Partner;
import io.orderflow.api.process.PartnerReport.Requests;
import io.orderflow.console.page.Badge;
import io.orderflow.console.page.Chart;
import io.orderflow.console.page.DisplayNumbers;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A partner, as it is shown.
 *
 * @param success how many of the last hour's requests had a usable answer, in words
 * @param speed how long they took; null without any
 * @param backlog what waits for it
 * @param asking its switch; null where its service does not answer
 */
record ShownPartner(
    String name,
    String title,
    Badge state,
    String success,
    @Nullable String speed,
    String backlog,
    @Nullable Chart outcomes,
    @Nullable Chart durations,
    @Nullable ShownSwitch asking) {

  /**
   * Of so many of a hundred requests an answer is usable, or it is said that something is wrong.
   */
  private static final double GOOD = 0.95;

  static ShownPartner of(Partner partner, @Nullable ShownSwitch asking, Instant now) {
    var charts = new PartnerCharts(partner.minutes(), now);
    var hour = partner.hour();
    return new ShownPartner(
        partner.name(),
        partner.name().substring(0, 1).toUpperCase(Locale.ROOT) + partner.name().substring(1),
        state(hour, asking),
        success(hour),
        hour.count() == 0
            ? null
            : "Half within %s, 95 of 100 within %s."
                .formatted(
                    PartnerCharts.duration(hour.medianMillis()),
                    PartnerCharts.duration(hour.slowMillis())),
        backlog(partner),
        charts.outcomes(),
        charts.durations(),
        asking);
  }

  private static double share(Requests hour) {
    return hour.count() == 0 ? 1 : (double) (hour.answered() + hour.refused()) / hour.count();
  }

  private static Badge state(Requests hour, @Nullable ShownSwitch asking) {
    if (asking != null && asking.off()) {
      return new Badge("Nothing is asked", "warn");
    }
    if (hour.count() == 0) {
      return new Badge("Not asked yet", "over");
    }
    return share(hour) < GOOD ? new Badge("Fails", "bad") : new Badge("Answers", "good");
  }

  private static String success(Requests hour) {
    if (hour.count() == 0) {
      return "No request in the last hour.";
    }
    return "%s, %.1f %% with a usable answer: %s answered, %s refused, %s without one."
        .formatted(
            DisplayNumbers.counted(hour.count(), "request"),
            100 * share(hour),
            DisplayNumbers.number(hour.answered()),
            DisplayNumbers.number(hour.refused()),
            DisplayNumbers.number(hour.unknown()));
  }

  private static String backlog(Partner partner) {
    if (partner.waiting() == 0) {
      return "Nothing waits.";
    }
    var oldest = partner.oldestSeconds();
    return DisplayNumbers.counted(partner.waiting(), "task")
        + " to do"
        + (oldest == null
            ? "."
            : ", the oldest waits for " + DisplayNumbers.duration(oldest) + ".");
  }
}
