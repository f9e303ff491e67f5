package dev.kvstore.connection;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/**
 * Shows the certificate of whichever key manager is the present one.
 */
final class ReloadableKeys extends X509ExtendedKeyManager {

	private volatile @Nullable X509ExtendedKeyManager present;

	ReloadableKeys(@Nullable X509ExtendedKeyManager present) {
		this.present = present;
	}

	void replace(X509ExtendedKeyManager next) {
		this.present = next;
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		X509ExtendedKeyManager manager = this.present;
		return (manager != null) ? manager.getClientAliases(keyType, issuers) : null;
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers,
			@Nullable Socket socket) {
		X509ExtendedKeyManager manager = this.present;
		return (manager != null) ? manager.chooseClientAlias(keyType, issuers, socket) : null;
	}

	@Override
	public @Nullable String chooseEngineClientAlias(String[] keyType, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		X509ExtendedKeyManager manager = this.present;
		return (manager != null) ? manager.chooseEngineClientAlias(keyType, issuers, engine) : null;
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		return null;
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
		return null;
	}

	@Override
	public X509Certificate @Nullable [] getCertificateChain(String alias) {
		X509ExtendedKeyManager manager = this.present;
		return (manager != null) ? manager.getCertificateChain(alias) : null;
	}

	@Override
	public @Nullable PrivateKey getPrivateKey(String alias) {
		X509ExtendedKeyManager manager = this.present;
		return (manager != null) ? manager.getPrivateKey(alias) : null;
	}

}
