package dev.kvstore.backend.mapdb;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * The root of one committed state of a {@link PageFile}. Two slots at the head of the
 * file take turns, so that an unfinished commit never touches the root of the last one.
 *
 * @param sequence the number of the commit
 * @param clean whether the file was closed after it
 * @param length the logical length in bytes
 * @param leaves the slots of the page table's leaves
 */
@SuppressWarnings("ArrayRecordComponent")
record Superblock(long sequence, boolean clean, long length, long[] leaves) {

	static final int SLOT_SIZE = 64 * 1024;

	static final int MAX_LEAVES = (SLOT_SIZE - 64) / Long.BYTES;

	private static final long MAGIC = 0x4B5653544F524531L; // "KVSTORE1"

	private static final int HEAD = 4 * Long.BYTES + Integer.BYTES;

	static long position(long sequence) {
		return (sequence & 1) * SLOT_SIZE;
	}

	ByteBuffer encode() {
		ByteBuffer buffer = ByteBuffer.allocate(HEAD + this.leaves.length * Long.BYTES + Integer.BYTES);
		buffer.putLong(MAGIC).putLong(this.sequence).putLong(this.clean ? 1 : 0).putLong(this.length);
		buffer.putInt(this.leaves.length);
		for (long leaf : this.leaves) {
			buffer.putLong(leaf);
		}
		return buffer.putInt(checksum(buffer.array(), buffer.position())).flip();
	}

	static boolean isMarked(byte[] slot) {
		return ByteBuffer.wrap(slot).getLong() == MAGIC;
	}

	static @Nullable Superblock decode(byte[] slot) {
		ByteBuffer buffer = ByteBuffer.wrap(slot);
		int count = buffer.getInt(4 * Long.BYTES);
		int end = HEAD + count * Long.BYTES;
		if (!isMarked(slot) || count < 0 || count > MAX_LEAVES || buffer.getInt(end) != checksum(slot, end)) {
			return null;
		}
		long[] leaves = new long[count];
		buffer.position(HEAD).asLongBuffer().get(leaves);
		return new Superblock(buffer.getLong(8), buffer.getLong(16) == 1, buffer.getLong(24), leaves);
	}

	private static int checksum(byte[] bytes, int size) {
		CRC32C crc = new CRC32C();
		crc.update(bytes, 0, size);
		return (int) crc.getValue();
	}

}
