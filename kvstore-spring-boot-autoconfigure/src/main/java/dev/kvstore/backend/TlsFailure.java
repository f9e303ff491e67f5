package dev.kvstore.backend;

import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

/**
 * Tells a connection that could not be made secure from one that could not be made.
 */
public final class TlsFailure {

	private TlsFailure() {
	}

	/**
	 * Looks for a reason in what a connection failed with.
	 * @param failure the failure
	 * @return what to tell the user, or empty if TLS is not the reason
	 */
	public static Optional<String> reason(Throwable failure) {
		Optional<String> certificate = refusal(failure)
			.map((cause) -> "the server's certificate is not trusted, or it does not accept this client's ("
					+ cause.getMessage() + "); check the certificates of the SSL bundle");
		return certificate.or(() -> causes(failure).filter(SSLException.class::isInstance)
			.findFirst()
			.map((cause) -> "no TLS connection could be made (" + cause.getMessage()
					+ "); check that the server expects TLS and, if it asks for one, that the SSL bundle has a client "
					+ "certificate it trusts"));
	}

	/**
	 * Tells whether a certificate was refused, so that the connection never came to be
	 * and nothing that was sent on it was looked at.
	 * @param failure the failure
	 * @return {@code false} also if that is not known
	 */
	public static boolean isRefusedCertificate(Throwable failure) {
		return refusal(failure).isPresent();
	}

	private static Optional<Throwable> refusal(Throwable failure) {
		return causes(failure).filter(TlsFailure::isAboutCertificate).findFirst();
	}

	private static boolean isAboutCertificate(Throwable cause) {
		String message = String.valueOf(cause.getMessage());
		return cause instanceof CertificateException
				|| (cause instanceof SSLException && (message.contains("certificate")
						|| message.contains("certification path") || message.contains("unknown_ca")));
	}

	private static Stream<Throwable> causes(Throwable failure) {
		return Stream.iterate(failure, (cause) -> cause != null, Throwable::getCause).limit(20);
	}

}
