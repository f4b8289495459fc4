/**
 * Configuration files in the INI dialect of the reference: sections of {@code key = value}, continuation lines, {@code
 * [DEFAULT]}, {@code %(name)s}. Reading collects all problems, each with its file and line, before it refuses.
 */
@NullMarked
package org.slapos.config;

import org.jspecify.annotations.NullMarked;
