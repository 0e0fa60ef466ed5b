import Foundation

/// The checks of single inputs.
enum Subject {
  /// The checks by their names.
  static let all: [String: @Sendable ([UInt8]) -> Void] = [
    "model": checkModel, "front-matter": checkFrontMatter,
    "table": checkTable, "matrix": checkMatrix,
  ]

  /// The check that the environment names.
  static let chosen =
    all[ProcessInfo.processInfo.environment["FUZZ_SUBJECT"] ?? ""]
}

/// Checks one of libFuzzer's inputs.
@_cdecl("LLVMFuzzerTestOneInput")
func checkInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  Subject.chosen?(unsafe Array(UnsafeBufferPointer(start: data, count: size)))
  return 0
}

/// Stops the program, so that libFuzzer keeps the input, where a property
/// does not hold.
func expect(
  _ holds: Bool, _ property: String, _ values: @autoclosure () -> String = ""
) {
  if !holds { fatalError("\(property)\n\(values())") }
}
