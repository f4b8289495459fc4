package org.slapos.interop;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** Dependencies point one way, as docs/architecture.md draws them. */
class RoomsTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.slapos");

  @Test
  void modules_depend_on_each_other_in_one_direction() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("slap").definedBy("org.slapos.slap..")
        .layer("tio").definedBy("org.slapos.tio..")
        .layer("config").definedBy("org.slapos.config..")
        .layer("files").definedBy("org.slapos.files..")
        .layer("format").definedBy("org.slapos.format..")
        .layer("collect").definedBy("org.slapos.collect..")
        .layer("grid").definedBy("org.slapos.grid..")
        .layer("master").definedBy("org.slapos.master..")
        .layer("cli").definedBy("org.slapos.cli..")
        .layer("fakes").definedBy("org.slapos.fakes..")
        .layer("testing").definedBy("org.slapos.testing..")
        .whereLayer("slap").mayNotAccessAnyLayer()
        .whereLayer("tio").mayNotAccessAnyLayer()
        .whereLayer("config").mayNotAccessAnyLayer()
        .whereLayer("files").mayNotAccessAnyLayer()
        .whereLayer("format").mayOnlyAccessLayers("slap", "config", "files")
        .whereLayer("collect").mayOnlyAccessLayers("slap", "tio", "config", "files")
        .whereLayer("grid").mayOnlyAccessLayers("slap", "tio", "config", "files")
        .whereLayer("master").mayOnlyAccessLayers("slap", "tio", "config")
        .whereLayer("cli").mayNotBeAccessedByAnyLayer()
        .whereLayer("fakes").mayOnlyAccessLayers("slap")
        .whereLayer("testing").mayNotBeAccessedByAnyLayer()
        .check(PRODUCT);
  }

  @Test
  void decisions_of_the_master_know_neither_storage_nor_transport() {
    check(ArchRuleDefinition.noClasses().that().resideInAPackage("org.slapos.master.domain..")
        .should().dependOnClassesThat()
        .resideInAnyPackage("org.slapos.master.store..", "org.slapos.master.api..", "org.slapos.master.http..", "java.sql.."));
  }

  @Test
  void the_client_library_needs_neither_databases_nor_processes() {
    check(ArchRuleDefinition.noClasses().that().resideInAPackage("org.slapos.slap..")
        .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "org.eclipse.jetty..", "java.net.http..")
        .orShould().dependOnClassesThat().areAssignableTo(ProcessBuilder.class));
  }

  @Test
  void libraries_leave_standard_output_to_the_commands() {
    check(ArchRuleDefinition.noClasses().that()
        .resideInAnyPackage("org.slapos.slap..", "org.slapos.tio..", "org.slapos.config..", "org.slapos.format..", "org.slapos.collect..",
            "org.slapos.grid..", "org.slapos.master..")
        .should().accessField(System.class, "out"));
  }

  private static void check(ArchRule rule) {
    rule.check(PRODUCT);
  }
}
