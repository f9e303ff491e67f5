package dev.kvstore.lock;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.ConstantDynamic;
import org.springframework.asm.Handle;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * Follows {@code this} over the operand stack of a method to the calls that are made on
 * it.
 */
final class CallsOnThis extends MethodVisitor {

	private final BiConsumer<String, String> calls;

	private final boolean isStatic;

	private final OperandStack stack = new OperandStack();

	private final Map<Label, OperandStack> stacks = new HashMap<>();

	private @Nullable OperandStack expected;

	CallsOnThis(int access, BiConsumer<String, String> calls) {
		super(SpringAsmInfo.ASM_VERSION);
		this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
		this.calls = calls;
	}

	@Override
	public void visitInsn(int opcode) {
		switch (opcode) {
			case Opcodes.DUP -> this.stack.duplicate(1, 0);
			case Opcodes.DUP_X1 -> this.stack.duplicate(1, 1);
			case Opcodes.DUP_X2 -> this.stack.duplicate(1, 2);
			case Opcodes.DUP2 -> this.stack.duplicate(2, 0);
			case Opcodes.DUP2_X1 -> this.stack.duplicate(2, 1);
			case Opcodes.DUP2_X2 -> this.stack.duplicate(2, 2);
			case Opcodes.SWAP -> this.stack.swap();
			default -> InstructionEffect.apply(opcode, this.stack);
		}
	}

	@Override
	public void visitVarInsn(int opcode, int index) {
		switch (opcode) {
			case Opcodes.ALOAD -> load(index);
			case Opcodes.ILOAD, Opcodes.FLOAD -> this.stack.push(1);
			case Opcodes.LLOAD, Opcodes.DLOAD -> this.stack.push(2);
			case Opcodes.LSTORE, Opcodes.DSTORE -> this.stack.pop(2);
			default -> this.stack.pop(1);
		}
	}

	private void load(int index) {
		if (index == 0 && !this.isStatic) {
			this.stack.pushThis();
		}
		else {
			this.stack.push(1);
		}
	}

	@Override
	public void visitIntInsn(int opcode, int operand) {
		this.stack.pop((opcode == Opcodes.NEWARRAY) ? 1 : 0);
		this.stack.push(1);
	}

	@Override
	public void visitTypeInsn(int opcode, String type) {
		if (opcode != Opcodes.CHECKCAST) {
			this.stack.pop((opcode != Opcodes.NEW) ? 1 : 0);
			this.stack.push(1);
		}
	}

	@Override
	public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
		int size = Type.getType(descriptor).getSize();
		switch (opcode) {
			case Opcodes.GETSTATIC -> this.stack.push(size);
			case Opcodes.PUTSTATIC -> this.stack.pop(size);
			case Opcodes.PUTFIELD -> this.stack.pop(size + 1);
			default -> {
				this.stack.pop(1);
				this.stack.push(size);
			}
		}
	}

	@Override
	public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
		boolean instance = opcode != Opcodes.INVOKESTATIC;
		int taken = argumentSize(descriptor) + (instance ? 1 : 0);
		if (instance && this.stack.isThis(taken)) {
			this.calls.accept(name, descriptor);
		}
		this.stack.pop(taken);
		this.stack.push(Type.getReturnType(descriptor).getSize());
	}

	@Override
	public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrapMethod,
			Object... bootstrapArguments) {
		int taken = argumentSize(descriptor);
		for (Object argument : bootstrapArguments) {
			if (argument instanceof Handle handle && taken > 0 && this.stack.isThis(taken)) {
				this.calls.accept(handle.getName(), handle.getDesc());
			}
		}
		this.stack.pop(taken);
		this.stack.push(Type.getReturnType(descriptor).getSize());
	}

	private static int argumentSize(String descriptor) {
		return (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - 1;
	}

	@Override
	public void visitJumpInsn(int opcode, Label label) {
		boolean two = opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE;
		this.stack.pop(two ? 2 : (opcode == Opcodes.GOTO) ? 0 : 1);
		this.stacks.putIfAbsent(label, this.stack.copy());
	}

	@Override
	public void visitLabel(Label label) {
		OperandStack jumped = this.stacks.get(label);
		this.expected = (jumped != null) ? jumped : this.expected;
	}

	@Override
	public void visitFrame(int type, int locals, Object[] local, int entries, Object[] entry) {
		int size = 0;
		for (int index = 0; index < entries; index++) {
			size += (entry[index] == Opcodes.LONG || entry[index] == Opcodes.DOUBLE) ? 2 : 1;
		}
		if (this.expected != null && this.expected.size() == size) {
			this.stack.set(this.expected);
		}
		else {
			this.stack.clear();
			this.stack.push(size);
		}
		this.expected = null;
	}

	@Override
	public void visitTableSwitchInsn(int min, int max, Label defaults, Label... labels) {
		this.stack.pop(1);
	}

	@Override
	public void visitLookupSwitchInsn(Label defaults, int[] keys, Label[] labels) {
		this.stack.pop(1);
	}

	@Override
	public void visitLdcInsn(Object value) {
		boolean wide = value instanceof Long || value instanceof Double
				|| (value instanceof ConstantDynamic constant && constant.getSize() == 2);
		this.stack.push(wide ? 2 : 1);
	}

	@Override
	public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
		this.stack.pop(dimensions);
		this.stack.push(1);
	}

}
