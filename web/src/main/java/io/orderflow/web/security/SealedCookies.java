package io.orderflow.web.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cookies that only the replicas of this service can read and make (JWE, AES-256-GCM). Their key is
 * derived from the secret of the client, which all replicas have.
 *
 * @param <T> what they hold, as JSON
 */
final class SealedCookies<T> {

  private static final int KEY_BYTES = 32;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Class<T> type;
  private final SecretKey key;
  private final String path;
  private final boolean secure;

  /**
   * @param path where browsers send them; it also makes cookies of one purpose useless for another,
   *     as the public URL does for those of another installation with the same client
   */
  SealedCookies(Class<T> type, LoginProperties properties, String path) {
    this.type = type;
    this.key = key(properties.clientSecret(), type.getName() + " " + properties.publicUrl() + path);
    this.path = path;
    this.secure = properties.isSecure();
  }

  private static SecretKey key(String secret, String purpose) {
    try {
      var derivation =
          HKDFParameterSpec.ofExtract()
              .addIKM(secret.getBytes(UTF_8))
              .thenExpand(purpose.getBytes(UTF_8), KEY_BYTES);
      return KDF.getInstance("HKDF-SHA256").deriveKey("AES", derivation);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java 25 has HKDF-SHA256", missing);
    }
  }

  String seal(T content) {
    var header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .compressionAlgorithm(CompressionAlgorithm.DEF)
            .build();
    var sealed = new JWEObject(header, new Payload(JSON.writeValueAsBytes(content)));
    try {
      sealed.encrypt(new DirectEncrypter(key));
    } catch (JOSEException unfit) {
      throw new IllegalStateException("the key fits the algorithm", unfit);
    }
    return sealed.serialize();
  }

  /** Null if there is no such cookie, or it was not made with this key. */
  @Nullable T open(HttpServletRequest request, String name) {
    var cookies = request.getCookies();
    return cookies == null
        ? null
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .map(this::opened)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  private @Nullable T opened(String sealed) {
    try {
      var content = JWEObject.parse(sealed);
      content.decrypt(new DirectDecrypter(key));
      return JSON.readValue(content.getPayload().toBytes(), type);
    } catch (ParseException
        | JOSEException
        | RuntimeException foreign) { // anyone may send anything
      return null;
    }
  }

  /**
   * @param lasts null for a cookie that ends with the browser
   */
  void set(HttpServletResponse response, String name, String sealed, @Nullable Duration lasts) {
    var cookie =
        ResponseCookie.from(name, sealed)
            .path(path)
            .httpOnly(true)
            .secure(secure)
            // Strict would keep it from the provider's redirect, which comes from another site.
            .sameSite("Lax");
    if (lasts != null) {
      cookie.maxAge(lasts);
    }
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
  }

  void remove(HttpServletResponse response, String name) {
    set(response, name, "", Duration.ZERO);
  }
}
