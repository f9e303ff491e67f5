package dev.kvstore.backend.consul;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.StoreException;
import dev.kvstore.backend.consul.PolledState.Question;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PolledState}.
 */
class PolledStateTests implements PollSubscriber {

	private final PolledPath path = new PolledPath("", true);

	private final PolledState state = new PolledState(this.path);

	private final List<String> told = new ArrayList<>();

	@BeforeEach
	void subscribe() {
		this.state.add(this);
		this.state.answered(this.state.ask(), List.of(entry("a", 10), entry("b", 11)), 11);
		assertThat(this.told).containsExactly("present a10 b11");
		this.told.clear();
	}

	@Test
	void changesAreToldOnce() {
		Question question = this.state.ask();
		assertThat(question.index()).isEqualTo(11);
		assertThat(this.state.answered(question, List.of(entry("a", 10), entry("b", 11)), 12)).isFalse();
		this.state.answered(this.state.ask(), List.of(entry("b", 11), entry("c", 13)), 13);
		assertThat(this.told).containsExactly("deleted a", "changed c13");
	}

	@Test
	void anAnswerThatCameLateIsDropped() {
		Question held = this.state.ask();
		this.state.answered(held, List.of(entry("a", 14)), 14);
		this.told.clear();
		assertThat(this.state.answered(held, List.of(entry("a", 12), entry("b", 11)), 12)).isFalse();
		assertThat(this.told).isEmpty();
		assertThat(this.state.ask().index()).isEqualTo(14);
	}

	@Test
	void aLateAnswerIsNoPresentState() {
		Question fresh = this.state.askAfresh();
		this.state.add(new GoneSubscriber(this.path, "x", () -> this.told.add("gone")));
		Question joined = this.state.askAfresh();
		this.state.answered(fresh, List.of(entry("x", 14)), 14);
		this.told.clear();
		this.state.answered(joined, List.of(), 12);
		assertThat(this.told).isEmpty();
		assertThat(this.state.isCurrent()).isFalse();
	}

	@Test
	void anIndexThatWentBackIsAnInterruption() {
		this.state.answered(this.state.ask(), List.of(entry("a", 5)), 5);
		assertPresentAfterInterruption();
	}

	@Test
	void aVersionThatWentBackIsAnInterruptionAlsoIfTheIndexHasCaughtUp() {
		this.state.answered(this.state.ask(), List.of(entry("a", 5), entry("c", 12)), 12);
		assertPresentAfterInterruption();
	}

	private void assertPresentAfterInterruption() {
		assertThat(this.told).containsExactly("interrupted");
		assertThat(this.state.isCurrent()).isFalse();
		Question question = this.state.ask();
		assertThat(question.index()).isZero();
		this.state.answered(question, List.of(entry("a", 5)), 6);
		assertThat(this.told).containsExactly("interrupted", "present a5");
		assertThat(this.state.isCurrent()).isTrue();
	}

	private static KvEntry entry(String key, long modified) {
		return new KvEntry(key, new byte[0], 0, null, 1, modified);
	}

	@Override
	public PolledPath path() {
		return this.path;
	}

	@Override
	public void present(List<KvEntry> entries) {
		StringBuilder text = new StringBuilder("present");
		entries.forEach((entry) -> text.append(' ').append(entry.key()).append(entry.modified()));
		this.told.add(text.toString());
	}

	@Override
	public void changed(KvEntry entry) {
		this.told.add("changed " + entry.key() + entry.modified());
	}

	@Override
	public void deleted(String key, long version) {
		this.told.add("deleted " + key);
	}

	@Override
	public void interrupted(StoreException cause) {
		this.told.add("interrupted");
	}

}
