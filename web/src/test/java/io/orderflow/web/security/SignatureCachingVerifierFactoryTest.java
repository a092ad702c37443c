package io.orderflow.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A remembered signature stands for exactly the key and text that it was verified with. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignatureCachingVerifierFactoryTest {

  private static final int MOST = 3;

  private final SignatureCachingVerifierFactory verifiers =
      new SignatureCachingVerifierFactory(MOST);
  private final RSAKey key = key();

  @Test
  void a_verified_token_stays_verified() throws JOSEException {
    var token = signed("alice");
    assertThat(isVerified(token, token.getSignature(), key)).isTrue();
    assertThat(isVerified(token, token.getSignature(), key)).isTrue();
  }

  @Test
  void neither_another_text_nor_another_key_nor_another_signature_is_verified_by_it()
      throws JOSEException {
    var token = signed("alice");
    var another = signed("bob");
    assertThat(isVerified(token, token.getSignature(), key)).isTrue();
    assertThat(isVerified(another, another.getSignature(), key)).isTrue();
    for (int i = 0; i < 2; i++) { // a refusal is not remembered as the opposite
      assertThat(isVerified(another, token.getSignature(), key)).isFalse();
      assertThat(isVerified(token, another.getSignature(), key)).isFalse();
      assertThat(isVerified(token, token.getSignature(), key())).isFalse();
    }
  }

  @Test
  void a_forgotten_token_is_verified_again() throws JOSEException {
    var first = signed("first");
    assertThat(isVerified(first, first.getSignature(), key)).isTrue();
    for (int i = 0; i <= MOST; i++) {
      var next = signed("next " + i);
      assertThat(isVerified(next, next.getSignature(), key)).isTrue();
    }
    assertThat(isVerified(first, first.getSignature(), key)).isTrue();
  }

  private boolean isVerified(JWSObject token, Base64URL signature, RSAKey by) throws JOSEException {
    return verifiers
        .createJWSVerifier(token.getHeader(), by.toRSAPublicKey())
        .verify(token.getHeader(), token.getSigningInput(), signature);
  }

  private JWSObject signed(String payload) throws JOSEException {
    var token = new JWSObject(new JWSHeader(JWSAlgorithm.RS256), new Payload(payload));
    token.sign(new RSASSASigner(key));
    return token;
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).generate();
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
