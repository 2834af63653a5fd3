// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import java.util.Comparator;
import java.util.Iterator;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** What the stories are called, for help and completion, in the order in which they are played. */
final class DemoStoryNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return stories().map(DemoStory::name).iterator();
    }

    /** The stories of all features. */
    static Stream<DemoStory> stories() {
        return ServiceLoader.load(DemoStory.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(DemoStory::rank));
    }
}
