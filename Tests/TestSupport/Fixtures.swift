public import Foundation

/// The root of the repository.
public let repositoryURL = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The URL of a file in the `Fixtures` folder beside the calling test file.
///
/// - Parameters:
///   - name: The file's path below `Fixtures`.
///   - file: The calling file; leave it out.
/// - Returns: A file URL; the file need not exist.
public func fixtureURL(
  _ name: String, file: StaticString = #filePath
) -> URL {
  URL(filePath: "\(file)")
    .deletingLastPathComponent()
    .appending(path: "Fixtures")
    .appending(path: name)
}

/// The path of a file in the `Fixtures` folder beside the calling test file.
///
/// - Parameters:
///   - name: The file's path below `Fixtures`.
///   - file: The calling file; leave it out.
/// - Returns: The path; the file need not exist.
public func fixturePath(
  _ name: String, file: StaticString = #filePath
) -> String {
  fixtureURL(name, file: file).path
}

/// Reads a JSON file from the `Fixtures` folder beside the calling test file.
///
/// - Parameters:
///   - type: The type of the file's contents.
///   - name: The file's path below `Fixtures`.
///   - keys: The rule by which its keys become names.
///   - file: The calling file; leave it out.
/// - Returns: The decoded value.
/// - Throws: An error if the file cannot be read or does not hold a `type`.
public func loadFixture<Value: Decodable>(
  _ type: Value.Type, _ name: String,
  keys: JSONDecoder.KeyDecodingStrategy = .useDefaultKeys,
  file: StaticString = #filePath
) throws -> Value {
  let data = try Data(contentsOf: fixtureURL(name, file: file))
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = keys
  return try decoder.decode(type, from: data)
}
