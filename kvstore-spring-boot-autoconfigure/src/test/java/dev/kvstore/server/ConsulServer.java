package dev.kvstore.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Consul agent in server mode.
 */
public final class ConsulServer extends ServerNode {

	/**
	 * The token that may do everything on a server {@link #withAcl()}.
	 */
	public static final String MANAGEMENT_TOKEN = "5d2f1a3c-7b60-4a55-9c0e-0f6a2b1c9d7e";

	private static final String SHORT_SESSIONS = "{\"session_ttl_min\": \"1s\"}";

	private static final Pattern WITH_GRPC_TLS = Pattern.compile("Consul v1\\.(1[4-9]|[2-9][0-9])|Consul v[2-9]");

	private final int plainPort;

	private final int serverPort = Ports.next();

	private final int serfPort = Ports.next();

	private final List<String> configurations;

	private List<ConsulServer> members = List.of(this);

	private ConsulServer(int port, int plainPort, List<String> configurations) {
		super("consul", port);
		this.plainPort = plainPort;
		this.configurations = configurations;
	}

	/**
	 * Creates a server, not yet started, that grants sessions from 1 s on; they still may
	 * live twice as long.
	 * @return the server
	 */
	public static ConsulServer create() {
		return configured(SHORT_SESSIONS);
	}

	/**
	 * Creates a server that grants sessions from 10 s on, as Consul does by default.
	 * @return the server
	 */
	public static ConsulServer withDefaults() {
		return configured();
	}

	/**
	 * Creates a server with further configuration files.
	 * @param configurations the content of each, in JSON
	 * @return the server
	 */
	public static ConsulServer configured(String... configurations) {
		int port = Ports.next();
		return new ConsulServer(port, port, List.of(configurations));
	}

	/**
	 * Creates a server that denies everything to who has no token.
	 * @return the server, with {@link #MANAGEMENT_TOKEN}
	 */
	public static ConsulServer withAcl() {
		return configured(SHORT_SESSIONS, """
				{"acl": {"enabled": true, "default_policy": "deny", "tokens": {"master": "%s", "agent": "%s"}}}
				""".formatted(MANAGEMENT_TOKEN, MANAGEMENT_TOKEN));
	}

	/**
	 * Creates a server whose endpoint speaks TLS.
	 * @param certificates whose server certificate it shows
	 * @return the server
	 */
	public static ConsulServer withTls(TestCertificates certificates) {
		return secured(certificates, false);
	}

	/**
	 * Creates a server whose endpoint speaks TLS and demands a client certificate.
	 * @param certificates whose server certificate it shows and whose authority it trusts
	 * @return the server
	 */
	public static ConsulServer withMutualTls(TestCertificates certificates) {
		return secured(certificates, true);
	}

	private static ConsulServer secured(TestCertificates certificates, boolean mutual) {
		int port = Ports.next();
		return new ConsulServer(port, Ports.next(), List.of(SHORT_SESSIONS, """
				{"ports": {"https": %d}, "cert_file": "%s", "key_file": "%s", "ca_file": "%s",
				"verify_incoming_https": %s}
				""".formatted(port, certificates.serverCertificate(), certificates.serverKey(),
				certificates.authority(), mutual)));
	}

	static List<ConsulServer> cluster(int size) {
		List<ConsulServer> members = Stream.generate(ConsulServer::create).limit(size).toList();
		members.forEach((member) -> member.members = members);
		return members;
	}

	/**
	 * Returns the address that speaks plain HTTP, also if {@link #endpoint()} does not.
	 * @return {@code http://host:port}
	 */
	public String plainUrl() {
		return "http://127.0.0.1:" + this.plainPort;
	}

	@Override
	List<String> command(Path data) throws IOException {
		List<String> command = new ArrayList<>(List.of(ServerBinary.CONSUL.path().toString(), "agent"));
		List<String> contents = Stream.concat(Stream.of(configuration(data)), this.configurations.stream()).toList();
		for (int index = 0; index < contents.size(); index++) {
			Path file = Files.writeString(data.resolve("config-" + index + ".json"), contents.get(index));
			command.add("-config-file=" + file);
		}
		return command;
	}

	private String configuration(Path data) {
		String join = this.members.stream()
			.map((member) -> "\"127.0.0.1:" + member.serfPort + "\"")
			.collect(Collectors.joining(", "));
		return """
				{"server": true, "bootstrap_expect": %d, "data_dir": "%s", "node_name": "node-%d",
				"bind_addr": "127.0.0.1", "client_addr": "127.0.0.1", "retry_join": [%s], "retry_interval": "1s",
				"ports": {"http": %d, "server": %d, "serf_lan": %d, "serf_wan": -1, "dns": -1, "grpc": -1%s},
				"performance": {"raft_multiplier": 1}, "autopilot": {"cleanup_dead_servers": false},
				"disable_update_check": true, "leave_on_terminate": false, "skip_leave_on_interrupt": true}
				""".formatted(this.members.size(), data, this.serverPort, join, this.plainPort, this.serverPort,
				this.serfPort, grpcTlsPort());
	}

	private static String grpcTlsPort() {
		String version = ServerProcess.run(List.of(ServerBinary.CONSUL.path().toString(), "version")).output();
		return WITH_GRPC_TLS.matcher(version).find() ? ", \"grpc_tls\": -1" : "";
	}

	@Override
	boolean isReady() {
		return HttpProbe
			.put(this.plainPort, "/v1/kv/.kvstore/test-server", Map.of("X-Consul-Token", MANAGEMENT_TOKEN), "ready")
			.contains("true");
	}

	@Override
	boolean isLeader() {
		return HttpProbe.get(this.plainPort, "/v1/status/leader").contains("\"127.0.0.1:" + this.serverPort + "\"");
	}

}
