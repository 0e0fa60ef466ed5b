/// What a shard needs of a machine, as Slurm's options have it.
package struct ClusterResources: Sendable, Hashable, Codable {
  /// The longest time: minutes, or hours, minutes and seconds with colons.
  package var time = "01:00:00"
  /// The memory, in megabytes without a letter.
  package var memory = "1G"
  /// The cores.
  package var cores = 1
  /// The partition; `nil` for the cluster's own choice.
  package var partition: String?
  /// The account that pays; `nil` for the user's own.
  package var account: String?
  /// The most tasks of an array: one less than Slurm's `MaxArraySize`.
  package var arrayLimit = 1000

  /// Makes the usual resources: an hour of one core and a gigabyte.
  package init() {}

  /// Whether a text is a time as Slurm reads it.
  package static func isTime(_ text: String) -> Bool {
    text.contains(where: \.isNumber)
      && text.allSatisfy {
        $0.isASCII && ($0.isNumber || $0 == ":" || $0 == "-")
      }
  }

  /// Whether a text is an amount of memory as Slurm reads it.
  package static func isMemory(_ text: String) -> Bool {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count)
    return !digits.isEmpty && ["", "K", "M", "G", "T"].contains(unit)
  }

  /// Whether a text may be the name of a partition or an account.
  package static func isName(_ text: String) -> Bool {
    !text.isEmpty && !text.hasPrefix("-")
      && text.allSatisfy {
        $0.isASCII && ($0.isLetter || $0.isNumber || "_-.,@+".contains($0))
      }
  }

  /// The options of `sbatch` that a user may want to change.
  var options: String {
    var words: [String] = []
    if let partition { words.append("--partition=\(partition)") }
    if let account { words.append("--account=\(account)") }
    return words.joined(separator: " ")
  }
}
