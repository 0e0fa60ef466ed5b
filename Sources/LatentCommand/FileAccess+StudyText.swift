import RequestSettings
import Requests

extension FileAccess {
  /// The text of a study file.
  ///
  /// - Parameter path: Where the file is.
  /// - Returns: The text.
  /// - Throws: What is wrong with the file; an `InputError` that names it if
  ///   it is not UTF-8.
  func studyText(_ path: String) throws -> String {
    let bytes = try read(path, "study file")
    guard let text = String(validating: bytes, as: UTF8.self),
      !bytes.contains(0)
    else {
      throw InputError(
        message: "The study file is not text.",
        help: "Save it as plain text in UTF-8.", place: path)
    }
    return text
  }
}
