package dev.kvstore.backend;

import java.io.IOException;
import java.security.cert.CertificateException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;

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

	@Test
	void serverThatSpeaksNoTlsIsNotTakenForABadCertificate() {
		assertThat(TlsFailure.reason(new SSLException("Unsupported or unrecognized SSL message"))).get()
			.asString()
			.contains("TLS", "unrecognized")
			.doesNotContain("not trusted");
	}

	@Test
	void otherFailuresHaveNoReason() {
		assertThat(TlsFailure.reason(new IOException("Connection refused"))).isEmpty();
	}

}
