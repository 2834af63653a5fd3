// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says that requests of this kind count by themselves against their client's rate: nothing else that the client asks holds them up. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OwnRate {}
