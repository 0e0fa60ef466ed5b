import Foundation
import ReportRendering
import TestSupport
import Testing

/// Warnings and the sentences of results have a translation.
@Suite struct MessageTranslationTests {
  private static let catalogue = MessageCatalogue.chinese

  /// A warning that a source file makes.
  private struct Made {
    var file: String
    /// The names of the constants of its codes.
    var codes: [String]
    /// The words of its message that every such warning has.
    var words: [String]
  }

  private static let sources: [(path: String, text: String)] = {
    let root = repositoryURL.appending(path: "Sources")
    let paths =
      (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
    return paths.sorted().filter { $0.hasSuffix(".swift") }.map { path in
      let url = root.appending(path: path)
      return (path, (try? String(contentsOf: url, encoding: .utf8)) ?? "")
    }
  }()

  /// The codes by the names of their constants.
  private static let codes: [String: String] = {
    var found: [String: String] = [:]
    for (_, text) in sources {
      for match in text.matches(of: /static let (\w+): Self =\s+"([^"]+)"/) {
        found[String(match.1)] = String(match.2)
      }
    }
    return found
  }()

  private static let made: [Made] = sources.flatMap { path, text in
    text.ranges(of: "LatentWarning(").compactMap { range in
      let call = SwiftCall(text[range.upperBound...])
      guard let code = call.code, !code.hasPrefix("init") else { return nil }
      return Made(file: path, codes: [code], words: call.words)
    }
  }

  /// Codes of warnings that are not constants where the warning is made.
  private static let others = [
    "comparison.equivalent", "comparison.same-df", "comparison.not-nested",
    "comparison.undetermined", "comparison.different-variables",
    "comparison.different-samples", "missing.means-needed",
    "cluster.means-needed", "conditional.means-needed", "model.means-needed",
    "data.decimal-commas", "data.thousands-separators", "data.doubtful-points",
    "data.minus-signs", "data.other-digits", "bootstrap.one-sided",
    "bootstrap.correction-beyond-draws", "bootstrap.needs-standard-errors",
    "bootstrap.too-few-draws", "bootstrap.unstable-ratio",
  ]

  @Test func everyCodeOfAWarningIsTranslated() {
    #expect(Self.made.count > 80)
    let known = Self.catalogue.codes
    for own in Self.made {
      for name in own.codes {
        let code = Self.codes[name] ?? name
        #expect(known.contains(code), "\(code), \(own.file)")
      }
    }
    for code in Self.others {
      #expect(known.contains(code), "\(code)")
      #expect(Self.codes.values.contains(code), "\(code)")
    }
    // No pattern is of a code that there is not.
    for code in known { #expect(Self.codes.values.contains(code), "\(code)") }
  }

  /// The words that a source gives a warning stand in a pattern of its code.
  @Test func patternsHaveTheWordsOfTheSources() {
    var checked = 0
    for own in Self.made {
      for name in own.codes {
        let code = Self.codes[name] ?? name
        let patterns = Self.catalogue.pairs.filter {
          $0.code == code || $0.code == "phrases"
        }.map(\.pattern)
        for words in own.words {
          checked += 1
          #expect(
            patterns.contains { $0.contains(words) },
            "\(code): \(words) (\(own.file))")
        }
      }
    }
    #expect(checked > 100)
  }

  @Test func translationsHaveThePlacesOfTheirPatterns() {
    for (code, pattern, translation) in Self.catalogue.pairs {
      func places(_ text: String) -> Set<Substring> {
        Set(text.matches(of: /[%#]([0-9])/).map(\.1))
      }
      #expect(places(pattern) == places(translation), "\(code): \(pattern)")
      #expect(
        translation.unicodeScalars.contains { $0.value > 0x2E80 }
          || code == "phrases", "\(code): \(translation)")
    }
  }

  @Test(arguments: [
    (
      "admissibility.negative-variance",
      "The residual variance of the observed variable x1 is negative (-0.12, a "
        + "Heywood case): the solution is not admissible. Look for too few "
        + "indicators, outliers or a misspecified model. A bound is 'lower(0)*' "
        + "or `bounds: pos.var`; a variance of 0 at its bound can leave the "
        + "solution inadmissible for another reason, which the fit then names.",
      "观测变量x1的残差方差为负（-0.12，Heywood情形）"
    ),
    (
      "admissibility.zero-variance",
      "The variance of f is 0, at its bound, but 'g ~~ f' is 0.3: what has no "
        + "variance has no covariances, and the solution is not admissible. "
        + "Write 'f ~~ 0*f' and 'g ~~ 0*f', and compare the fits.",
      "f的方差为0（位于边界），但'g ~~ f'为0.3：没有方差的变量不能有协方差，解不可接受。请写上"
    ),
    (
      "data.empty-cases",
      "3 rows without any value of the model's variables are not used.",
      "模型变量全部缺失的3行未使用。"
    ),
    (
      "data.empty-cases",
      "1 row in group a and b without any value of the model's variables is not "
        + "used.", "模型变量全部缺失的a和b组的1行未使用。"
    ),
    (
      "data.undeclared-missing-code",
      "99 in x1 (2 cases) and x2 (1 case) lies far from all other values there: "
        + "if it is a code of missing values, declare it, `missing-codes: 99`.",
      "x1（2个样本）和x2（1个样本）中的99远离该处其他取值：若为缺失值代码，请声明："
        + "`missing-codes: 99`。"
    ),
    (
      "comparison.same-df",
      "a and b have the same degrees of freedom (3): neither restricts the "
        + "other, and there is no difference test. AIC and BIC compare them.",
      "a和b的自由度相同（3）：互不嵌套，没有差异检验。可用AIC与BIC比较。"
    ),
    (
      "bootstrap.many-unusable",
      "a: 600 of 5000 replicates are unusable; figures from the rest may be off.",
      "a：5000次重复抽样中有600次不可用；由其余抽样得出的结果可能有偏。"
    ),
    (
      "",
      "By a fall in CFI of at most .010 (Cheung & Rensvold, 2002), metric "
        + "invariance holds and scalar does not. The steps after it rest on it "
        + "and do not count. The equality of x3 ~ 1 strains the fit most; "
        + "releasing it leads to partial invariance.",
      "按CFI下降不超过.010（Cheung & Rensvold, 2002），metric等值成立，scalar等值不成立。"
        + "其后的步骤以其为前提，不作数。x3 ~ 1的等值约束对拟合损害最大；放开即为部分等值。"
    ),
    (
      "",
      "By the chi-square difference tests (alpha = .05) b holds: it does not fit "
        + "significantly worse than a, and c fits significantly worse. AIC "
        + "agrees; BIC prefers c. The change in CFI (a fall of at most .01) "
        + "agrees.",
      "按χ²差异检验（α = .05），b成立：它的拟合不显著差于a，而c的拟合显著更差。"
        + "AIC的结论一致；BIC支持c。CFI的变化（下降不超过.01）结论一致。"
    ),
    (
      "",
      "The estimates did not converge within 1 iteration; give starting values "
        + "with start(), or simplify the model.",
      "估计在1次迭代内未收敛；请用start()给出初始值，或简化模型。"
    ),
    ("items.model", "Nobody wrote this.", "Nobody wrote this."),
    ("plot", "a → b → c, by w", "a → b → c（按w）"),
    (
      "plot", "40 nonparametric bootstrap draws, seed 1",
      "40次非参数Bootstrap抽样，随机种子1"
    ),
    (
      "plot", "Indirect effect of a on b, completely standardized",
      "a对b的间接效应（完全标准化）"
    ),
    (
      "plot", "95% percentile interval [0.036, 0.349]",
      "95%百分位置信区间[0.036, 0.349]"
    ),
  ])
  func messagesAreTranslated(_ code: String, _ text: String, _ start: String) {
    let translation = Self.catalogue.translate(text, code: code)
    #expect(translation.hasPrefix(start), "\(translation)")
  }
}

/// The arguments of a call in a source text.
private struct SwiftCall {
  /// The name of the code's constant; `nil` where it is an expression.
  var code: String?
  /// The words of the message's literals that are too long for an alternative.
  var words: [String] = []

  init(_ text: Substring) {
    var depth = 1
    var literals: [String] = []
    var literal: String?
    var outer: [(depth: Int, literal: String)] = []
    var plain = ""
    var rest = text
    while depth > 0 || !outer.isEmpty, let next = rest.popFirst() {
      if literal != nil {
        if next == "\\", let escaped = rest.popFirst() {
          if escaped == "(" {
            outer.append((depth, (literal ?? "") + "\u{1}"))
            literal = nil
            depth = 1
          } else {
            literal?.append(escaped)
          }
        } else if next == "\"" {
          literals.append(literal ?? "")
          literal = nil
        } else {
          literal?.append(next)
        }
        continue
      }
      switch next {
      case "\"": literal = ""
      case "(": depth += 1
      case ")":
        depth -= 1
        if depth == 0, let last = outer.popLast() {
          (depth, literal) = (last.depth, last.literal)
        }
      default: if outer.isEmpty { plain.append(next) }
      }
    }
    code = plain.firstMatch(of: /^\s*code:\s+\.(\w+)\b(?!\()/).map {
      String($0.1)
    }
    // Lines of one message are literals of their own: words are looked for
    // within each.
    words = literals.flatMap { literal in
      literal.split(separator: "\u{1}").flatMap {
        String($0).components(separatedBy: ". ")
      }.map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { $0.count >= 12 }
    }
  }
}
