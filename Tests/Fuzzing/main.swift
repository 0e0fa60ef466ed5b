// The fuzz targets, in one program: `LatentFuzz SUBJECT [ARGUMENT...]`, where
// the arguments are libFuzzer's. scripts/fuzz builds and runs it.

import Foundation

/// libFuzzer's own `main`.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<
    UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  >,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

guard Subject.chosen != nil else {
  print("Name one of \(Subject.all.keys.sorted().joined(separator: ", ")).")
  exit(2)
}
let words = [CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)
let arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  .allocate(capacity: words.count + 1)
for (index, word) in words.enumerated() {
  unsafe arguments[index] = strdup(word)
}
unsafe arguments[words.count] = nil
var count = CInt(words.count)
var start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
  unsafe arguments
exit(unsafe runDriver(&count, &start, checkInput))
