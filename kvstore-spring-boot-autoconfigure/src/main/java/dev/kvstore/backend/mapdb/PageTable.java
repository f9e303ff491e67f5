package dev.kvstore.backend.mapdb;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Tells where each logical page of a {@link PageFile} lies and which physical pages are
 * free. A slot is the number of a physical page and the checksum of its content, or 0 for
 * a page that was never written. Changes are staged, then settled or reverted; until then
 * the pages they replace stay allocated.
 */
final class PageTable {

	static final int PAGE_SIZE = 4096;

	static final int SLOTS_PER_LEAF = PAGE_SIZE / Long.BYTES;

	private static final int FIRST_PAGE = 2 * Superblock.SLOT_SIZE / PAGE_SIZE;

	private final BitSet used = new BitSet();

	private final BitSet allocated = new BitSet();

	private final List<Move> moves = new ArrayList<>();

	private long[] slots = new long[SLOTS_PER_LEAF];

	private long[] leaves = new long[0];

	private int firstFree = FIRST_PAGE;

	long[] leaves() {
		return this.leaves.clone();
	}

	int pages() {
		return this.leaves.length * SLOTS_PER_LEAF;
	}

	long slot(int page) {
		return (page < this.slots.length) ? this.slots[page] : 0;
	}

	int allocate() {
		int physical = this.used.nextClearBit(this.firstFree);
		this.firstFree = physical + 1;
		this.used.set(physical);
		this.allocated.set(physical);
		return physical;
	}

	void stage(int page, long slot) {
		this.moves.add(new Move(page, false, slot(page)));
		place(page, slot);
	}

	void stageLeaf(int leaf, long slot) {
		this.moves.add(new Move(leaf, true, (leaf < this.leaves.length) ? this.leaves[leaf] : 0));
		placeLeaf(leaf, slot);
	}

	void settle() {
		this.moves.forEach((move) -> free(move.old()));
		this.moves.clear();
		this.allocated.clear();
	}

	void revert() {
		for (Move move : this.moves) {
			if (move.leaf()) {
				this.leaves[move.index()] = move.old();
			}
			else {
				this.slots[move.index()] = move.old();
			}
		}
		this.moves.clear();
		this.used.andNot(this.allocated);
		this.allocated.clear();
		this.firstFree = FIRST_PAGE;
	}

	void load(int leaf, long slot, byte[] content) {
		placeLeaf(leaf, slot);
		this.used.set(physical(slot));
		ByteBuffer buffer = ByteBuffer.wrap(content);
		for (int i = 0; i < SLOTS_PER_LEAF; i++) {
			long page = buffer.getLong();
			place(leaf * SLOTS_PER_LEAF + i, page);
			if (page != 0) {
				this.used.set(physical(page));
			}
		}
	}

	byte[] encodeLeaf(int leaf) {
		ByteBuffer buffer = ByteBuffer.allocate(PAGE_SIZE);
		for (int i = 0; i < SLOTS_PER_LEAF; i++) {
			buffer.putLong(slot(leaf * SLOTS_PER_LEAF + i));
		}
		return buffer.array();
	}

	int endOfUsed() {
		return this.used.length();
	}

	boolean isUsed(int physical) {
		return physical < FIRST_PAGE || this.used.get(physical);
	}

	private void place(int page, long slot) {
		if (page >= this.slots.length) {
			this.slots = Arrays.copyOf(this.slots, Math.max(page + 1, this.slots.length * 2));
		}
		this.slots[page] = slot;
	}

	private void placeLeaf(int leaf, long slot) {
		if (leaf >= this.leaves.length) {
			this.leaves = Arrays.copyOf(this.leaves, leaf + 1);
		}
		this.leaves[leaf] = slot;
	}

	private void free(long slot) {
		if (slot != 0) {
			this.used.clear(physical(slot));
			this.firstFree = Math.min(this.firstFree, physical(slot));
		}
	}

	static long slotOf(int physical, byte[] content) {
		CRC32C crc = new CRC32C();
		crc.update(content, 0, PAGE_SIZE);
		return ((long) physical << Integer.SIZE) | crc.getValue();
	}

	static int physical(long slot) {
		return (int) (slot >>> Integer.SIZE);
	}

	private record Move(int index, boolean leaf, long old) {

	}

}
