/** What a software release says of its software types and their parameters ({@code <release>.json}). */
@NullMarked
package org.slapos.cli.schema;

import org.jspecify.annotations.NullMarked;
