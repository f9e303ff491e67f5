package dev.kvstore.lock;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.ParserContext;
import org.springframework.expression.common.CompositeStringExpression;
import org.springframework.expression.common.LiteralExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * The key of a method's lock, in which expressions stand for what a call brings.
 */
final class KeyTemplate {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final AnnotatedMethod method;

	private final List<Expression> parts;

	private KeyTemplate(AnnotatedMethod method, List<Expression> parts) {
		this.method = method;
		this.parts = parts;
	}

	static KeyTemplate of(AnnotatedMethod method, String text) {
		if (text.isEmpty()) {
			String name = method.type().getName() + "." + method.method().getName();
			return new KeyTemplate(method, List.of(new LiteralExpression(name)));
		}
		List<Expression> parts = parse(method, text);
		KeyTemplateCheck check = new KeyTemplateCheck(method, NAMES.getParameterNames(method.method()));
		parts.forEach(check::check);
		return new KeyTemplate(method, parts);
	}

	private static List<Expression> parse(AnnotatedMethod method, String text) {
		try {
			Expression parsed = PARSER.parseExpression(text, ParserContext.TEMPLATE_EXPRESSION);
			return (parsed instanceof CompositeStringExpression composite) ? List.of(composite.getExpressions())
					: List.of(parsed);
		}
		catch (ParseException | IllegalStateException ex) {
			throw method.invalid("has a key that is not a valid template: '" + text + "'. " + ex.getMessage(),
					"Correct the expression in '#{...}', such as 'orders/#{#id}'.", ex);
		}
	}

	String resolve(Object target, @Nullable Object[] arguments) {
		if (this.parts.size() == 1 && this.parts.get(0) instanceof LiteralExpression literal) {
			return literal.getValue();
		}
		MethodBasedEvaluationContext context = new MethodBasedEvaluationContext(
				new LockKeyRoot(target, this.method.method(), Arrays.asList(arguments)), this.method.method(),
				arguments, NAMES);
		StringBuilder key = new StringBuilder();
		for (Expression part : this.parts) {
			key.append((part instanceof LiteralExpression literal) ? literal.getValue() : evaluate(part, context));
		}
		return key.toString();
	}

	private String evaluate(Expression part, MethodBasedEvaluationContext context) {
		String value;
		try {
			value = part.getValue(context, String.class);
		}
		catch (EvaluationException ex) {
			throw new IllegalArgumentException(describe(part, "cannot be evaluated"), ex);
		}
		if (value == null || value.isEmpty()) {
			throw new IllegalArgumentException(describe(part, (value != null) ? "is empty" : "is null"));
		}
		return value;
	}

	private String describe(Expression part, String problem) {
		return "The key of @DistributedLock on %s.%s has '#{%s}', which %s".formatted(this.method.type().getName(),
				this.method.method().getName(), part.getExpressionString(), problem);
	}

}
