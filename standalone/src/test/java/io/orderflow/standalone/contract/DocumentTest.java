package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.integration.event.PublicEvents;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** What is documented is what there is, in both directions. */
class DocumentTest extends StandaloneTest {

  /** Read from the request as a whole; PreconditionsTest looks at the first two. */
  private static final Set<String> UNBOUND =
      Set.of(
          "If-Match",
          "If-None-Match",
          "Orderflow-Signature",
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature");

  /** Succeed nowhere in the demo, for these reasons: the document shows their answers only. */
  private static final Map<String, String> SHOWN_ONLY =
      Map.of(
          "POST /api/v1/admin/publishers/{name}/resends",
          "only what publishes to a broker sends again, and the demo has none",
          "GET /api/v1/admin/publishers/{name}/resends/{id}",
          "there is no resend",
          "POST /api/v1/admin/publishers/{name}/resends/{id}/confirmation",
          "there is no resend",
          "DELETE /api/v1/admin/processors/{name}/replays/{id}",
          "a replay of so few orders has ended before a second request");

  private static final JsonMapper JSON = new JsonMapper();

  @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;

  @Test
  void it_is_valid_OpenAPI_3_1() {
    var options = new ParseOptions();
    options.setResolve(true);
    var parsed =
        new OpenAPIV3Parser()
            .readLocation(Contract.FILE.toAbsolutePath().normalize().toString(), null, options);
    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.isOpenapi31()).isTrue();
    assertThat(parsed.getOpenAPI().getPaths()).isNotEmpty();
  }

  @Test
  void every_operation_there_is_is_documented_and_every_documented_one_is_there() {
    var documented = CONTRACT.operations().stream().map(Operation::name).collect(toSet());
    documented.remove("GET /health"); // not of our endpoints; its example shows that it is there
    assertThat(documented).containsExactlyInAnyOrderElementsOf(served().keySet());
  }

  @Test
  void every_operation_takes_the_documented_parameters() {
    var served = served();
    for (var operation : CONTRACT.operations()) {
      HandlerMethod method = served.get(operation.name());
      if (method != null) {
        var headers = operation.parameterNames("header");
        headers.removeAll(UNBOUND);
        assertThat(names(method, PathVariable.class))
            .as(operation.name())
            .isEqualTo(operation.parameterNames("path"));
        if (!takesWholeQuery(method)) {
          assertThat(names(method, RequestParam.class))
              .as(operation.name())
              .isEqualTo(operation.parameterNames("query"));
        }
        var read = names(method, RequestHeader.class);
        read.removeAll(UNBOUND);
        assertThat(read).as(operation.name()).isEqualTo(headers);
      }
    }
  }

  /** Which names them where it refuses another. */
  @Test
  void an_operation_that_reads_its_whole_query_takes_the_documented_parameters()
      throws IOException {
    var served = served();
    var whole =
        CONTRACT.operations().stream()
            .filter(operation -> served.containsKey(operation.name()))
            .filter(operation -> takesWholeQuery(requireNonNull(served.get(operation.name()))))
            .toList();
    assertThat(whole).isNotEmpty();
    for (var operation : whole) {
      try (var wire = new Wire(port)) {
        var call = new Call(operation.method(), operation.path() + "?no-such-parameter=1");
        var errors = JSON.readTree(wire.exchange(call.bytes(), false).body()).path("errors");
        var known = errors.at("/0/detail").asString().replace("is none of ", "");
        assertThat(known.split(", ", -1))
            .containsExactlyInAnyOrderElementsOf(operation.parameterNames("query"));
      }
    }
  }

  private static boolean takesWholeQuery(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.getParameterType().equals(MultiValueMap.class));
  }

  /** Tomcat, Spring Security and proxies refuse these in a path, or read them as something else. */
  @Test
  void a_path_takes_only_ids_that_need_no_encoding() {
    var unfit = new ArrayList<>(List.of("", ".", "..", "..a", "\u00e4", "\u200b"));
    for (char character = ' '; character <= '~'; character++) {
      if (!Character.isLetterOrDigit(character) && "-._:".indexOf(character) < 0) {
        unfit.add("a" + character + "b");
      }
    }
    for (var operation : CONTRACT.operations()) {
      for (var parameter : operation.parameters()) {
        if (parameter.path("in").asString().equals("path")) {
          assertThat(unfit)
              .as("%s of %s", parameter.path("name"), operation.name())
              .allMatch(id -> !violations(parameter, id).isEmpty());
        }
      }
    }
  }

  private static List<String> violations(JsonNode parameter, String value) {
    return CONTRACT.violations(parameter.path("schema"), StringNode.valueOf(value));
  }

  @Test
  void the_codes_of_problems_are_the_documented_ones() {
    assertThat(CONTRACT.codes()).containsExactlyInAnyOrderElementsOf(ProblemCodes.all().keySet());
  }

  @Test
  void the_types_of_public_events_are_the_documented_ones() {
    var documented = CONTRACT.root().at("/components/schemas/PublicEventType/enum").valueStream();
    assertThat(documented.map(JsonNode::asString)).containsExactlyElementsOf(PublicEvents.types());
  }

  @Test
  void a_code_is_documented_under_its_own_status() {
    responses()
        .forEach(
            response -> {
              var own = response.findPath("code").path("enum");
              int status = response.findPath("status").path("const").asInt();
              own.forEach(
                  code ->
                      assertThat(requireNonNull(ProblemCodes.all().get(code.asString())).status())
                          .as(code.asString())
                          .isEqualTo(status));
            });
  }

  @Test
  void every_operation_has_an_example_of_success_and_every_example_is_run() {
    for (var operation : CONTRACT.operations()) {
      var named = named(operation.node());
      if (SHOWN_ONLY.containsKey(operation.name())) {
        var shown = successesShown(operation);
        assertThat(shown).as(operation.name()).isNotEmpty();
        named.removeAll(shown);
      }
      assertThat(operation.examples().keySet()).as(operation.name()).containsAll(named);
    }
    assertThat(CONTRACT.operations())
        .filteredOn(
            operation -> operation.examples().values().stream().noneMatch(DocumentTest::isSuccess))
        .extracting(Operation::name)
        .containsExactlyInAnyOrderElementsOf(SHOWN_ONLY.keySet());
  }

  private static boolean isSuccess(int status) {
    return HttpStatus.valueOf(status).is2xxSuccessful();
  }

  /** The names of the examples of such answers. */
  private static Set<String> successesShown(Operation operation) {
    return operation.responses().entrySet().stream()
        .filter(response -> isSuccess(response.getKey()))
        .flatMap(response -> response.getValue().findValues("examples").stream())
        .flatMap(examples -> examples.propertyStream().map(Map.Entry::getKey))
        .collect(toSet());
  }

  @Test
  void examples_are_valid_themselves() {
    for (var operation : CONTRACT.operations()) {
      for (var response : operation.responses().values()) {
        for (var media : response.path("content")) {
          for (var example : media.path("examples")) {
            assertThat(CONTRACT.violations(media.path("schema"), example.path("value")))
                .as(operation.name())
                .isEmpty();
          }
        }
      }
    }
  }

  @Test
  void every_operation_has_a_request_to_try() throws IOException {
    var requests =
        Files.readAllLines(Contract.FILE.resolveSibling(Path.of("..", "requests.http"))).stream()
            .map(line -> line.replaceFirst("\\?.*", ""))
            .map(line -> line.replace("{{api}}", "/api/v1"))
            .map(line -> line.replace("http://127.0.0.1:8080", ""))
            .toList();
    assertThat(CONTRACT.operations())
        .extracting(Operation::name)
        .allSatisfy(
            name -> {
              var pattern = Pattern.compile(name.replaceAll("\\{[a-zA-Z]+}", "[^/]+"));
              assertThat(requests).anyMatch(request -> pattern.matcher(request).matches());
            });
  }

  /** Streams end by themselves here: each goes on from the event that was received last. */
  @Test
  void the_events_of_a_stream_are_the_documented_ones() throws IOException {
    var order = new Call("POST", "/api/v1/orders").header("Content-Type", "application/json");
    order.body =
        """
        {"customerId":"c-stream","items":[{"sku":"mouse","quantity":1}],"paymentMethod":"pm_card_silent",
         "reference":"stream-1","labels":{"channel":"web"}}"""
            .getBytes(UTF_8);
    assertThat(send(order).status()).isEqualTo(201);
    var schema = CONTRACT.root().at("/components/schemas/StreamedOrder");
    var events = new ArrayList<JsonNode>();
    var lastId = new AtomicReference<>("0");

    await()
        .until(
            () -> {
              var stream = new Call("GET", "/api/v1/orders/stream");
              var answer = send(stream.header("Last-Event-ID", lastId.get()));
              for (var line : answer.body().lines().toList()) {
                if (line.startsWith("data: ")) {
                  events.add(JSON.readTree(line.substring(6)));
                } else if (line.startsWith("id: ")) {
                  lastId.set(line.substring(4));
                }
              }
              return events.stream()
                  .anyMatch(event -> event.path("reference").asString("").equals("stream-1"));
            });

    assertThat(events)
        .allSatisfy(event -> assertThat(CONTRACT.violations(schema, event)).isEmpty());
  }

  private Answer send(Call call) throws IOException {
    try (var wire = new Wire(port)) {
      return wire.exchange(call.bytes(), false);
    }
  }

  private static Stream<JsonNode> responses() {
    return Stream.concat(
            CONTRACT.operations().stream().map(Operation::responses),
            Stream.of(CONTRACT.elsewhere()))
        .flatMap(each -> each.values().stream())
        .map(each -> each.path("content").path("application/problem+json").path("schema"))
        .filter(schema -> !schema.isMissingNode());
  }

  private static Set<String> named(JsonNode operation) {
    var names = new HashSet<String>();
    Stream.of(operation.path("requestBody"), operation.path("responses"))
        .flatMap(part -> part.findValues("examples").stream())
        .filter(JsonNode::isObject)
        .forEach(examples -> examples.properties().forEach(each -> names.add(each.getKey())));
    return names;
  }

  private Map<String, HandlerMethod> served() {
    var served = new LinkedHashMap<String, HandlerMethod>();
    requestMappingHandlerMapping
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              for (var path : mapping.getPatternValues()) {
                // For the container only, and for people.
                if (!path.equals("/error") && !path.startsWith("/console")) {
                  mapping
                      .getMethodsCondition()
                      .getMethods()
                      .forEach(verb -> served.put(verb + " " + path, method));
                }
              }
            });
    return served;
  }

  private static Set<String> names(HandlerMethod method, Class<? extends Annotation> kind) {
    var names = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    for (var parameter : method.getMethodParameters()) {
      var annotation = AnnotatedElementUtils.findMergedAnnotation(parameter.getParameter(), kind);
      if (annotation != null) {
        var given = AnnotationUtils.getValue(annotation, "name");
        names.add(
            given instanceof String name && !name.isEmpty()
                ? name
                : parameter.getParameter().getName());
      }
    }
    return names;
  }
}
