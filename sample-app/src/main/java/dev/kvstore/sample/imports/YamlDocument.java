package dev.kvstore.sample.imports;

import java.io.StringReader;
import java.util.List;
import java.util.Set;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML, with anchors and merges but no objects. An element of a list is named by its
 * index; {@code null} is the empty text; an empty map or list has no leaf.
 */
final class YamlDocument implements Document {

	private static final Set<Tag> PLAIN_TAGS = Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL,
			Tag.TIMESTAMP);

	private static final int MAX_DEPTH = 50;

	@Override
	public void read(String text, Leaves leaves) {
		try {
			Node root = new Yaml(options(text)).compose(new StringReader(text));
			if (root != null) {
				readNode(root, "", 0, leaves);
			}
		}
		catch (MarkedYAMLException ex) {
			throw malformed(ex.getProblemMark());
		}
		catch (YAMLException ex) {
			throw new IllegalArgumentException("Not well-formed YAML", ex);
		}
	}

	private static LoaderOptions options(String text) {
		LoaderOptions options = new LoaderOptions();
		options.setCodePointLimit(text.length() + 1);
		options.setNestingDepthLimit(MAX_DEPTH);
		options.setMergeOnCompose(true);
		return options;
	}

	private static void readNode(Node node, String name, int depth, Leaves leaves) {
		if (!PLAIN_TAGS.contains(node.getTag())) {
			throw new IllegalArgumentException("The tag of '" + name + "' is not supported");
		}
		if (depth > MAX_DEPTH) {
			throw new IllegalArgumentException("'" + name + "' is nested too deep or contains itself");
		}
		if (node instanceof MappingNode map) {
			for (NodeTuple tuple : map.getValue()) {
				readNode(tuple.getValueNode(), Leaves.child(name, keyOf(tuple)), depth + 1, leaves);
			}
		}
		else if (node instanceof SequenceNode sequence) {
			List<Node> elements = sequence.getValue();
			for (int index = 0; index < elements.size(); index++) {
				readNode(elements.get(index), Leaves.child(name, Integer.toString(index)), depth + 1, leaves);
			}
		}
		else if (node instanceof ScalarNode scalar) {
			leaves.add(name, Tag.NULL.equals(node.getTag()) ? "" : scalar.getValue());
		}
	}

	private static String keyOf(NodeTuple tuple) {
		if (tuple.getKeyNode() instanceof ScalarNode key) {
			return key.getValue();
		}
		throw malformed(tuple.getKeyNode().getStartMark());
	}

	private static IllegalArgumentException malformed(Mark mark) {
		return new IllegalArgumentException("Not well-formed YAML or more than one document at line "
				+ (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1));
	}

}
