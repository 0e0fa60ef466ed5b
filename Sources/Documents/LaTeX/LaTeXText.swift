/// Text in LaTeX.
enum LaTeXText {
  /// Runs within a line.
  static func inline(_ runs: [DocumentRun]) -> String {
    runs.map { run in
      var text = escaped(run.text)
      if run.style.contains(.code) { text = "\\texttt{\(text)}" }
      if run.style.contains(.lowered) { text = "\\textsubscript{\(text)}" }
      if run.style.contains(.raised) { text = "\\textsuperscript{\(text)}" }
      if run.style.contains(.italic) { text = "\\textit{\(text)}" }
      if run.style.contains(.bold) { text = "\\textbf{\(text)}" }
      return text
    }.joined()
  }

  /// A text that means itself; signs and Greek letters as mathematics.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if let sign = signs[character] {
        escaped += sign
      } else if let name = greek[character] {
        escaped += "$\\\(name)$"
      } else {
        escaped.append(character)
      }
    }
    // Two hyphens would be a dash, and these marks other ones.
    return escaped.replacing("--", with: "-{}-").replacing("``", with: "`{}`")
      .replacing("\u{2013}", with: "--")
  }

  /// A text whose paths and hashes may break into lines.
  static func breaking(_ text: String) -> String {
    text.replacing("/", with: "/\\allowbreak{}")
      .replacing(":", with: ":\\allowbreak{}")
      .replacing("\\_", with: "\\_\\allowbreak{}")
  }

  private static let signs: [Character: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&",
    "#": "\\#", "_": "\\_", "%": "\\%", "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}", "<": "$<$", ">": "$>$", "|": "$|$",
    "\"": "''", "\u{2212}": "$-$", "\u{2192}": "$\\rightarrow$",
    "\u{2194}": "$\\leftrightarrow$",
    "\u{2264}": "$\\le$", "\u{2265}": "$\\ge$", "\u{00B1}": "$\\pm$",
    "\u{00D7}": "$\\times$", "\u{00B2}": "$^2$", "\u{00B3}": "$^3$",
    "\u{2026}": "\\ldots{}", "\u{A0}": "~", "[": "{[}", "]": "{]}",
  ]

  private static let greek: [Character: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon",
    "ζ": "zeta", "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda",
    "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "τ": "tau", "φ": "varphi", "χ": "chi", "ψ": "psi", "ω": "omega",
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Σ": "Sigma",
    "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
  ]

  /// A name for references, of the letters and digits of a text.
  static func name(_ text: String) -> String {
    let words = text.lowercased().split {
      !($0.isASCII && $0.isLetter)
        && !($0.isASCII && $0.isNumber)
    }
    return words.joined(separator: "-")
  }
}
