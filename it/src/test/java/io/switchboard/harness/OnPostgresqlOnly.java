// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * What needs a database that tests can reach beside the server, and what takes long and finds on H2 what it finds here. The build leaves the
 * tag out of the run on H2.
 */
@Tag(OnPostgresqlOnly.TAG)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface OnPostgresqlOnly {
    /** As the build names it. */
    String TAG = "on-postgresql-only";
}
