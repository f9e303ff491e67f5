package dev.kvstore.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real ZooKeeper server in a JVM of its own.
 */
public final class ZooKeeperServer extends ServerNode {

	static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";

	static final String LOGGING = """
			<configuration>
			  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
			    <encoder><pattern>%d %level %logger{20} - %m%n</pattern></encoder>
			  </appender>
			  <root level="INFO"><appender-ref ref="console"/></root>
			</configuration>
			""";

	private static final int PATIENCE_MILLIS = 1_000;

	private final int plainPort;

	private final int quorumPort = Ports.next();

	private final int electionPort = Ports.next();

	private final List<String> properties;

	private List<ZooKeeperServer> members = List.of();

	private ZooKeeperServer(int port, int plainPort, List<String> properties) {
		super("zookeeper", port);
		this.plainPort = plainPort;
		this.properties = properties;
	}

	/**
	 * Creates a server, not yet started, that grants sessions from half a second on.
	 * @param properties further lines of {@code zoo.cfg}
	 * @return the server
	 */
	public static ZooKeeperServer create(String... properties) {
		int port = Ports.next();
		return new ZooKeeperServer(port, port, List.of(properties));
	}

	/**
	 * Creates a server whose endpoint speaks TLS.
	 * @param certificates whose server certificate it shows
	 * @return the server
	 */
	public static ZooKeeperServer withTls(TestCertificates certificates) {
		return secured(certificates, "none");
	}

	/**
	 * Creates a server whose endpoint speaks TLS and demands a client certificate.
	 * @param certificates whose server certificate it shows and whose authority it trusts
	 * @return the server
	 */
	public static ZooKeeperServer withMutualTls(TestCertificates certificates) {
		return secured(certificates, "need");
	}

	private static ZooKeeperServer secured(TestCertificates certificates, String clientAuth) {
		int port = Ports.next();
		return new ZooKeeperServer(port, Ports.next(),
				List.of("secureClientPort=" + port, "secureClientPortAddress=127.0.0.1",
						"serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
						"ssl.keyStore.location=" + certificates.serverKeyStore(),
						"ssl.keyStore.password=" + TestCertificates.PASSWORD,
						"ssl.trustStore.location=" + certificates.trustStore(),
						"ssl.trustStore.password=" + TestCertificates.PASSWORD, "ssl.clientAuth=" + clientAuth));
	}

	static List<ZooKeeperServer> cluster(int size) {
		List<ZooKeeperServer> members = Stream.generate(() -> create()).limit(size).toList();
		members.forEach((member) -> member.members = members);
		return members;
	}

	/**
	 * Returns the address without TLS, also if {@link #endpoint()} speaks TLS.
	 * @return {@code host:port}
	 */
	public String plainEndpoint() {
		return "127.0.0.1:" + this.plainPort;
	}

	@Override
	List<String> command(Path data) throws IOException {
		Files.writeString(data.resolve("myid"), Integer.toString(this.members.indexOf(this) + 1));
		Path configuration = Files.write(data.resolve("zoo.cfg"), configuration(data));
		Path logging = Files.writeString(data.resolve("logback.xml"), LOGGING);
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx160m",
				"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=" + logging,
				"-Dzookeeper.preAllocSize=1024", "-Dzookeeper.cnxTimeout=1000",
				"-Dzookeeper.fastleader.maxNotificationInterval=1000", "-cp", System.getProperty("java.class.path"),
				MAIN, configuration.toString());
	}

	private List<String> configuration(Path data) {
		List<String> lines = new ArrayList<>(List.of("tickTime=250", "initLimit=40", "syncLimit=12",
				"minSessionTimeout=500", "maxSessionTimeout=40000", "maxClientCnxns=0", "dataDir=" + data,
				"clientPort=" + this.plainPort, "clientPortAddress=127.0.0.1", "admin.enableServer=false",
				"4lw.commands.whitelist=*"));
		for (ZooKeeperServer member : this.members) {
			lines.add("server." + (this.members.indexOf(member) + 1) + "=127.0.0.1:" + member.quorumPort + ":"
					+ member.electionPort);
		}
		lines.addAll(this.properties);
		return lines;
	}

	@Override
	boolean isReady() {
		return ask().contains("Mode: ");
	}

	@Override
	boolean isLeader() {
		return ask().contains("Mode: leader");
	}

	private String ask() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.plainPort), PATIENCE_MILLIS);
			socket.setSoTimeout(PATIENCE_MILLIS);
			socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			return "";
		}
	}

}
