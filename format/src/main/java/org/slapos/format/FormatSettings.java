package org.slapos.format;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code [slapformat]}, {@code [slapos]} and the command line say (reference: format.md, 2).
 *
 * @param definitionFile replaces discovery: addresses, users and names of the partitions are taken from it
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
    int partitionAmount,
    String partitionBaseName,
    String userBaseName,
    String tapBaseName,
    String softwareUser,
    String tapGatewayInterface,
    boolean tapIpv6,
    boolean partitionHasIpv6Range) {}
