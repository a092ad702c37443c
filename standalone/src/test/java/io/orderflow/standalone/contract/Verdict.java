package io.orderflow.standalone.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Judges the answer to an abusive request. */
final class Verdict {

  /** What only the inside knows. The types of public events begin like our packages. */
  private static final Pattern LEAK =
      Pattern.compile(
          "(?i)exception|\\bat [a-z]+(\\.[a-z$]+)+\\(|io\\.orderflow(?!\\.(order|payment)\\.[a-z-]+\\.v[0-9])"
              + "|springframework|org\\.apache|jakarta\\.|java\\.(lang|util|io)|tools\\.jackson|postgres|psql|sqlstate|\\.java:"
              + "|select .+ from |insert into |order_view|domain_event_entry|axonframework");

  private static final Pattern DIAGNOSIS = Pattern.compile("\"error\":\"(?:[^\"\\\\]|\\\\.)*\"");

  private final Conformity conformity;
  private final List<Map<Integer, JsonNode>> anywhere = new ArrayList<>();

  Verdict(Contract contract) {
    this.conformity = new Conformity(contract);
    anywhere.add(contract.elsewhere());
    contract.operations().forEach(operation -> anywhere.add(operation.responses()));
  }

  /** What is wrong with it; empty where nothing is. */
  List<String> on(Abuse abuse, Answer answer) {
    var wrong = new ArrayList<String>();
    if (answer.status() >= 500 && answer.status() != 503) {
      wrong.add("it is our fault");
    }
    if (abuse.isRouted()) {
      wrong.addAll(conformity.violations(abuse.operation.responses(), answer, abuse.call.isHead()));
    } else {
      wrong.addAll(leastWrong(answer, abuse.call.isHead()));
    }
    LEAK.matcher(withoutDiagnosis(answer.body()))
        .results()
        .map(found -> found.group())
        .filter(leak -> !abuse.toString().contains(leak))
        .forEach(leak -> wrong.add("it tells of the inside: " + leak));
    return wrong;
  }

  /** Operators are told why a segment fails, in the words of the failure. */
  private static String withoutDiagnosis(String body) {
    return body.startsWith("{\"head\":") ? DIAGNOSIS.matcher(body).replaceAll("") : body;
  }

  /** Where it is not certain what was asked, the answer must be right for something. */
  private List<String> leastWrong(Answer answer, boolean head) {
    var all = new HashMap<Integer, List<String>>();
    for (var responses : anywhere) {
      var wrong = conformity.violations(responses, answer, head);
      if (wrong.isEmpty()) {
        return wrong;
      }
      all.merge(
          responses.containsKey(answer.status()) ? 0 : 1,
          wrong,
          (one, other) -> one.size() <= other.size() ? one : other);
    }
    return all.getOrDefault(0, List.of("the status " + answer.status() + " is documented nowhere"));
  }
}
