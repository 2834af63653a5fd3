// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a reader meets first in every package. */
class PackagesTest {
    private static final Pattern JAVADOC = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");

    /** One paragraph of at least two sentences: what lives here, what always holds, and what the package may use. */
    @Test
    void everyPackageSaysInOneParagraphWhatItMayUse() {
        Set<String> packages = new TreeSet<>();
        Product.classes().forEach(javaClass -> packages.add(javaClass.getPackageName()));
        assertThat(packages).hasSizeGreaterThan(15).allSatisfy(name -> {
            Matcher javadoc = JAVADOC.matcher(SourceTree.packageInfo(name));
            assertThat(javadoc.find()).as(name).isTrue();
            String text = javadoc.group(1).replaceAll("\\s*\\n \\* ?", " ").strip();
            assertThat(text).as(name).doesNotContain("<p>").containsPattern("\\. \\S.*\\.$");
            assertThat(text)
                    .as("%s says what always holds there", name)
                    .containsPattern("Invariants?:|[Nn]othing|[Nn]o |only|never");
            assertThat(text)
                    .as("%s says what it may use", name)
                    .containsPattern("May use \\{@code|knows no feature|Depends on nothing");
        });
    }
}
