/// A file that an analysis writes.
package struct WrittenFile: Sendable, Hashable {
  /// What is written to it.
  package enum Kind: Sendable, Hashable {
    /// A result.
    case result
    /// Draws of a bootstrap.
    case draws
    /// A picture.
    case picture
  }

  /// The path as the current folder sees it.
  package var path: String
  /// What is written to it.
  package var kind: Kind
  /// Whether a model file names it, and not the request.
  package var isNamedByModel: Bool

  /// Makes a file that a request names.
  package init(
    _ path: String, _ kind: Kind = .result, isNamedByModel: Bool = false
  ) {
    self.path = path
    self.kind = kind
    self.isNamedByModel = isNamedByModel
  }
}

extension WrittenFile.Kind {
  /// How the names of such files end where model files name them: none of
  /// these is a program or the settings of one.
  var endings: [String] {
    switch self {
    case .result: [".txt", ".json", ".csv"]
    case .draws: [".csv", ".txt"]
    case .picture: [".svg"]
    }
  }

  /// Whether a file that begins with some bytes is such a file, written by
  /// Latent.
  ///
  /// - Parameter head: The first bytes, as many as there are of the first
  ///   `headLength`.
  /// - Returns: Whether it begins as Latent's files do.
  package func isOwn(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head, as: UTF8.self)
    return switch self {
    case .draws: text.hasPrefix("# Latent bootstrap draws, format ")
    case .result:
      Self.isReport(text) || Self.openings.contains(where: text.hasPrefix)
    case .picture: false
    }
  }

  /// How many bytes of a file tell whose it is.
  package static let headLength = 256

  /// Whether a text begins as reports do: `Latent 0.1.0 - `.
  private static func isReport(_ text: String) -> Bool {
    let words = text.prefix(64).split(separator: " ", maxSplits: 3)
    return words.count > 2 && text.hasPrefix("Latent ") && words[2] == "-"
      && words[1].allSatisfy { $0.isNumber || $0 == "." }
  }

  /// How documents and records of the results begin that front matter may have
  /// written to files: fits, bootstraps, effects and invariance.
  private static let openings = [
    "{\n  \"converged\": true,\n  \"iterations\": ",
    "{\n  \"converged\": false,\n  \"iterations\": ",
    "{\n  \"bootstrap\": {\n    \"kind\": ",
    "{\n  \"converged\": true,\n  \"effects\": [",
    "{\n  \"criterion\": \"",
    "lhs,op,rhs,group,level,label,free,est,se,z,pvalue,ci_lower,",
    "name,statistic,lhs,op,rhs,group,label,est,se,bias,ci_lower,",
    "from,to,kind,path,less_path,at,group,less_group,metric,est,",
    "step,equal,partial,converged,npar,chisq,df,pvalue,",
  ]
}
