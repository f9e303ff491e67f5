package dev.kvstore.server;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/**
 * The container image of a server: the official one, or where no registry can be reached
 * a substitute in the same repository, built from the program that the other tests run.
 */
public final class ServerImage {

	/**
	 * Runs {@code etcd} as its command says.
	 */
	public static final ServerImage ETCD = new ServerImage("rancher/mirrored-coreos-etcd", "v3.5.9",
			(image) -> image.program(ServerBinary.ETCD.path(), "/usr/local/bin/etcd")
				.build("ENV PATH=/usr/local/bin", "CMD [\"etcd\"]"));

	/**
	 * Runs {@code consul} with its command as arguments.
	 */
	public static final ServerImage CONSUL = new ServerImage("consul", "1.8.7",
			(image) -> image.program(ServerBinary.CONSUL.path(), "/bin/consul").build("ENTRYPOINT [\"/bin/consul\"]"));

	/**
	 * Runs a single ZooKeeper with the configuration {@code /conf/zoo.cfg}.
	 */
	public static final ServerImage ZOOKEEPER = new ServerImage("zookeeper", "3.9", ZooKeeperImage::build);

	private static final int PULL_SECONDS = 120;

	private static final ConcurrentMap<ServerImage, String> FOUND = new ConcurrentHashMap<>();

	private final String repository;

	private final String tag;

	private final Recipe recipe;

	private ServerImage(String repository, String tag, Recipe recipe) {
		this.repository = repository;
		this.tag = tag;
		this.recipe = recipe;
	}

	/**
	 * Returns the image, which Docker has when this returns.
	 * @return its name and tag
	 */
	public DockerImageName name() {
		return DockerImageName.parse(FOUND.computeIfAbsent(this, ServerImage::find));
	}

	/**
	 * Returns the image under another name, which does not tell what is in it.
	 * @param other the name
	 * @return the other name
	 */
	public DockerImageName taggedAs(String other) {
		docker().tagImageCmd(name().asCanonicalNameString(), other, "latest").exec();
		return DockerImageName.parse(other + ":latest");
	}

	private String find() {
		String official = this.repository + ":" + this.tag;
		String substitute = this.repository + ":kvstore-test";
		if (isThere(official) || (!isThere(substitute) && isPulled())) {
			return official;
		}
		if (!isThere(substitute)) {
			this.recipe.build(new ScratchImage(substitute));
		}
		return substitute;
	}

	private boolean isPulled() {
		try {
			return docker().pullImageCmd(this.repository)
				.withTag(this.tag)
				.exec(new PullImageResultCallback())
				.awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS);
		}
		catch (DockerException ex) {
			DebianPackage.log("The image " + this.repository + ":" + this.tag + " cannot be pulled: " + ex);
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static boolean isThere(String image) {
		try {
			docker().inspectImageCmd(image).exec();
			return true;
		}
		catch (NotFoundException ex) {
			return false;
		}
	}

	private static DockerClient docker() {
		return DockerClientFactory.instance().client();
	}

	private interface Recipe {

		void build(ScratchImage image);

	}

}
