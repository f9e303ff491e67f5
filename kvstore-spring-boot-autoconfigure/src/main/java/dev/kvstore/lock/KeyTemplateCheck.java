package dev.kvstore.lock;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;

/**
 * Finds names in the key of a lock that no call can give a meaning to.
 */
final class KeyTemplateCheck {

	private static final Set<String> ROOT = Set.of("target", "method", "args");

	private final AnnotatedMethod method;

	private final String @Nullable [] parameterNames;

	private final Set<String> variables = new HashSet<>(Set.of("root", "this"));

	KeyTemplateCheck(AnnotatedMethod method, @Nullable String @Nullable [] parameterNames) {
		this.method = method;
		this.parameterNames = (parameterNames != null)
				? Arrays.stream(parameterNames).map(String::valueOf).toArray(String[]::new) : null;
		if (this.parameterNames != null) {
			this.variables.addAll(Arrays.asList(this.parameterNames));
		}
		for (int index = 0; index < method.method().getParameterCount(); index++) {
			this.variables.add("a" + index);
			this.variables.add("p" + index);
		}
	}

	void check(Expression part) {
		if (part instanceof SpelExpression expression) {
			check(expression, expression.getAST(), true);
		}
	}

	private void check(SpelExpression expression, SpelNode node, boolean onRoot) {
		if (node instanceof VariableReference || node instanceof FunctionReference) {
			checkVariable(expression, node);
		}
		if (onRoot && node instanceof PropertyOrFieldReference property && !ROOT.contains(property.getName())) {
			throw unknown(expression, "'" + property.getName() + "', which is no property of the root",
					"An argument is written with a '#': '#{#" + property.getName() + "}'. ");
		}
		boolean sameRoot = onRoot && !(node instanceof Projection) && !(node instanceof Selection);
		for (int child = 0; child < node.getChildCount(); child++) {
			boolean first = !(node instanceof CompoundExpression) || child == 0;
			check(expression, node.getChild(child), sameRoot && first);
		}
	}

	private void checkVariable(SpelExpression expression, SpelNode node) {
		String name = node.toStringAST().replaceFirst("#(\\w+).*", "$1");
		if (!this.variables.contains(name)) {
			throw unknown(expression, "'#" + name + "', which is no argument", "");
		}
	}

	private InvalidDistributedLockException unknown(SpelExpression expression, String what, String advice) {
		String known = (this.parameterNames == null)
				? "The names of the arguments are not known: compile with '-parameters', or write '#p0' for the first."
				: "The arguments are: " + String.join(", ", this.parameterNames) + ".";
		return this.method.invalid(
				"has a key whose expression '" + expression.getExpressionString() + "' uses " + what + ".",
				advice + known + " The root has 'target', 'method' and 'args'.", null);
	}

}
