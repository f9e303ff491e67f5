package dev.kvstore.autoconfigure;

import java.io.IOException;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

/**
 * A process that has a store open until its input ends.
 */
public final class FileOwner {

	private FileOwner() {
	}

	/**
	 * Opens the store and says so.
	 * @param arguments the store's file
	 * @throws IOException if the input is broken
	 */
	public static void main(String[] arguments) throws IOException {
		try (Store store = StoreFactories.create("mapdb", arguments[0])) {
			System.out.println("open " + store.exists("a"));
			System.in.read();
		}
	}

}
