// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

/** How this machine writes the names of files: not all of them, where its locale is not UTF-8. */
public final class FileNames {
    private FileNames() {}

    /** What to do about a name that this machine cannot write; empty where it can write them all. */
    public static String hint() {
        return hint(System.getProperty("sun.jnu.encoding", ""));
    }

    static String hint(String encoding) {
        boolean all = encoding.isEmpty() || encoding.replace("-", "").equalsIgnoreCase("utf8");
        return all
                ? ""
                : "The locale is not UTF-8 (names of files are written in " + encoding
                        + "), so that some names are lost: set LC_ALL=C.UTF-8.";
    }
}
