package org.slapos.format;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code [slapformat]}, {@code [slapos]} and the command line say (reference: format.md, 2).
 *
 * @param storageHome its folders {@code data0}, {@code data1} ... give each partition further folders
 * @param alterUser whether accounts are made and folders given to them; needs root
 */
public record FormatSettings(
    String computerId,
    Path instanceRoot,
    Path softwareRoot,
    Files files,
    Optional<Path> storageHome,
    boolean alterUser,
    Network network,
    int partitionAmount,
    Names names) {

  /**
   * The files that are read and written.
   *
   * @param computerXml where the computer is recorded between runs
   * @param computerJson the same as JSON
   * @param definition replaces discovery: addresses, users and names of the partitions are taken from it
   * @param definitionOutput receives what a definition file of the formatted computer would hold
   */
  public record Files(
      Path computerXml,
      Optional<Path> computerJson,
      Optional<Path> definition,
      Optional<Path> definitionOutput,
      Optional<Path> certificateRepository) {}

  /**
   * What names begin with; an index is appended to all but the last.
   *
   * @param softwareUser owner of the software root, and group of the partition users
   */
  public record Names(String partition, String user, String tap, String softwareUser) {
    /** Where {@code partition_base_name} is not set. */
    public static final String USUAL_PARTITION = "slappart";

    /** Where {@code user_base_name} is not set. */
    public static final String USUAL_USER = "slapuser";
  }

  /**
   * The interfaces and addresses.
   *
   * @param alter whether interfaces, addresses and routes are changed; needs root
   * @param interfaceName receives the IPv4 addresses
   * @param ipv6Interface provides the IPv6 prefix and receives the IPv6 addresses; without it {@code interfaceName} does
   * @param ipv4Pool the partitions' IPv4 addresses are taken from it
   * @param partitionRanges whether each partition gets an IPv6 range of its own
   * @param prefixShift by how many bits a range's prefix is longer than the interface's
   * @param uniqueLocal whether {@code interfaceName} is given {@value #UNIQUE_LOCAL}, so that it has an IPv6 prefix
   */
  public record Network(
      boolean alter,
      Optional<String> interfaceName,
      Optional<String> ipv6Interface,
      Optional<Ipv4Network> ipv4Pool,
      Taps taps,
      Tuns tuns,
      boolean partitionRanges,
      int prefixShift,
      boolean uniqueLocal) {
    /** With a prefix of 64 bits. */
    static final String UNIQUE_LOCAL = "fd00::1";

    /** The interface that the IPv6 prefix is taken from. */
    Optional<String> ipv6Source() {
      return ipv6Interface.or(() -> interfaceName);
    }

    /** Whether the interface is described to the Master although a definition file replaces discovery. */
    boolean isComplete() {
      return alter && interfaceName.isPresent() && ipv4Pool.isPresent();
    }
  }

  /**
   * The tap interfaces.
   *
   * @param gatewayInterface whose IPv4 network the taps get addresses of; empty for none
   */
  public record Taps(boolean create, String gatewayInterface, boolean ipv6) {}

  /** The tun interfaces. */
  public record Tuns(boolean create, boolean ipv6) {}
}
