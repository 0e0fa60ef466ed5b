import CProcess
import TableReading

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A program that gets bytes on its standard input and writes others to its
/// standard output.
struct ExternalProgram {
  /// The path of the executable.
  let path: String

  /// Finds a program beside `latent`, else in one of the folders of PATH; `nil`
  /// if it is not there.
  ///
  /// - Parameter name: Its name.
  init?(named name: String) {
    let paths = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders =
      [Self.ownFolder].compactMap { $0 }
      + paths.split(separator: ":").map(String.init)
    let candidates = folders.map { "\($0)/\(name)" }
    guard
      let found = candidates.first(where: { unsafe access($0, X_OK) == 0 })
    else { return nil }
    path = found
  }

  /// The path of the running executable.
  static var ownPath: String? {
    let link = try? FileManager.default.destinationOfSymbolicLink(
      atPath: "/proc/self/exe")
    return unsafe link ?? String(cString: cprocess_argument(0))
  }

  /// The folder of the running executable.
  private static var ownFolder: String? {
    guard let own = ownPath else { return nil }
    return own.lastIndex(of: "/").map { String(own[..<$0]) }
  }

  /// A program that runs.
  struct Running {
    fileprivate let process: Int32
    private let output: Int32

    fileprivate init(process: Int32, output: Int32) {
      self.process = process
      self.output = output
    }

    /// The next part of what the program writes; `nil` at its end.
    func next() -> [UInt8]? {
      let part = try? FileBytes.piece(ofDescriptor: output, most: 1 << 18)
      return part.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Waits for its end; a program that still writes ends by that.
    ///
    /// - Returns: Its exit code; -1 if a signal ended it.
    @discardableResult
    func end() -> Int32 {
      close(output)
      return cprocess_wait(process)
    }
  }

  /// Starts the program.
  ///
  /// - Parameters:
  ///   - words: Its arguments, its name first.
  ///   - bytes: Its standard input.
  ///   - keepsEnvironment: Whether it gets the variables of this process's
  ///     environment, or none.
  /// - Returns: `nil` if it cannot be started.
  func start(
    _ words: [String], input bytes: [UInt8], keepsEnvironment: Bool = false
  ) -> Running? {
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map {
      unsafe strdup($0)
    }
    unsafe arguments.append(nil)
    defer {
      for index in unsafe arguments.indices { unsafe free(arguments[index]) }
    }
    var output: Int32 = -1
    let process = unsafe bytes.withUnsafeBytes { buffer in
      unsafe cprocess_start(
        path, arguments, buffer.baseAddress, UInt(buffer.count),
        keepsEnvironment ? 1 : 0, &output)
    }
    return process > 0 ? Running(process: process, output: output) : nil
  }
}
