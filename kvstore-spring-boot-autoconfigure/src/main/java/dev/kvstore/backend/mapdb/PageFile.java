package dev.kvstore.backend.mapdb;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * A file of pages whose commits are atomic: changed pages are written to free places,
 * then a {@link Superblock} that refers to them, then all of it is forced to disk at
 * once. After a crash the newest superblock whose pages all match their checksums counts,
 * so a commit is there whole or not at all. This is shadow paging (Lorie, "Physical
 * integrity in a large segmented database", 1977) with two roots, as in LMDB and bbolt.
 *
 * <p>
 * MapDB 3.1.0 has a write-ahead log but never replays it, so a process that is killed
 * while a commit is copied into place leaves a torn file; that is why MapDB's pages are
 * kept here. For one thread.
 */
final class PageFile {

	private static final int PAGE_SIZE = PageTable.PAGE_SIZE;

	private static final int CACHED_PAGES = 1024;

	private final FileChannel channel;

	private final PageTable table;

	private final Map<Integer, byte[]> dirty = new HashMap<>();

	private final Map<Integer, byte[]> cache = new PageCache();

	private Superblock superblock;

	private long length;

	private PageFile(FileChannel channel, PageRecovery found) {
		this.channel = channel;
		this.table = found.table();
		this.superblock = found.superblock();
		this.length = this.superblock.length();
	}

	/**
	 * Opens the last committed state of a file.
	 * @param channel the file, which the caller owns
	 * @return the pages
	 * @throws DamagedFileException if no committed state is whole
	 * @throws ForeignFileException if the file is something else
	 */
	static PageFile open(FileChannel channel) throws IOException {
		return new PageFile(channel, PageRecovery.find(channel));
	}

	/**
	 * Tells whether the committed state is made of a page.
	 * @param physical the number of the page in the file
	 * @return whether the page must stay as it is
	 */
	boolean isInUse(long physical) {
		long slot = Superblock.position(this.superblock.sequence()) / PAGE_SIZE;
		long slots = 2L * Superblock.SLOT_SIZE / PAGE_SIZE;
		boolean head = physical >= slot && physical < slot + slots / 2;
		return head || (physical >= slots && this.table.isUsed((int) physical));
	}

	long length() {
		return this.length;
	}

	void setLength(long length) {
		this.length = length;
	}

	void read(long offset, byte[] target, int position, int size) throws IOException {
		for (int done = 0; done < size;) {
			byte[] page = page((int) ((offset + done) / PAGE_SIZE));
			int start = (int) ((offset + done) % PAGE_SIZE);
			int count = Math.min(size - done, PAGE_SIZE - start);
			System.arraycopy(page, start, target, position + done, count);
			done += count;
		}
	}

	void write(long offset, byte[] source, int position, int size) throws IOException {
		for (int done = 0; done < size;) {
			byte[] page = dirtyPage((int) ((offset + done) / PAGE_SIZE));
			int start = (int) ((offset + done) % PAGE_SIZE);
			int count = Math.min(size - done, PAGE_SIZE - start);
			System.arraycopy(source, position + done, page, start, count);
			done += count;
		}
		this.length = Math.max(this.length, offset + size);
	}

	boolean isWritten(long offset) {
		int page = (int) (offset / PAGE_SIZE);
		return this.table.slot(page) != 0 || this.dirty.containsKey(page);
	}

	private byte[] page(int page) throws IOException {
		byte[] content = this.dirty.get(page);
		if (content == null) {
			content = this.cache.get(page);
		}
		if (content == null) {
			content = PageRecovery.readPage(this.channel, this.table.slot(page));
			if (content == null) {
				throw new EOFException("page " + page + " does not match its checksum");
			}
			this.cache.put(page, content);
		}
		return content;
	}

	private byte[] dirtyPage(int page) throws IOException {
		byte[] content = this.dirty.get(page);
		if (content == null) {
			content = page(page).clone();
			this.dirty.put(page, content);
		}
		return content;
	}

	/**
	 * Makes everything written since the last commit durable.
	 * @param clean whether the file is about to be closed
	 * @throws CommitNotWrittenException if it failed and certainly left no trace
	 * @throws IOException if it failed and may be found when the file is opened again
	 */
	void commit(boolean clean) throws IOException {
		Superblock next;
		try {
			next = writePages(clean);
		}
		catch (IOException ex) {
			rollback();
			throw trimmed(new CommitNotWrittenException(ex));
		}
		try {
			write(next.encode(), Superblock.position(next.sequence()));
			this.channel.force(false);
		}
		catch (IOException ex) {
			invalidate(next);
			rollback();
			throw new CommitNotWrittenException(ex);
		}
		this.table.settle();
		this.superblock = next;
		this.cache.putAll(this.dirty);
		this.dirty.clear();
	}

	private CommitNotWrittenException trimmed(CommitNotWrittenException failure) {
		try {
			trim();
		}
		catch (IOException ex) {
			failure.addSuppressed(ex);
		}
		return failure;
	}

	/**
	 * Gives free pages at the end of the file back to the disk.
	 */
	void trim() throws IOException {
		this.channel.truncate((long) this.table.endOfUsed() * PAGE_SIZE);
	}

	private void invalidate(Superblock unfinished) throws IOException {
		write(ByteBuffer.allocate(Long.BYTES), Superblock.position(unfinished.sequence()));
		this.channel.force(false);
	}

	/**
	 * Forgets everything written since the last commit.
	 */
	void rollback() {
		this.table.revert();
		this.dirty.clear();
		this.length = this.superblock.length();
	}

	private Superblock writePages(boolean clean) throws IOException {
		TreeSet<Integer> leaves = new TreeSet<>();
		for (Map.Entry<Integer, byte[]> entry : this.dirty.entrySet()) {
			this.table.stage(entry.getKey(), writePage(entry.getValue()));
			leaves.add(entry.getKey() / PageTable.SLOTS_PER_LEAF);
		}
		int last = leaves.isEmpty() ? 0 : leaves.last();
		for (int leaf = this.table.leaves().length; leaf < last; leaf++) {
			leaves.add(leaf);
		}
		if (last >= Superblock.MAX_LEAVES) {
			throw new IOException("File too large");
		}
		for (int leaf : leaves) {
			this.table.stageLeaf(leaf, writePage(this.table.encodeLeaf(leaf)));
		}
		return new Superblock(this.superblock.sequence() + 1, clean, this.length, this.table.leaves());
	}

	private long writePage(byte[] content) throws IOException {
		int physical = this.table.allocate();
		write(ByteBuffer.wrap(content), (long) physical * PAGE_SIZE);
		return PageTable.slotOf(physical, content);
	}

	private void write(ByteBuffer buffer, long position) throws IOException {
		while (buffer.hasRemaining()) {
			this.channel.write(buffer, position + buffer.position());
		}
	}

	/**
	 * The commit left no trace in the file.
	 */
	static final class CommitNotWrittenException extends IOException {

		private static final long serialVersionUID = 1L;

		CommitNotWrittenException(IOException cause) {
			super(cause.getMessage(), cause);
		}

	}

	/**
	 * The file was made by this store and its content is broken.
	 */
	static final class DamagedFileException extends IOException {

		private static final long serialVersionUID = 1L;

		DamagedFileException(String message) {
			super(message);
		}

	}

	/**
	 * The file was not made by this store.
	 */
	static final class ForeignFileException extends IOException {

		private static final long serialVersionUID = 1L;

	}

	private static final class PageCache extends LinkedHashMap<Integer, byte[]> {

		private static final long serialVersionUID = 1L;

		PageCache() {
			super(16, 0.75f, true);
		}

		@Override
		protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> eldest) {
			return size() > CACHED_PAGES;
		}

	}

}
