// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** What the database makes no difference to, or little for its time: runs on H2 alone. The build leaves the tag out of the run on PostgreSQL. */
@Tag(OnceForAllDatabases.TAG)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface OnceForAllDatabases {
    /** As the build names it. */
    String TAG = "once-for-all-databases";
}
