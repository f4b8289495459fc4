package org.slapos.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What an I/O failure means, in words: the messages of the JDK's file exceptions are nothing but the path. */
public final class IoReason {
  private IoReason() {}

  public static String of(IOException failure) {
    String path = failure.getMessage() == null ? "" : failure.getMessage();
    return switch (failure) {
      case AccessDeniedException _ -> "no permission for " + path;
      case NoSuchFileException _ -> path + " does not exist";
      case FileAlreadyExistsException _ -> path + " is in the way";
      case NotDirectoryException _ -> path + " is not a folder";
      case DirectoryNotEmptyException _ -> path + " is not empty";
      default -> path.isEmpty() ? failure.getClass().getSimpleName() : path;
    };
  }
}
