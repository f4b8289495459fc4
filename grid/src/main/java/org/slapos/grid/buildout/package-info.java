/** zc.buildout runs: bootstrap, build, environment, errors. */
@NullMarked
package org.slapos.grid.buildout;

import org.jspecify.annotations.NullMarked;
