/** Peers for tests: a Master that answers as a test tells it to, and processes that die where a test tells them to. */
@NullMarked
package org.slapos.fakes;

import org.jspecify.annotations.NullMarked;
