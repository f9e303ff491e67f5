package dev.kvstore.lock;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs methods that return publishers.
 */
final class ReactiveMethod {

	private final ReactiveLockTemplate template;

	private final ReactiveAdapter adapter;

	ReactiveMethod(LockTemplate template, ReactiveAdapter adapter) {
		this.template = new ReactiveLockTemplate(template);
		this.adapter = adapter;
	}

	Object run(String key, LockTaskOptions options, LockedTask<@Nullable Object, Throwable> task, boolean skip) {
		LockedTask<Publisher<Object>, Throwable> publisher = (lock) -> this.adapter.toPublisher(task.run(lock));
		return this.adapter.fromPublisher(this.adapter.isMultiValue()
				? this.template.flux(key, options, publisher,
						(busy) -> skip ? Flux.empty() : Flux.error(busy.exception()))
				: this.template.mono(key, options, publisher,
						(busy) -> skip ? Mono.empty() : Mono.error(busy.exception())));
	}

}
