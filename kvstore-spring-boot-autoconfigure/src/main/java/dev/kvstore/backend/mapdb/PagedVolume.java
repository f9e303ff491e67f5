package dev.kvstore.backend.mapdb;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;
import org.mapdb.DBException;
import org.mapdb.DataInput2;
import org.mapdb.volume.Volume;

/**
 * Lets MapDB keep its data in a {@link PageFile}. Its {@link #sync()} is the commit.
 */
final class PagedVolume extends Volume {

	private static final byte[] ZEROS = new byte[PageTable.PAGE_SIZE];

	private final PageFile pages;

	private boolean ready;

	PagedVolume(PageFile pages) {
		this.pages = pages;
	}

	/**
	 * Commits from now on. MapDB creates a database in several commits, and a file with
	 * the first of them alone cannot be opened.
	 */
	void ready() {
		this.ready = true;
	}

	@Override
	public void sync() {
		if (!this.ready) {
			return;
		}
		try {
			this.pages.commit(false);
		}
		catch (IOException ex) {
			throw new DBException.VolumeIOError(ex);
		}
	}

	@Override
	public void ensureAvailable(long offset) {
		this.pages.setLength(Math.max(this.pages.length(), offset));
	}

	@Override
	public void truncate(long size) {
		this.pages.setLength(size);
	}

	@Override
	public long length() {
		return this.pages.length();
	}

	@Override
	public void clear(long startOffset, long endOffset) {
		for (long offset = startOffset; offset < endOffset;) {
			int size = (int) Math.min(endOffset - offset, ZEROS.length - offset % ZEROS.length);
			if (this.pages.isWritten(offset)) {
				putData(offset, ZEROS, 0, size);
			}
			offset += size;
		}
		ensureAvailable(endOffset);
	}

	@Override
	public void putLong(long offset, long value) {
		putData(offset, ByteBuffer.allocate(Long.BYTES).putLong(0, value));
	}

	@Override
	public void putInt(long offset, int value) {
		putData(offset, ByteBuffer.allocate(Integer.BYTES).putInt(0, value));
	}

	@Override
	public void putByte(long offset, byte value) {
		putData(offset, new byte[] { value }, 0, 1);
	}

	@Override
	public void putData(long offset, ByteBuffer buffer) {
		putData(offset, buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
	}

	@Override
	public void putData(long offset, byte[] source, int position, int size) {
		try {
			this.pages.write(offset, source, position, size);
		}
		catch (IOException ex) {
			throw new DBException.VolumeIOError(ex);
		}
	}

	@Override
	public long getLong(long offset) {
		return read(offset, Long.BYTES).getLong(0);
	}

	@Override
	public int getInt(long offset) {
		return read(offset, Integer.BYTES).getInt(0);
	}

	@Override
	public byte getByte(long offset) {
		return read(offset, 1).get(0);
	}

	@Override
	public DataInput2 getDataInput(long offset, int size) {
		return new DataInput2.ByteBuffer(read(offset, size), 0);
	}

	@Override
	public void getData(long offset, byte[] bytes, int position, int size) {
		try {
			this.pages.read(offset, bytes, position, size);
		}
		catch (IOException ex) {
			throw new DBException.VolumeIOError(ex);
		}
	}

	private ByteBuffer read(long offset, int size) {
		byte[] bytes = new byte[size];
		getData(offset, bytes, 0, size);
		return ByteBuffer.wrap(bytes);
	}

	@Override
	public void close() {
		this.closed.set(true);
	}

	@Override
	public int sliceSize() {
		return -1;
	}

	@Override
	public boolean isSliced() {
		return false;
	}

	@Override
	public boolean isReadOnly() {
		return false;
	}

	@Override
	public @Nullable File getFile() {
		return null;
	}

	@Override
	public boolean getFileLocked() {
		return true;
	}

}
