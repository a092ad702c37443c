package io.orderflow.web.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import io.orderflow.engine.cache.RecentlyUsedMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Set;

/**
 * Verifies a token's signature once. A signature that fits a text and a key fits them for ever, and
 * verifying it is the costliest part of most requests. Everything that can change is checked for
 * each request: whether the key is still the issuer's, and whether the claims hold.
 *
 * <p>No token is kept, only the digest of what was verified.
 */
final class SignatureCachingVerifierFactory extends DefaultJWSVerifierFactory {

  private final Set<ByteBuffer> verified;

  /**
   * @param most signatures that are remembered; the oldest is forgotten, and would be verified
   *     again
   */
  SignatureCachingVerifierFactory(int most) {
    verified = Collections.newSetFromMap(RecentlyUsedMap.of(most));
  }

  @Override
  public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
    return new Verifier(super.createJWSVerifier(header, key), key, verified);
  }

  private record Verifier(JWSVerifier verifier, Key key, Set<ByteBuffer> verified)
      implements JWSVerifier {

    @Override
    public boolean verify(JWSHeader header, byte[] text, Base64URL signature) throws JOSEException {
      var digest = digest(text, signature);
      if (verified.contains(digest)) {
        return true;
      }
      boolean fits = verifier.verify(header, text, signature);
      if (fits) {
        verified.add(digest);
      }
      return fits;
    }

    /** The key comes first: its encoding says where it ends. The text contains one dot. */
    private ByteBuffer digest(byte[] text, Base64URL signature) {
      try {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(key.getEncoded());
        digest.update(text);
        digest.update((byte) '.');
        return ByteBuffer.wrap(
            digest.digest(signature.toString().getBytes(StandardCharsets.US_ASCII)));
      } catch (NoSuchAlgorithmException impossible) { // every JDK has it
        throw new IllegalStateException(impossible);
      }
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
      return verifier.supportedJWSAlgorithms();
    }

    @Override
    public JCAContext getJCAContext() {
      return verifier.getJCAContext();
    }
  }
}
