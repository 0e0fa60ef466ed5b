// The fuzz targets, in one program; FUZZ_SUBJECT names the one that runs, and
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
  let names = Subject.all.keys.sorted().joined(separator: ", ")
  print("Set FUZZ_SUBJECT to one of \(names).")
  exit(2)
}
var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
  unsafe CommandLine.unsafeArgv
exit(unsafe runDriver(&count, &arguments, checkInput))
