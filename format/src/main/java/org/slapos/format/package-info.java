/**
 * {@code slapos node format}: makes a machine a node. Reads what is wanted ({@link DefinitionFile}, the record of the
 * previous run), plans the actions ({@link FormatPlan}), carries them out and tells the Master.
 */
@NullMarked
package org.slapos.format;

import org.jspecify.annotations.NullMarked;
