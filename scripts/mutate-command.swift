// Changes options, files of draws and checkpoints at random and runs the
// command on them: it must end by itself with 0, 1 or 2, say why it refuses,
// and never use a damaged replicate.
//
// swift scripts/mutate-command.swift LATENT SECONDS [SEED]
import Foundation

let arguments = CommandLine.arguments
let latent = URL(filePath: arguments[1]).standardizedFileURL.path
let end = Date().addingTimeInterval(Double(arguments[2]) ?? 60)
var state = UInt64(arguments.count > 3 ? arguments[3] : "1") ?? 1
let folder = FileManager.default.temporaryDirectory
  .appending(path: "latent-mutate-\(ProcessInfo.processInfo.processIdentifier)")
try FileManager.default.createDirectory(
  at: folder, withIntermediateDirectories: true)

/// A number below a limit (SplitMix64).
func random(_ limit: Int) -> Int {
  state &+= 0x9E37_79B9_7F4A_7C15
  var z = state
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return Int((z ^ (z >> 31)) % UInt64(limit))
}

struct Outcome {
  var code: Int32
  var isSignal: Bool
  var isLate: Bool
  var output: Data
  var errors: String
}

/// Runs the command in the folder, 20 seconds at most.
func run(_ arguments: [String]) throws -> Outcome {
  let process = Process()
  process.executableURL = URL(filePath: latent)
  process.arguments = arguments
  process.currentDirectoryURL = folder
  process.standardInput = FileHandle.nullDevice
  let output = folder.appending(path: "stdout")
  let errors = folder.appending(path: "stderr")
  for file in [output, errors] { try Data().write(to: file) }
  process.standardOutput = try FileHandle(forWritingTo: output)
  process.standardError = try FileHandle(forWritingTo: errors)
  try process.run()
  var isLate = false
  let limit = Date().addingTimeInterval(20)
  while process.isRunning {
    if Date() > limit {
      isLate = true
      kill(process.processIdentifier, SIGKILL)
    }
    usleep(2000)
  }
  return Outcome(
    code: process.terminationStatus,
    isSignal: process.terminationReason == .uncaughtSignal, isLate: isLate,
    output: try Data(contentsOf: output),
    errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
}

func write(_ name: String, _ data: Data) throws {
  try data.write(to: folder.appending(path: name))
}

func read(_ name: String) throws -> Data {
  try Data(contentsOf: folder.appending(path: name))
}

/// Changes a file in one to three places.
func mutated(_ data: Data) -> Data {
  var bytes = [UInt8](data)
  for _ in 0...random(3) where !bytes.isEmpty {
    let place = random(bytes.count)
    switch random(8) {
    case 0: bytes[place] ^= UInt8(1 << random(8))
    case 1: bytes[place] = UInt8(random(256))
    case 2: bytes[place] = UInt8(ascii: "0") + UInt8(random(10))
    case 3: bytes.removeSubrange(place...)
    case 4:
      bytes.removeSubrange(place..<min(place + 1 + random(80), bytes.count))
    case 5: bytes.insert(contentsOf: bytes[..<min(place, 400)], at: place)
    case 6:
      var lines = bytes.split(
        separator: 10, omittingEmptySubsequences: false
      ).map(Array.init)
      lines.swapAt(random(lines.count), random(lines.count))
      bytes = Array(lines.joined(separator: [10]))
    default:
      var lines = bytes.split(
        separator: 10, omittingEmptySubsequences: false
      ).map(Array.init)
      lines.insert(lines[random(lines.count)], at: random(lines.count))
      bytes = Array(lines.joined(separator: [10]))
    }
  }
  return Data(bytes)
}

var failures = 0
var counts: [String: Int] = [:]

/// Reports what must not happen, with the files that show it.
func require(
  _ holds: Bool, _ what: String, _ arguments: [String], _ outcome: Outcome
) throws {
  if holds { return }
  failures += 1
  let kept = folder.appending(path: "failure-\(failures)")
  try FileManager.default.createDirectory(
    at: kept, withIntermediateDirectories: true)
  for name in ["model.lav", "data.csv", "draws.csv", "check.csv"] {
    try? FileManager.default.copyItem(
      at: folder.appending(path: name), to: kept.appending(path: name))
  }
  print(
    "FAILURE \(failures): \(what): latent \(arguments.joined(separator: " "))\n"
      + "  exit \(outcome.code), signal \(outcome.isSignal), late "
      + "\(outcome.isLate)\n  \(outcome.errors.prefix(400))\n  in \(kept.path)")
}

func check(_ arguments: [String], _ outcome: Outcome) throws {
  try require(
    !outcome.isSignal && !outcome.isLate && [0, 1, 2].contains(outcome.code),
    "crash or hang", arguments, outcome)
  try require(
    outcome.code == 0 || !outcome.errors.isEmpty, "refusal without a word",
    arguments, outcome)
}

// A model, its data, and a bootstrap of them.
try write(
  "model.lav",
  Data("f =~ x1 + x2 + x3\ny ~ a*f + b*z\nab := a*b\n".utf8))
var table = "x1,x2,x3,y,z,g,w\n"
for row in 0..<80 {
  let factor = Double(random(2001) - 1000) / 500
  let cells = [1, 0.8, 0.7, 0.5, 0].map { loading in
    loading * factor + Double(random(2001) - 1000) / 600
  }
  table +=
    cells.map { String(format: "%.4f", $0) }.joined(separator: ",")
    + ",\(row % 2 == 0 ? "one" : "two"),\(1 + row % 3)\n"
}
try write("data.csv", Data(table.utf8))
let bootstrap = ["bootstrap", "model.lav", "data.csv", "--bootstrap", "60"]
let clean = try run(bootstrap + ["--draws", "whole.csv", "--format", "json"])
guard clean.code == 0 else {
  print("The bootstrap itself failed: \(clean.errors)")
  exit(1)
}
let whole = try read("whole.csv")
_ = try run(bootstrap + ["--checkpoint", "whole-check.csv"])
let checkpoint = (try? read("whole-check.csv")) ?? whole

let flags = try run(["help", "fit"]).output
let names = Set(
  String(decoding: flags, as: UTF8.self).split { " ,\n[]=".contains($0) }
    .filter { $0.hasPrefix("--") && $0.count > 3 }.map(String.init)
).subtracting(["--output", "--help", "--version"]).sorted()
let values = [
  "true", "false", "", "-1", "0", "1", "2", "1e9", "nan", "inf", "x1", "g", "w",
  "z", "x1,x2", "MLR", "ML", "WLS", "ULSMV", "GLS", "fiml", "listwise",
  "two.stage", "pairwise", "robust.sem", "bootstrap", "observed", "expected",
  "loadings", "loadings,intercepts", "data.csv", "model.lav", "nowhere.csv",
  "one,two", "standard", "json", "csv", "text", "0.9", "--", "é\u{0}", "a==b",
  "f=~x1", "cor.bollen", "all", "12", "none", "default",
]
let commands = [
  "fit", "bootstrap", "effects", "compare", "invariance", "test", "predict",
  "parse",
]

while Date() < end {
  switch random(3) {
  case 0:
    var own = [commands[random(commands.count)], "model.lav"]
    if random(4) > 0 { own.append("data.csv") }
    for _ in 0...random(4) {
      own.append(names[random(names.count)])
      if random(5) > 0 { own.append(values[random(values.count)]) }
    }
    if own[0] == "bootstrap" { own += ["--bootstrap", "20"] }
    counts["options", default: 0] += 1
    try check(own, try run(own))
  case 1:
    try write("draws.csv", mutated(whole))
    let own = bootstrap + ["--from-draws", "draws.csv", "--format", "json"]
    counts["draws", default: 0] += 1
    let outcome = try run(own)
    try check(own, outcome)
    // What is accepted is what was drawn.
    if outcome.code == 0, try read("draws.csv") != whole {
      try require(
        outcome.output == clean.output || !outcome.errors.isEmpty
          || String(decoding: outcome.output, as: UTF8.self).contains("missing"),
        "damaged draws accepted without a word", own, outcome)
    }
  default:
    try write("check.csv", mutated(checkpoint))
    let own = bootstrap + ["--checkpoint", "check.csv", "--draws", "again.csv"]
    counts["checkpoints", default: 0] += 1
    let outcome = try run(own)
    try check(own, outcome)
    if outcome.code == 0 {
      try require(
        try read("again.csv") == whole,
        "another draw after a damaged checkpoint",
        own, outcome)
    }
    try? FileManager.default.removeItem(at: folder.appending(path: "again.csv"))
  }
}
print(
  counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    .joined(separator: ", ") + ": \(failures) failures")
if failures == 0 { try FileManager.default.removeItem(at: folder) }
exit(failures == 0 ? 0 : 1)
