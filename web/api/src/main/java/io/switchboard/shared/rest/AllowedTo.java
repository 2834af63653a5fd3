// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call an endpoint; every resource method has it. Whose things they may touch is the service's to say. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AllowedTo {
    /** One of these. */
    Callers[] value();

    /** Whether the administrator may, who has only shown the one-time secret and not replaced it yet. */
    boolean newcomers() default false;
}
