// The second half of scripts/public-face: counts the symbols of the graphs in a
// folder that Latent declares or exports.
//
// swift public-face.swift GRAPHS Module.Name,… [--limit N] [--list]
//   [--graphs DIR]
import Foundation

typealias Graph = [String: Any]

var arguments = Array(CommandLine.arguments.dropFirst())
let graphs = URL(filePath: arguments.removeFirst())
let exported = Set(
  arguments.removeFirst().split(separator: ",").compactMap {
    $0.split(separator: ".").last.map(String.init)
  })

/// The argument behind a flag.
func value(of flag: String) -> String? {
  guard let place = arguments.firstIndex(of: flag),
    place + 1 < arguments.count
  else { return nil }
  return arguments[place + 1]
}

/// The names that lead to a symbol, its own last.
func path(of symbol: Graph) -> [String] {
  symbol["pathComponents"] as? [String] ?? []
}

/// Whether a symbol is one of the values that a type enumerates: a case, or a
/// constant of an open enumeration, such as `LatentError.Code`.
func isValue(_ symbol: Graph) -> Bool {
  let kind = (symbol["kind"] as? Graph)?["identifier"] as? String
  if kind == "swift.enum.case" { return true }
  guard kind == "swift.type.property",
    let fragments = symbol["declarationFragments"] as? [Graph],
    let type = fragments.last(where: {
      $0["kind"] as? String == "typeIdentifier"
    })?["spelling"] as? String
  else { return false }
  return type == "Self" || type == path(of: symbol).dropLast().last
}

/// What a conformance to a protocol of the standard library demands.
let demanded: Set<String> = [
  "init(rawValue:)", "rawValue", "init(from:)", "encode(to:)", "==(_:_:)",
  "hash(into:)", "startIndex", "endIndex",
]

func isCounted(_ symbol: Graph) -> Bool {
  !isValue(symbol) && !demanded.contains(path(of: symbol).last ?? "")
}

func identifier(_ symbol: Graph) -> String? {
  (symbol["identifier"] as? Graph)?["precise"] as? String
}

var names: [String] = []
var merged: Graph = [:]
var allSymbols: [Graph] = []
var relationships: [Graph] = []
var kept: Set<String> = []
let files = try FileManager.default.contentsOfDirectory(
  at: graphs, includingPropertiesForKeys: nil
).sorted { $0.lastPathComponent < $1.lastPathComponent }
for file in files where file.lastPathComponent.hasSuffix(".symbols.json") {
  // `Module.symbols.json`, or `Module@Extended.symbols.json`.
  let base = file.lastPathComponent.replacingOccurrences(
    of: ".symbols.json", with: "")
  let owner = base.split(separator: "@")[0]
  let parsed = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
  guard let graph = parsed as? Graph,
    let all = graph["symbols"] as? [Graph]
  else { continue }
  let symbols = all.filter {
    owner == "Latent" || path(of: $0).first.map(exported.contains) == true
  }
  names += symbols.filter(isCounted).map {
    path(of: $0).joined(separator: ".")
  }
  if base == "Latent" { merged = graph }
  for symbol in symbols {
    guard let own = identifier(symbol), kept.insert(own).inserted else {
      continue
    }
    allSymbols.append(symbol)
  }
  relationships += graph["relationships"] as? [Graph] ?? []
}

if let folder = value(of: "--graphs") {
  // One graph, as if Latent declared everything itself.
  merged["symbols"] = allSymbols
  merged["relationships"] = relationships.filter {
    ($0["source"] as? String).map(kept.contains) == true
  }
  try FileManager.default.createDirectory(
    atPath: folder, withIntermediateDirectories: true)
  try JSONSerialization.data(withJSONObject: merged).write(
    to: URL(filePath: folder).appending(path: "Latent.symbols.json"))
}

if arguments.contains("--list") {
  print(names.sorted().joined(separator: "\n"))
}
print("\(names.count) public declarations")
if let limit = value(of: "--limit").flatMap({ Int($0) }), names.count > limit {
  print("`import Latent` shows more than \(limit).")
  exit(1)
}
