package dev.kvstore.lock;

import java.util.BitSet;

/**
 * The slots of a method's operand stack, of which it is only known whether they hold
 * {@code this}.
 */
final class OperandStack {

	private BitSet holdsThis = new BitSet();

	private int size;

	void push(int slots) {
		this.holdsThis.clear(this.size, this.size + slots);
		this.size += slots;
	}

	void pushThis() {
		this.holdsThis.set(this.size++);
	}

	void pop(int slots) {
		this.size = Math.max(0, this.size - slots);
	}

	/**
	 * Puts a copy of the uppermost slots below them.
	 * @param slots how many
	 * @param below how many others stay between the two
	 */
	void duplicate(int slots, int below) {
		int start = Math.max(0, this.size - slots - below);
		BitSet moved = this.holdsThis.get(start, this.size);
		BitSet top = this.holdsThis.get(Math.max(0, this.size - slots), this.size);
		for (int index = 0; index < slots; index++) {
			this.holdsThis.set(start + index, top.get(index));
		}
		for (int index = 0; index < slots + below; index++) {
			this.holdsThis.set(start + slots + index, moved.get(index));
		}
		this.size += slots;
	}

	void swap() {
		boolean top = isThis(1);
		boolean next = isThis(2);
		pop(2);
		this.holdsThis.set(this.size++, top);
		this.holdsThis.set(this.size++, next);
	}

	/**
	 * Tells what a slot holds.
	 * @param depth the number of the slot, one being the uppermost
	 * @return whether it is {@code this}
	 */
	boolean isThis(int depth) {
		return depth <= this.size && this.holdsThis.get(this.size - depth);
	}

	int size() {
		return this.size;
	}

	OperandStack copy() {
		OperandStack copy = new OperandStack();
		copy.set(this);
		return copy;
	}

	void set(OperandStack other) {
		this.holdsThis = (BitSet) other.holdsThis.clone();
		this.size = other.size;
	}

	void clear() {
		this.size = 0;
	}

}
