/**
 * A whole SlapOS for somebody's tests: Master and node in one folder, without root, with the real supervisord and buildout.
 *
 * <pre>{@code
 * @SlaposTest(software = "software.cfg")
 * class MyReleaseTest {
 *   @Test
 *   void it_answers(Standalone slapos) {
 *     var shop = slapos.deploy(InstanceRequest.of(RELEASE, "shop"), Duration.ofMinutes(2));
 *     assertThat(shop.connectionParameter("url")).startsWith("http://");
 *   }
 * }
 * }</pre>
 */
@NullMarked
package org.slapos.testing.standalone;

import org.jspecify.annotations.NullMarked;
