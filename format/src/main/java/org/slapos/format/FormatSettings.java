package org.slapos.format;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code [slapformat]}, {@code [slapos]} and the command line say (reference: format.md, 2).
 *
 * @param definitionFile replaces discovery: addresses, users and names of the partitions are taken from it
 * @param alterUser whether accounts are made and folders given to them; needs root
 * @param network where addresses are added; empty if {@code alter_network} is false. Needs root
 * @param softwareUser owner of the software root, and group of the partition users
 */
public record FormatSettings(
    String computerId,
    Path instanceRoot,
    Path softwareRoot,
    Path computerXml,
    Optional<Path> computerJson,
    Optional<Path> definitionFile,
    Optional<Path> certificateRepository,
    boolean alterUser,
    Optional<Network> network,
    int partitionAmount,
    String partitionBaseName,
    String userBaseName,
    String tapBaseName,
    String softwareUser,
    String tapGatewayInterface,
    boolean tapIpv6,
    boolean partitionHasIpv6Range) {

  /**
   * The interfaces that {@code alter_network} works on.
   *
   * @param interfaceName receives the IPv4 addresses
   * @param ipv6Interface provides the IPv6 prefix and receives the IPv6 addresses
   * @param ipv4Pool the partitions' IPv4 addresses are taken from it
   */
  public record Network(String interfaceName, String ipv6Interface, Ipv4Network ipv4Pool) {}
}
