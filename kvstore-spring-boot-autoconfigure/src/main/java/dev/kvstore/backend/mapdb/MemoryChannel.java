package dev.kvstore.backend.mapdb;

import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Lets a {@link PageFile} keep its pages in memory. Has what that needs of a file.
 */
final class MemoryChannel extends FileChannel {

	private final MemoryBlocks blocks;

	MemoryChannel(MemoryBlocks blocks) {
		this.blocks = blocks;
	}

	@Override
	public int read(ByteBuffer target, long position) {
		return this.blocks.read(target, position);
	}

	@Override
	public int write(ByteBuffer source, long position) {
		return this.blocks.write(source, position);
	}

	@Override
	public long size() {
		return this.blocks.size();
	}

	@Override
	public FileChannel truncate(long size) {
		this.blocks.truncate(size);
		return this;
	}

	@Override
	public void force(boolean metaData) {
	}

	@Override
	protected void implCloseChannel() {
	}

	@Override
	public int read(ByteBuffer target) {
		throw onlyAtPositions();
	}

	@Override
	public long read(ByteBuffer[] targets, int offset, int length) {
		throw onlyAtPositions();
	}

	@Override
	public int write(ByteBuffer source) {
		throw onlyAtPositions();
	}

	@Override
	public long write(ByteBuffer[] sources, int offset, int length) {
		throw onlyAtPositions();
	}

	@Override
	public long position() {
		throw onlyAtPositions();
	}

	@Override
	public FileChannel position(long position) {
		throw onlyAtPositions();
	}

	@Override
	public long transferTo(long position, long count, WritableByteChannel target) {
		throw onlyAtPositions();
	}

	@Override
	public long transferFrom(ReadableByteChannel source, long position, long count) {
		throw onlyAtPositions();
	}

	@Override
	public MappedByteBuffer map(MapMode mode, long position, long size) {
		throw onlyAtPositions();
	}

	@Override
	public FileLock lock(long position, long size, boolean shared) {
		throw onlyAtPositions();
	}

	@Override
	public FileLock tryLock(long position, long size, boolean shared) {
		throw onlyAtPositions();
	}

	private static UnsupportedOperationException onlyAtPositions() {
		return new UnsupportedOperationException("memory is read and written at positions only");
	}

}
