import DocumentTestSupport
import FitSettings
import Foundation
import Latent
import Messages
import Testing

/// What the refusals of fits with ordered variables tell to do is done without
/// another refusal.
struct RemedyTests {
  /// Ordered variables and the estimator that they have by default.
  private static let ordered =
    OptionChoice.others.filter { $0.option == "ordered" }
    + OptionChoice.all.filter {
      $0.option == "estimator" && $0.value == "WLSMV"
    }

  /// The choices of options that a remedy names, as `option: value`.
  private static func choices(in remedy: String) -> [OptionChoice] {
    let quoted = remedy.split(separator: "`", omittingEmptySubsequences: false)
    return quoted.enumerated().compactMap { place, text in
      guard place % 2 == 1 else { return nil }
      let parts = text.split(separator: ":").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard parts.count == 2 else { return nil }
      return OptionChoice.all.first {
        $0.option == parts[0] && $0.value == parts[1]
      }
    }
  }

  @Test func remediesAreNotRefused() {
    var count = 0
    // ULS and DWLS stand for others with ordered variables, whose standard
    // errors and tests are resolved before the rules.
    for choice in OptionChoice.all
    where choice.option != "estimator"
      || !["ULS", "DWLS"].contains(choice.value)
    {
      let own = Self.ordered.filter { $0.option != choice.option } + [choice]
      var request = OptionChoice.unresolved(own)
      request.options = request.options.resolved
      guard let number = FitRules.all.firstRefusal(of: request) else {
        continue
      }
      let rule = FitRules.all.rules[number]
      let text = rule.error(request).remedy
      for remedy in Self.choices(in: text) {
        // The remedy takes the place of the choice of the same option.
        let kept = own.filter {
          $0.option != remedy.option && !text.contains("`\($0.option)` out")
        }
        var other = OptionChoice.unresolved(kept + [remedy])
        other.options = other.options.resolved
        let second = FitRules.all.firstRefusal(of: other).map {
          FitRules.all.rules[$0].error(other)
        }
        count += 1
        #expect(
          second == nil,
          """
          \(choice.option): \(choice.value) with ordered variables is refused \
          with \(text) Then: \(String(describing: second))
          """)
      }
    }
    #expect(count > 20)
  }
}
