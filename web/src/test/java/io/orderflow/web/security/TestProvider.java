package io.orderflow.web.security;

import static org.springframework.security.config.Customizer.withDefaults;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * An OpenID provider in this process (Spring Authorization Server) with three people, each of whom
 * logs in by name and {@link #PASSWORD} in a form. It is strict: PKCE is required, and addresses to
 * lead back to must be registered.
 */
public final class TestProvider implements AutoCloseable {

  public static final String CLIENT = "orderflow-console";
  public static final String SECRET = "a-secret-of-the-console-that-is-long-enough";
  public static final String PASSWORD = "let-me-in";

  /** What each person may do, and so the scopes of the tokens that the provider gives for them. */
  private static final Map<String, String> PEOPLE =
      Map.of(
          "olga", "openid orders:operate",
          "otto", "openid orders:operate orders:write:any",
          "alice", "openid orders:read orders:write");

  private final ConfigurableApplicationContext context;

  private TestProvider(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * @param issuer whose key signs its tokens
   * @param site where browsers reach the pages with a login
   */
  public static TestProvider start(TestIssuer issuer, String site) {
    var context =
        new SpringApplicationBuilder(Server.class)
            .initializers(
                beans -> {
                  var factory = beans.getBeanFactory();
                  factory.registerSingleton("keys", keys(issuer));
                  factory.registerSingleton(
                      "clients", new InMemoryRegisteredClientRepository(client(site)));
                })
            .run(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.config.name=provider",
                "--spring.main.banner-mode=off",
                "--spring.jmx.enabled=false",
                "--server.servlet.session.cookie.name=provider-session");
    var provider = new TestProvider(context);
    provider.answerOnce();
    return provider;
  }

  /** The first answer takes longest, and what asks for it in a test waits for two seconds. */
  private void answerOnce() {
    var discovery = URI.create(name() + "/.well-known/openid-configuration");
    try (var answer = discovery.toURL().openStream()) {
      answer.transferTo(OutputStream.nullOutputStream());
    } catch (IOException failed) {
      throw new UncheckedIOException("the provider does not answer", failed);
    }
  }

  private static JWKSource<SecurityContext> keys(TestIssuer issuer) {
    return new ImmutableJWKSet<>(new JWKSet(issuer.key()));
  }

  private static RegisteredClient client(String site) {
    return RegisteredClient.withId("1")
        .clientId(CLIENT)
        .clientSecret("{noop}" + SECRET)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri(site + "/console/login/answer")
        .postLogoutRedirectUri(site + "/console/logged-out")
        .scope("openid")
        .scope("orders:operate")
        .clientSettings(
            ClientSettings.builder()
                .requireProofKey(true)
                .requireAuthorizationConsent(false)
                .build())
        .build();
  }

  /** What the session cookie of this client says an hour after its end. */
  public static String endedSession(String name, String site) {
    var properties = new LoginProperties(CLIENT, SECRET, site, List.of(), Duration.ofHours(1));
    var hourAgo = Instant.now().minus(Duration.ofHours(1));
    var session =
        new LoginSession(name, name, name, Set.of("orders:operate"), hourAgo, "token", null, null);
    return new SealedCookies<>(LoginSession.class, properties, "/console").seal(session);
  }

  /** What its tokens say who they are from. */
  public String name() {
    var server = ((ServletWebServerApplicationContext) context).getWebServer();
    return "http://127.0.0.1:" + Objects.requireNonNull(server).getPort();
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class
  })
  static class Server {

    @Bean
    SecurityFilterChain filters(HttpSecurity http) {
      return http.oauth2AuthorizationServer(server -> server.oidc(withDefaults()))
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .formLogin(withDefaults())
          .build();
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build(); // the issuer is where it is called
    }

    /** Of the access tokens with which its own endpoints are called. */
    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
      return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    UserDetailsService people() {
      return new InMemoryUserDetailsManager(
          PEOPLE.keySet().stream()
              .map(
                  name ->
                      User.withUsername(name).password("{noop}" + PASSWORD).roles("PERSON").build())
              .toArray(UserDetails[]::new));
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> tokens() {
      return token -> {
        if (OAuth2TokenType.ACCESS_TOKEN.equals(token.getTokenType())) {
          var person = Objects.requireNonNull(token.<Authentication>getPrincipal()).getName();
          var scopes = Objects.requireNonNull(PEOPLE.get(person));
          token
              .getClaims()
              .audience(List.of(TestIssuer.AUDIENCE))
              .claim("scope", Arrays.asList(scopes.split(" ")));
        }
      };
    }
  }
}
