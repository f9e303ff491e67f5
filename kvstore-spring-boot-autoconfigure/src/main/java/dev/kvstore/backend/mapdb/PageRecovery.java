package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.mapdb.PageFile.DamagedFileException;
import dev.kvstore.backend.mapdb.PageFile.ForeignFileException;

/**
 * The last committed state of a file: that of the newest superblock whose pages are all
 * as they were written.
 *
 * @param superblock its root
 * @param table where its pages are
 */
record PageRecovery(Superblock superblock, PageTable table) {

	/** More than the first commit of a new file writes. */
	private static final long NEW_FILE_SIZE = 2L * Superblock.SLOT_SIZE + 64 * PageTable.PAGE_SIZE;

	static PageRecovery find(FileChannel channel) throws IOException {
		byte[] evenSlot = readSlot(channel, 0);
		byte[] oddSlot = readSlot(channel, 1);
		Superblock even = Superblock.decode(evenSlot);
		Superblock odd = Superblock.decode(oddSlot);
		boolean evenIsNewer = odd == null || (even != null && even.sequence() > odd.sequence());
		Superblock newer = evenIsNewer ? even : odd;
		PageRecovery found = load(channel, newer);
		// a torn commit was never acknowledged, but a closed file has none
		if (found == null && newer != null && !newer.clean()) {
			found = load(channel, evenIsNewer ? odd : even);
		}
		if (found == null) {
			requireNew(channel, newer, evenSlot, oddSlot);
			found = new PageRecovery(new Superblock(0, false, 0, new long[0]), new PageTable());
		}
		return found;
	}

	// without an acknowledged commit: the first one goes to the odd slot
	private static void requireNew(FileChannel channel, @Nullable Superblock newer, byte[] even, byte[] odd)
			throws IOException {
		byte[] zeros = new byte[Superblock.SLOT_SIZE];
		boolean closed = newer != null && newer.clean();
		boolean beforeSecondCommit = !closed && Arrays.equals(even, zeros) && channel.size() <= NEW_FILE_SIZE;
		if (beforeSecondCommit && (Superblock.isMarked(odd) || Arrays.equals(odd, zeros))) {
			return;
		}
		if (!Superblock.isMarked(even) && !Superblock.isMarked(odd)) {
			throw new ForeignFileException();
		}
		throw new DamagedFileException("neither of the last two commits is whole");
	}

	private static byte[] readSlot(FileChannel channel, long sequence) throws IOException {
		byte[] slot = new byte[Superblock.SLOT_SIZE];
		readFully(channel, ByteBuffer.wrap(slot), Superblock.position(sequence));
		return slot;
	}

	private static @Nullable PageRecovery load(FileChannel channel, @Nullable Superblock superblock)
			throws IOException {
		PageTable table = (superblock != null) ? loadTable(channel, superblock) : null;
		if (superblock == null || table == null) {
			return null;
		}
		for (int page = 0; page < table.pages(); page++) {
			if (readPage(channel, table.slot(page)) == null) {
				return null;
			}
		}
		return new PageRecovery(superblock, table);
	}

	private static @Nullable PageTable loadTable(FileChannel channel, Superblock superblock) throws IOException {
		PageTable table = new PageTable();
		long[] leaves = superblock.leaves();
		for (int leaf = 0; leaf < leaves.length; leaf++) {
			byte[] content = readPage(channel, leaves[leaf]);
			if (content == null) {
				return null;
			}
			table.load(leaf, leaves[leaf], content);
		}
		return table;
	}

	/**
	 * Reads a page.
	 * @param channel the file
	 * @param slot the slot of the page
	 * @return the content, or {@code null} if it is not what was written
	 */
	static byte @Nullable [] readPage(FileChannel channel, long slot) throws IOException {
		byte[] page = new byte[PageTable.PAGE_SIZE];
		if (slot == 0) {
			return page;
		}
		ByteBuffer buffer = ByteBuffer.wrap(page);
		readFully(channel, buffer, (long) PageTable.physical(slot) * PageTable.PAGE_SIZE);
		boolean whole = !buffer.hasRemaining() && PageTable.slotOf(PageTable.physical(slot), page) == slot;
		return whole ? page : null;
	}

	private static void readFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
		int read = 0;
		while (read >= 0 && buffer.hasRemaining()) {
			read = channel.read(buffer, position + buffer.position());
		}
	}

}
