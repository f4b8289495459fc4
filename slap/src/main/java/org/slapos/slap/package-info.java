/**
 * The SLAP client library: ask a Master for instances and computers, and report to it. The nouns are those of the
 * reference's {@code slapos.slap}; docs/slap.md has them side by side.
 *
 * <pre>{@code
 * Slap slap = ClassicSlap.connect(ConnectionSettings.of("https://slap.example/")
 *     .withIdentity(Path.of("me.key"), Path.of("me.crt"))
 *     .withRetries(Retries.USUAL));
 *
 * ComputerPartition shop = slap.registerOpenOrder().request(
 *     InstanceRequest.of(slap.softwareProducts().get("shop"), "my-shop")
 *         .withParameters(Value.Dict.ofTexts(Map.of("colour", "blue")))
 *         .withFilter(Value.Dict.ofTexts(Map.of("computer_guid", "COMP-1"))));
 * try {
 *   System.out.println(shop.connectionParameter("url"));
 * } catch (ResourceNotReadyException | NotFoundException notYet) {
 *   // ask again later, or wait: slap.changesOfInstance(...)
 * }
 * }</pre>
 */
@NullMarked
package org.slapos.slap;

import org.jspecify.annotations.NullMarked;
