package org.slapos.testing.standalone;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class of JUnit (5 or 6) that has a {@link Standalone}, started before its first test and closed after its last;
 * tests and life-cycle methods take it, or its {@link org.slapos.slap.Slap}, as a parameter.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(StandaloneExtension.class)
public @interface SlaposTest {
  /** Software releases to build before the first test: URLs, or paths of profiles from the working directory. */
  String[] software() default {};

  /** How many instances there is room for. */
  int partitions() default 5;
}
