package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;
import static org.slapos.grid.TestNode.script;
import static org.slapos.grid.TestNode.write;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slapos.fakes.Call;

/** What keeps an instance from being installed, each with what the Master is told of it. */
class InstallRefusalsTest {
  private final TestNode node = new TestNode();
  private final Path folder = node.partition("slappart0");
  private final Path release = node.release("touch built");

  @BeforeEach
  void request() {
    node.master().instance("slappart0", URL, "started", "1");
  }

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private void refused(String error) {
    assertThat(node.grid().instance().exitCode()).isEqualTo(1);
    assertThat(node.master().calls("softwareInstanceError")).extracting(Call::error).singleElement().asString()
        .startsWith(error);
    assertThat(folder.resolve(".slapgrid-slappart0-error.log")).content().startsWith(error);
    assertThat(folder.resolve("built")).doesNotExist();
    assertThat(folder.resolve(".timestamp")).doesNotExist();
  }

  @Test
  void a_release_without_a_template_is_named_with_the_file_that_is_missing() throws Exception {
    Files.delete(release.resolve("instance.cfg"));
    refused("Software Release %s is not correctly installed.\nMissing file: %s".formatted(URL, release.resolve("instance.cfg")));
  }

  @Test
  void the_template_s_old_name_is_as_good() throws Exception {
    Files.move(release.resolve("instance.cfg"), release.resolve("template.cfg"));
    assertThat(node.grid().instance().exitCode()).isZero();
    assertThat(folder.resolve("built")).exists();
  }

  @Test
  void of_two_bootstrap_scripts_none_is_chosen() {
    script(release.resolve("bin/bootstrap"), "touch built");
    script(release.resolve("bin/bootstrap2"), "touch built");
    refused("More than one bootstrap candidate found.");
  }

  @Test
  void a_bootstrap_script_that_fails_is_told_with_its_output() {
    script(release.resolve("bin/bootstrap"), "echo no luck; exit 1");
    refused("Failed to run buildout profile in directory '%s':\nno luck".formatted(folder));
    assertThat(node.log().lines()).contains("ERROR Failed to bootstrap buildout in '%s'.".formatted(folder));
  }

  @Test
  void a_partition_whose_certificate_the_master_does_not_have_is_not_known_to_it() throws Exception {
    node.settings(node.settings().withCertificateRepository(Files.createDirectory(node.root().resolve("pki"))));
    node.master().failing("getComputerPartitionCertificate", 404);
    refused("Partition slappart0 is not known by SlapOS Master.");
  }

  @Test
  void certificates_that_the_master_renewed_take_the_place_of_the_old_ones() throws Exception {
    Path pki = Files.createDirectory(node.root().resolve("pki"));
    node.settings(node.settings().withCertificateRepository(pki));
    assertThat(node.grid().instance().exitCode()).isZero();
    node.master().certifying("renewal").instance("slappart0", URL, "started", "2");

    assertThat(node.grid().instance().exitCode()).isZero();

    assertThat(pki.resolve("slappart0.crt")).hasContent("renewal of slappart0");
    assertThat(node.log().lines()).contains(
        "INFO Changed certificate content. Updating '%s'".formatted(pki.resolve("slappart0.crt")));
  }

  @Test
  void an_owner_without_rights_over_the_link_to_the_release_keeps_what_is_no_link() {
    write(folder.resolve("software_release"), "a file of the user's", "rw-r--r--");
    assertThat(node.grid().instance().exitCode()).isZero();
    assertThat(folder.resolve("software_release")).content().isEqualTo("a file of the user's");
  }

  @Test
  void a_buildout_without_content_is_told_instead_of_taken_for_done() throws Exception {
    Files.write(release.resolve("bin/buildout"), new byte[0]);
    refused("%s is no program: the release has to be built again".formatted(release.resolve("bin/buildout")));
  }

  @Test
  void a_template_in_another_encoding_is_copied_as_it_is() throws Exception {
    byte[] latin1 = "[buildout]\n# f\u00fcr alle\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(release.resolve("instance.cfg"), latin1);

    assertThat(node.grid().instance().exitCode()).isZero();

    assertThat(Files.readAllBytes(folder.resolve("buildout.cfg"))).startsWith(latin1);
  }
}
