package dev.kvstore.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real etcd.
 */
public final class EtcdServer extends ServerNode {

	private final int peerPort;

	private final int metricsPort;

	private final String scheme;

	private final List<String> arguments;

	private List<EtcdServer> members = List.of(this);

	private EtcdServer(String scheme, List<String> arguments) {
		super("etcd", Ports.next());
		this.peerPort = Ports.next();
		this.metricsPort = Ports.next();
		this.scheme = scheme;
		this.arguments = arguments;
	}

	/**
	 * Creates a server that is not yet started.
	 * @param arguments further arguments for {@code etcd}
	 * @return the server
	 */
	public static EtcdServer create(String... arguments) {
		return new EtcdServer("http", List.of(arguments));
	}

	/**
	 * Creates a server that speaks TLS only.
	 * @param certificates whose server certificate it shows
	 * @return the server
	 */
	public static EtcdServer withTls(TestCertificates certificates) {
		return new EtcdServer("https", tls(certificates));
	}

	/**
	 * Creates a server that speaks TLS only and demands a client certificate.
	 * @param certificates whose server certificate it shows and whose authority it trusts
	 * @return the server
	 */
	public static EtcdServer withMutualTls(TestCertificates certificates) {
		List<String> arguments = new ArrayList<>(tls(certificates));
		arguments.addAll(List.of("--client-cert-auth", "--trusted-ca-file", certificates.authority().toString()));
		return new EtcdServer("https", arguments);
	}

	private static List<String> tls(TestCertificates certificates) {
		return List.of("--cert-file", certificates.serverCertificate().toString(), "--key-file",
				certificates.serverKey().toString());
	}

	static List<EtcdServer> cluster(int size, String... arguments) {
		List<EtcdServer> members = Stream.generate(() -> create(arguments)).limit(size).toList();
		members.forEach((member) -> member.members = members);
		return members;
	}

	/**
	 * Returns the address as a URL.
	 * @return {@code http://host:port}, or {@code https} with TLS
	 */
	public String url() {
		return this.scheme + "://" + endpoint();
	}

	@Override
	List<String> command(Path data) {
		List<String> command = new ArrayList<>(List.of(ServerBinary.ETCD.path().toString(), "--name", memberName(),
				"--data-dir", data.toString(), "--listen-client-urls", url(), "--advertise-client-urls", url(),
				"--listen-peer-urls", peerUrl(), "--initial-advertise-peer-urls", peerUrl(), "--initial-cluster",
				String.join(",",
						this.members.stream().map((member) -> member.memberName() + "=" + member.peerUrl()).toList()),
				"--listen-metrics-urls", "http://127.0.0.1:" + this.metricsPort));
		command.addAll(this.arguments);
		return command;
	}

	@Override
	Map<String, String> environment() {
		return Map.of("ETCD_UNSUPPORTED_ARCH", System.getProperty("os.arch").replace("aarch64", "arm64"));
	}

	@Override
	boolean isReady() {
		return HttpProbe.get(this.metricsPort, "/health").contains("\"true\"");
	}

	@Override
	boolean isLeader() {
		return HttpProbe.get(this.metricsPort, "/metrics").contains("\netcd_server_is_leader 1\n");
	}

	private String memberName() {
		return "member-" + port();
	}

	private String peerUrl() {
		return "http://127.0.0.1:" + this.peerPort;
	}

}
