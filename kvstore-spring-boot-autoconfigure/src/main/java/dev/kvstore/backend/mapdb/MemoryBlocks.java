package dev.kvstore.backend.mapdb;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes that grow and shrink as a file does. For one thread; others may ask for the size.
 */
final class MemoryBlocks {

	private static final int BLOCK_SIZE = 64 * 1024;

	private final List<byte[]> blocks = new ArrayList<>();

	private volatile long size;

	long size() {
		return this.size;
	}

	/**
	 * Reads what is there of the bytes that fit.
	 * @param target where to put them
	 * @param position where they begin
	 * @return how many were read, -1 at the end
	 */
	int read(ByteBuffer target, long position) {
		if (position >= this.size) {
			return -1;
		}
		int count = (int) Math.min(target.remaining(), this.size - position);
		for (int done = 0; done < count;) {
			int start = (int) ((position + done) % BLOCK_SIZE);
			int part = Math.min(count - done, BLOCK_SIZE - start);
			target.put(block(position + done), start, part);
			done += part;
		}
		return count;
	}

	int write(ByteBuffer source, long position) {
		int count = source.remaining();
		long end = position + count;
		while ((long) this.blocks.size() * BLOCK_SIZE < end) {
			this.blocks.add(new byte[BLOCK_SIZE]);
		}
		for (int done = 0; done < count;) {
			int start = (int) ((position + done) % BLOCK_SIZE);
			int part = Math.min(count - done, BLOCK_SIZE - start);
			source.get(block(position + done), start, part);
			done += part;
		}
		this.size = Math.max(this.size, end);
		return count;
	}

	void truncate(long newSize) {
		if (newSize >= this.size) {
			return;
		}
		int kept = (int) ((newSize + BLOCK_SIZE - 1) / BLOCK_SIZE);
		this.blocks.subList(kept, this.blocks.size()).clear();
		if (newSize % BLOCK_SIZE != 0) {
			byte[] last = this.blocks.get(kept - 1);
			Arrays.fill(last, (int) (newSize % BLOCK_SIZE), BLOCK_SIZE, (byte) 0);
		}
		this.size = newSize;
	}

	private byte[] block(long position) {
		return this.blocks.get((int) (position / BLOCK_SIZE));
	}

}
