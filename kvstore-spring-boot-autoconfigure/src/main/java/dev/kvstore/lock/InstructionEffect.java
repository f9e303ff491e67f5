package dev.kvstore.lock;

/**
 * What instructions without operands do to the operand stack, in the order of their
 * opcodes, fifty in a row. Those that copy slots are not among them.
 */
final class InstructionEffect {

	private static final String TAKEN = "00000000000000000000000000000000000000000000002222"
			+ "22220000000000000000000000000343433331200000002424"
			+ "24242424242424241212232323242424011122211122211142"
			+ "24400000000000000000000000000000000000001000110000";

	private static final String GIVEN = "01111111122111220000000000000000000000000000001212"
			+ "11110000000000000000000000000000000000000000001212"
			+ "12121212121212121212121212121212021211212212111111"
			+ "11100000000000000000000000000000000000001000000000";

	private InstructionEffect() {
	}

	static void apply(int opcode, OperandStack stack) {
		stack.pop(TAKEN.charAt(opcode) - '0');
		stack.push(GIVEN.charAt(opcode) - '0');
	}

}
