package dev.kvstore.backend;

import java.io.IOException;
import java.security.cert.CertificateException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TlsFailure}.
 */
class TlsFailureTests {

	@Test
	void untrustedCertificateIsFoundBelowOtherFailures() {
		IOException failure = new IOException("io exception",
				new SSLHandshakeException("PKIX path building failed: unable to find valid certification path"));
		assertThat(TlsFailure.reason(failure)).get().asString().contains("certificate", "PKIX");
		IOException name = new IOException(new CertificateException("No name matching localhost found"));
		assertThat(TlsFailure.reason(name)).get().asString().contains("certificate", "localhost");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bad_certificate", "certificate_required", "certificate_unknown", "unknown_ca" })
	void certificateThatTheServerRefusesIsFound(String alert) {
		IOException failure = new IOException(new SSLHandshakeException("Received fatal alert: " + alert));
		assertThat(TlsFailure.reason(failure)).get().asString().contains("does not accept this client's", alert);
		assertThat(TlsFailure.isRefusedCertificate(failure)).isTrue();
	}

	@Test
	void serverThatSpeaksNoTlsIsNotTakenForABadCertificate() {
		assertThat(TlsFailure.reason(new SSLException("Unsupported or unrecognized SSL message"))).get()
			.asString()
			.contains("TLS", "unrecognized")
			.doesNotContain("not trusted");
		assertThat(TlsFailure.isRefusedCertificate(new SSLException("Tag mismatch"))).isFalse();
	}

	@Test
	void otherFailuresHaveNoReason() {
		assertThat(TlsFailure.reason(new IOException("Connection refused"))).isEmpty();
	}

}
