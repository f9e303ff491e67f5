package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

import dev.kvstore.backend.StoreFileException;
import dev.kvstore.backend.StoreFileException.Problem;
import dev.kvstore.backend.mapdb.PageFile.DamagedFileException;
import dev.kvstore.backend.mapdb.PageFile.ForeignFileException;

/**
 * The MapDB database in its file. Only the engine's own, never interrupted thread uses
 * it: an interrupted one would close the file for all.
 */
final class DataFile implements AutoCloseable {

	private static final Logger logger = System.getLogger(DataFile.class.getName());

	private final FileChannel channel;

	private final PageFile pages;

	private DB db;

	private Map<String, byte[]> records;

	private DataFile(FileChannel channel, PageFile pages) {
		this.channel = channel;
		this.pages = pages;
		boolean created = pages.length() == 0;
		PagedVolume volume = new PagedVolume(pages);
		this.db = openDatabase(volume);
		this.records = openRecords();
		volume.ready();
		if (created) {
			this.db.commit();
		}
	}

	static DataFile open(Path file) {
		requirePlace(file);
		FileChannel channel = openChannel(file);
		try {
			lock(file, channel);
			return new DataFile(channel, PageFile.open(channel));
		}
		catch (IOException | RuntimeException ex) {
			closeQuietly(channel, ex);
			throw translate(file, ex);
		}
		catch (Error ex) {
			closeQuietly(channel, ex);
			throw ex;
		}
	}

	/**
	 * Opens a database in what nobody else can have open.
	 * @param channel where its pages are
	 * @return the open database, which closes the channel
	 */
	static DataFile open(FileChannel channel) throws IOException {
		return new DataFile(channel, PageFile.open(channel));
	}

	private static void requirePlace(Path file) {
		Path directory = file.toAbsolutePath().getParent();
		if (Files.isDirectory(file)) {
			throw problem(Problem.INACCESSIBLE, file, "'" + file + "' is a directory; name a file", null);
		}
		if (directory == null || !Files.isDirectory(directory)) {
			throw problem(Problem.INACCESSIBLE, file,
					"the directory of '" + file + "' does not exist; create it or name another", null);
		}
	}

	private static FileChannel openChannel(Path file) {
		try {
			boolean created = !Files.exists(file);
			FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
					StandardOpenOption.CREATE);
			if (created) {
				forceEntry(file);
			}
			return channel;
		}
		catch (IOException ex) {
			throw problem(Problem.INACCESSIBLE, file,
					"'" + file + "' cannot be read and written; check its permissions and those of its directory", ex);
		}
	}

	private static void forceEntry(Path file) {
		Path directory = file.toAbsolutePath().getParent();
		try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (IOException ex) {
			logger.log(Level.DEBUG, "The directory of '" + file + "' cannot be forced to disk here", ex);
		}
	}

	private static void lock(Path file, FileChannel channel) throws IOException {
		FileLock lock;
		try {
			lock = channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			lock = null;
		}
		if (lock == null) {
			Long owner = FileOwner.of(file);
			String who = (owner != null) ? "process " + owner : "another process";
			throw new StoreFileException(MapDbStore.BACKEND, Problem.OWNED, file, owner,
					"'" + file + "' is open in " + who + "; stop it or name another file", null);
		}
	}

	private static StoreFileException translate(Path file, Throwable cause) {
		if (cause instanceof StoreFileException known) {
			return known;
		}
		if (cause instanceof ForeignFileException) {
			return problem(Problem.FOREIGN, file, "'" + file + "' is not a store; name another file", cause);
		}
		if (cause instanceof DamagedFileException || !isCausedByDisk(cause)) {
			return problem(Problem.DAMAGED, file, "'" + file + "' is damaged; restore it from a backup or move it away",
					cause);
		}
		return problem(Problem.INACCESSIBLE, file, "'" + file + "' cannot be read and written: " + cause.getMessage(),
				cause);
	}

	private static boolean isCausedByDisk(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !(cause instanceof IOException)) {
			cause = cause.getCause();
		}
		return cause != null;
	}

	private static StoreFileException problem(Problem problem, Path file, String reason, @Nullable Throwable cause) {
		return new StoreFileException(MapDbStore.BACKEND, problem, file, null, reason, cause);
	}

	private static void closeQuietly(FileChannel channel, Throwable reason) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			reason.addSuppressed(ex);
		}
	}

	private DB openDatabase(PagedVolume volume) {
		return DBMaker.volumeDB(volume, this.pages.length() > 0).concurrencyDisable().make();
	}

	private Map<String, byte[]> openRecords() {
		return this.db.hashMap("records", Serializer.STRING, Serializer.BYTE_ARRAY).createOrOpen();
	}

	Map<String, byte[]> records() {
		return this.records;
	}

	/**
	 * Makes the changes since the last commit durable.
	 */
	void commit() {
		this.db.commit();
	}

	/**
	 * Forgets the changes since the last commit, also those in MapDB's memory.
	 */
	void rollback() {
		this.pages.rollback();
		PagedVolume volume = new PagedVolume(this.pages);
		this.db = openDatabase(volume);
		this.records = openRecords();
		volume.ready();
	}

	/**
	 * Marks the file as closed in order and gives it up.
	 */
	@Override
	public void close() throws IOException {
		try (FileChannel closing = this.channel) {
			this.pages.rollback();
			this.pages.commit(true);
			this.pages.trim();
			closing.force(true);
		}
	}

	/**
	 * Gives the file up as it is.
	 */
	void abandon() {
		closeQuietly(this.channel, new IOException());
	}

}
