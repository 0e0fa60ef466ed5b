import CProcess
import Messages
import Requests
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

/// The program `latent-read`, which reads data files of other programs in a
/// process of its own that can do nothing else.
enum DataFileProcess {
  private static let name = "latent-read"

  /// Reads a file.
  ///
  /// - Parameter file: The file.
  /// - Returns: Its table.
  /// - Throws: `LatentError` saying what is wrong with the file, or that the
  ///   program is not there.
  static func read(_ file: ForeignDataFile) throws(LatentError) -> DataTable {
    guard let program else {
      throw .noForeignReader(file.format, file: file.name)
    }
    var words = [name, "--format", file.format.rawValue]
    if let encoding = file.encoding { words += ["--encoding", encoding] }
    if let sheet = file.sheet { words += ["--sheet", sheet] }
    var output: Int32 = -1
    let process = start(program, words, file.bytes, &output)
    guard process > 0 else {
      throw .noForeignReader(file.format, file: file.name)
    }
    var reader = TransferReader(file: file.name)
    var failure: LatentError?
    do throws(LatentError) {
      while let part = read(output) { try reader.append(part.span) }
    } catch {
      failure = error
    }
    close(output)
    _ = cprocess_wait(process)
    if let failure { throw failure }
    return try reader.table(file.cells)
  }

  /// The program: beside `latent`, else in one of the folders of PATH.
  private static var program: String? {
    let paths = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders =
      [ownFolder].compactMap { $0 }
      + paths.split(separator: ":").map(String.init)
    return folders.map { "\($0)/\(name)" }.first {
      unsafe access($0, X_OK) == 0
    }
  }

  /// The folder of the running executable.
  private static var ownFolder: String? {
    let link = try? FileManager.default.destinationOfSymbolicLink(
      atPath: "/proc/self/exe")
    let own = unsafe link ?? String(cString: cprocess_argument(0))
    return own.lastIndex(of: "/").map { String(own[..<$0]) }
  }

  private static func start(
    _ program: String, _ words: [String], _ bytes: [UInt8],
    _ output: inout Int32
  ) -> Int32 {
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map {
      unsafe strdup($0)
    }
    unsafe arguments.append(nil)
    defer {
      for index in unsafe arguments.indices { unsafe free(arguments[index]) }
    }
    return unsafe bytes.withUnsafeBytes { buffer in
      unsafe cprocess_start(
        program, arguments, buffer.baseAddress, UInt(buffer.count), &output)
    }
  }

  /// The next part of what the program writes; `nil` at its end.
  private static func read(_ descriptor: Int32) -> [UInt8]? {
    let part = try? FileBytes.piece(ofDescriptor: descriptor, most: 1 << 18)
    return part.flatMap { $0.isEmpty ? nil : $0 }
  }
}
