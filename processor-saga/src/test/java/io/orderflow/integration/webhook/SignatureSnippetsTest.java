package io.orderflow.integration.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The lines by which docs/integration.md verifies a signature, run as they are in every language
 * that this machine has.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignatureSnippetsTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "integration.md");
  private static final WebhookSecret SECRET = WebhookSecret.random();
  private static final String BODY = "{\"id\": \"event-1\", \"a\": 1.50}";

  @TempDir Path folder;

  /** Each takes the secret, the id, the time, the signatures and the body, and prints yes or no. */
  enum Language {
    PYTHON(
        "py",
        "%s\nimport sys\nprint('yes' if is_genuine(*sys.argv[1:5], sys.argv[5].encode()) else 'no')\n",
        "python3"),
    JAVASCRIPT(
        "js",
        """
        %s
        const [secret, id, timestamp, signatures, body] = process.argv.slice(2);
        console.log(isGenuine(secret, id, timestamp, signatures, Buffer.from(body)) ? "yes" : "no");
        """,
        "node"),
    JAVA(
        "java",
        """
        class Snippet {
          %s
          public static void main(String[] given) throws Exception {
            byte[] body = given[4].getBytes("UTF-8");
            boolean genuine = isGenuine(given[0], given[1], given[2], given[3], body);
            System.out.println(genuine ? "yes" : "no");
          }
        }
        """,
        Path.of(System.getProperty("java.home"), "bin", "java").toString()),
    GO(
        "go",
        """
        package main

        import (
        	"crypto/hmac"
        	"crypto/sha256"
        	"encoding/base64"
        	"fmt"
        	"os"
        	"strconv"
        	"strings"
        	"time"
        )

        %s

        func main() {
        	given := os.Args[1:]
        	if isGenuine(given[0], given[1], given[2], given[3], []byte(given[4])) {
        		fmt.Println("yes")
        	} else {
        		fmt.Println("no")
        	}
        }
        """,
        "go",
        "run"),
    RUBY("rb", "%s\nputs genuine?(*ARGV[0..3], ARGV[4]) ? 'yes' : 'no'\n", "ruby");

    private final String extension;
    private final String program;

    @SuppressWarnings("ImmutableEnumChecker") // only read
    private final List<String> command;

    Language(String extension, String program, String... command) {
      this.extension = extension;
      this.program = program;
      this.command = List.of(command);
    }

    boolean isHere() {
      return Path.of(command.getFirst()).isAbsolute()
          || Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
              .anyMatch(path -> Files.isExecutable(Path.of(path, command.getFirst())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_genuine_request_is_told_from_a_forged_one(Language language) throws Exception {
    var snippet = snippet(language);
    assumeTrue(
        language.isHere(), language.command.getFirst() + " is not on the PATH: this was not run");
    Path file = folder.resolve("Snippet." + language.extension);
    Files.writeString(file, language.program.replace("%s", snippet));
    var now = Instant.now();
    var genuine = SECRET.sign("event-1", now, BODY.getBytes(UTF_8));
    var other = WebhookSecret.random().sign("event-1", now, BODY.getBytes(UTF_8));
    var old = now.minusSeconds(400);
    var seconds = Long.toString(now.getEpochSecond());

    assertThat(run(language, file, now, genuine, BODY)).isEqualTo("yes");
    assertThat(run(language, file, now, other + " " + genuine, BODY)).isEqualTo("yes");
    assertThat(run(language, file, now, other, BODY)).isEqualTo("no");
    assertThat(run(language, file, now, genuine, BODY.replace("1.50", "1.5"))).isEqualTo("no");
    assertThat(run(language, file, now, genuine.replace("v1,", "v2,"), BODY)).isEqualTo("no");
    assertThat(run(language, file, old, SECRET.sign("event-1", old, BODY.getBytes(UTF_8)), BODY))
        .isEqualTo("no");
    for (var malformed : List.of("", "soon", "9".repeat(400))) {
      assertThat(run(language, file, malformed, genuine, BODY)).as(malformed).isEqualTo("no");
    }
    for (var malformed : List.of("", "v1", "v1,\u00e4")) {
      assertThat(run(language, file, seconds, malformed, BODY)).as(malformed).isEqualTo("no");
    }
  }

  private static String snippet(Language language) throws IOException {
    var name = language.name().toLowerCase(Locale.ROOT);
    var block =
        Pattern.compile("(?s)\n```" + name + "\n(.*?)\n```\n")
            .matcher(after("#### Verifying signatures"));
    assertThat(block.find()).as("a block of " + name + " in " + DOCUMENT).isTrue();
    return block.group(1);
  }

  private static String after(String heading) throws IOException {
    var text = Files.readString(DOCUMENT);
    return text.substring(text.indexOf(heading));
  }

  private static String run(
      Language language, Path file, Instant at, String signatures, String body)
      throws IOException, InterruptedException {
    return run(language, file, Long.toString(at.getEpochSecond()), signatures, body);
  }

  private static String run(
      Language language, Path file, String timestamp, String signatures, String body)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(language.command);
    command.addAll(List.of(file.toString(), SECRET.text(), "event-1", timestamp, signatures, body));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return printed;
  }
}
