/** Parameters as people write them down: JSON, YAML or XML files, with the place of every value. */
@NullMarked
package org.slapos.cli.parameters;

import org.jspecify.annotations.NullMarked;
