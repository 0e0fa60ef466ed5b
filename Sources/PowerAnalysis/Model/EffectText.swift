internal import Messages
internal import ModelSyntax
internal import Specification

/// An effect as it is written: a path `x -> m -> y`, a parameter `y ~ x`, or the
/// name of a defined parameter or a label; a group may follow in brackets.
struct EffectText {
  enum Subject {
    case path([String])
    case parameter(String, ModelOperator, String)
    case name(String)
  }

  /// The text.
  let text: String
  /// The effect without its group.
  let subject: Subject
  /// The group's label; `nil` for all.
  let group: String?

  /// Reads a text.
  ///
  /// - Throws: `LatentError` for one that is no effect.
  init(_ text: String) throws(LatentError) {
    self.text = text
    var rest = Substring(text)
    if text.hasSuffix("]"), let bracket = text.lastIndex(of: "[") {
      group = Self.trimmed(text[text.index(after: bracket)...].dropLast())
      rest = text[..<bracket]
    } else {
      group = nil
    }
    if rest.contains("->") {
      let names = Self.pieces(rest, "->")
      guard names.count > 1, !names.contains("") else {
        throw Self.refusal(
          "`\(text)` is no path.", "Write one such as `x -> m -> y`.")
      }
      subject = .path(names)
      return
    }
    for op in [
      ModelOperator.measurement, .covariance, .regression, .threshold,
    ] {
      let sides = Self.pieces(rest, op.rawValue)
      guard sides.count > 1 else { continue }
      guard sides.count == 2, !sides.contains("") else {
        throw Self.refusal(
          "`\(text)` is no parameter.", "Write one such as `y ~ x`.")
      }
      subject =
        op == .regression && sides[1] == "1"
        ? .parameter(sides[0], .intercept, "")
        : .parameter(sides[0], op, sides[1])
      return
    }
    subject = .name(Self.trimmed(rest))
  }

  /// Whether the effect names a loading.
  func names(loadingOf indicator: String, on latent: String) -> Bool {
    switch subject {
    case .path(let names):
      zip(names, names.dropFirst()).contains { $0 == latent && $1 == indicator }
    case .parameter(let left, .measurement, let right):
      left == latent && right == indicator
    case .parameter, .name: false
    }
  }

  static func refusal(_ message: String, _ remedy: String) -> LatentError {
    var error = LatentError(
      kind: .request, code: .powerEffect, message: message, remedy: remedy)
    error.option = "effect"
    return error
  }

  private static func pieces(_ text: Substring, _ separator: String)
    -> [String]
  {
    text.split(separator: separator, omittingEmptySubsequences: false)
      .map { trimmed($0) }
  }

  private static func trimmed(_ text: Substring) -> String {
    var own = text
    while own.first?.isWhitespace == true { own.removeFirst() }
    while own.last?.isWhitespace == true { own.removeLast() }
    if own.count > 2, own.first == "`", own.last == "`" {
      own = own.dropFirst().dropLast()
    }
    return String(own)
  }
}
