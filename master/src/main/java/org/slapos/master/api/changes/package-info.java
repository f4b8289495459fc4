/** Waiting for changes instead of asking again and again ({@code GET /changes}). */
@NullMarked
package org.slapos.master.api.changes;

import org.jspecify.annotations.NullMarked;
