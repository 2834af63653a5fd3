// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

/** How what a story has made is undone, while its terminals still are what they were. */
@FunctionalInterface
public interface DemoUndo {
    /**
     * Undoes all of it, each thing whatever becomes of the others. Nothing is made beside or after it.
     *
     * @param ending is told of each
     */
    void undo(DemoEnding ending);
}
